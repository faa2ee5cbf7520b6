import type { FormDefinition } from '@amt/forms';
import { ElementFinder } from './find-element.ts';
import { type FormFacts, formOfXdf } from './form-of-xdf.ts';
import { ImportNotes, type Remark } from './import-notes.ts';
import { CodeLists, type FormList } from './lists-of.ts';
import { translateProse } from './prose-rule.ts';
import { type ByteSource, orFindings, type StandardFinding, type XmlLimits } from '@amt/xml';
import { readXdf } from './read-xdf.ts';
import { settlePatterns, settleRules } from './settle-rules.ts';

/** What an import may know besides the file. */
export interface XdfImportOptions extends FormFacts {
  /** code lists (see `importGenericode`), found by their `source` */
  readonly lists?: readonly FormList[];
  readonly limits?: XmlLimits;
}

export type XdfImport =
  | { readonly ok: true; readonly definition: FormDefinition; readonly remarks: readonly Remark[] }
  | { readonly ok: false; readonly faults: readonly StandardFinding[] };

/**
 * A form from a file of XDatenfelder 2.0 or 3.0. The definition passes `checkDefinition`; what could not be taken over for certain (rules in prose,
 * code lists that are not at hand, facts the standard does not know) is among its remarks, and a form with remarks is not published.
 */
export async function importXdf(source: ByteSource, options: XdfImportOptions = {}): Promise<XdfImport> {
  return orFindings(async (): Promise<XdfImport> => {
    const document = await readXdf(source, options.limits);
    const notes = new ImportNotes();
    const lists = new CodeLists(options.lists ?? [], notes);
    const drafted = formOfXdf(document, options, notes, lists);
    const definition = settlePatterns(drafted.definition, notes);
    const finder = new ElementFinder(drafted.placed);
    const translations = drafted.rules.flatMap((bound) => {
      const translation = translateProse(bound, finder, definition.lists ?? {});
      if (!translation) notes.add(bound.rule.text ?? bound.rule.name ?? bound.rule.id, bound.path, `FIM ${bound.rule.id}`, 'rule');
      return translation ?? [];
    });
    const ruled = settleRules(definition, translations, notes);
    const remarks = notes.list();
    return { ok: true, definition: { ...ruled, ...(remarks.length > 0 && { remarks }) }, remarks };
  });
}
