import type { FormNode } from '@amt/forms';
import type { FormDraft } from '../form-draft.ts';
import type { JsonPlace } from '../json-place.ts';
import type { NodeNames } from '../node-names.ts';
import type { Words } from '../texts.ts';

/** What every question has. */
export type Question = Omit<Extract<FormNode, { kind: 'bool' }>, 'kind'>;

/** Where a component becomes a node. */
export interface ComponentPlace {
  readonly draft: FormDraft;
  readonly names: NodeNames;
  /** path of what is around with a dot at the end */
  readonly prefix: string;
  /** key of the repeating group around, as rules name it */
  readonly grid?: string;
  /** language of the texts that stand in the component itself */
  readonly main: string;
}

/** A text of a component in all languages. */
export function wordsOf(component: JsonPlace, property: string, main: string): Words {
  const words: Record<string, string | undefined> = { [main]: component.at(property).text() };
  const translations = component.at('openForms').at('translations');
  if (!translations.missing)
    for (const language of translations.keys()) {
      const text = translations.at(language).missing ? undefined : translations.at(language).at(property).text();
      if (text !== undefined && text !== '') words[language] = text;
    }
  return words;
}
