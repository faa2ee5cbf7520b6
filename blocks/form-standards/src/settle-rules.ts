import { type FormDefinition, checkDefinition } from '@amt/forms';
import type { ImportNotes } from './import-notes.ts';
import { type RuleTranslation, nodesByPath, withRules } from './rule-effect.ts';
import { StandardFault } from '@amt/xml';

/** Leaves out what our language of patterns does not know, with a remark. @throws StandardFault where the form is not right for another reason */
export function settlePatterns(definition: FormDefinition, notes: ImportNotes): FormDefinition {
  const checked = checkDefinition(definition);
  if (checked.ok) return definition;
  const other = checked.faults.find((fault) => !fault.path.endsWith('/pattern/regex'));
  if (other) throw notRight(other);
  const copy = structuredClone(definition);
  const paths = new Map([...nodesByPath(copy)].map(([path, node]) => [node, path]));
  for (const fault of checked.faults) {
    const node: unknown = fault.path
      .split('/')
      .slice(1, -2)
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], copy);
    const [found, path] = [...paths].find(([one]) => one === node) ?? [];
    if (!found || !('pattern' in found) || !found.pattern) continue;
    notes.add(`Muster, das nicht übernommen werden konnte: ${found.pattern.regex} (${fault.message})`, path);
    delete found.pattern;
  }
  const again = checkDefinition(copy);
  if (!again.ok) throw notRight(again.faults[0]);
  return copy;
}

/**
 * Puts the translated rules in. One that does not fit (it reads several entries at once, or would close a circle) becomes a remark; found by halving, so
 * that a form with hundreds of rules is checked a few times only.
 */
export function settleRules(definition: FormDefinition, translations: readonly RuleTranslation[], notes: ImportNotes): FormDefinition {
  const fits = (some: readonly RuleTranslation[]): boolean => checkDefinition(withRules(definition, some)).ok;
  const keep = (kept: readonly RuleTranslation[], more: readonly RuleTranslation[]): readonly RuleTranslation[] => {
    if (more.length === 0 || fits([...kept, ...more])) return [...kept, ...more];
    const [only] = more;
    if (more.length === 1 && only) {
      notes.add(only.original, only.at, only.source, 'rule');
      return kept;
    }
    const middle = Math.floor(more.length / 2);
    return keep(keep(kept, more.slice(0, middle)), more.slice(middle));
  };
  return withRules(definition, keep([], translations));
}

function notRight(fault: { readonly path: string; readonly message: string } | undefined): StandardFault {
  return new StandardFault({ code: 'definition', message: fault?.message ?? 'is no form definition', path: fault?.path ?? '' });
}
