import { createHash } from 'node:crypto';
import type { FormDefinition } from '@amt/forms';
import { type Finding, type Places, everywhere, inBoth } from './finding.ts';
import { pageAt, textsOf } from './texts.ts';

/** By language, the hashes of the translations someone has looked at beside the German text they belong to. */
export type Reviewed = Readonly<Record<string, readonly string[]>>;

export interface TranslationState {
  readonly pointer: string;
  readonly language: string;
  readonly state: 'missing' | 'fresh' | 'stale';
  /** of the German text and its translation: what stands in `reviewed` when it is fresh */
  readonly hash?: string;
}

/** Names a pair of texts by what they say, not where they stand: moving a page leaves its translations fresh. */
export function pairHash(german: string, translation: string): string {
  return createHash('sha256')
    .update(JSON.stringify([german, translation]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * Every text in every language of the form but German. `stale`: there, but not reviewed since the German text or the translation changed.
 * A language nothing is known of in `reviewed` counts as fresh.
 */
export function translationStates(definition: FormDefinition, reviewed: Reviewed | undefined = definition.reviewed): TranslationState[] {
  const known = new Map(Object.entries(reviewed ?? {}).map(([language, hashes]) => [language, new Set(hashes)]));
  const languages = definition.languages.filter((language) => language !== 'de');
  return textsOf(definition).flatMap(({ pointer, text }) =>
    languages.map((language): TranslationState => {
      const translation = text[language];
      if (translation === undefined) return { pointer, language, state: 'missing' };
      const hash = pairHash(text.de, translation);
      return { pointer, language, hash, state: known.get(language)?.has(hash) === false ? 'stale' : 'fresh' };
    }),
  );
}

export function proveTranslations(definition: FormDefinition, at: Places = everywhere): Finding[] {
  // without a record of what was reviewed nothing is stale
  if (definition.reviewed === undefined) return [];
  return translationStates(definition).flatMap(({ pointer, language, state }): Finding[] =>
    state === 'stale' && at(pointer)
      ? [
          {
            kind: 'stale-translation',
            severity: 'warning',
            pointer: `${pointer}/${language}`,
            ...pageAt(definition, pointer),
            message: inBoth((m) => m.staleTranslation({ language })),
          },
        ]
      : [],
  );
}
