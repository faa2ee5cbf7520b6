import type { AuthorForm } from './author-form.ts';

/** A translation whose German text has been changed since it was made. */
export interface StaleText {
  readonly language: string;
  /** the German text as it is now */
  readonly de: string;
  /** the translation that may no longer say the same */
  readonly text: string;
}

type Pairs = ReadonlyMap<string, StaleText>;

/**
 * Which translations have to be looked at again after a change: those that stayed as they were while their German text changed. Told by the texts
 * themselves, so that moving and renaming fields loses no mark and makes none.
 */
export function staleAfter(before: AuthorForm, after: AuthorForm, stale: readonly StaleText[]): StaleText[] {
  const old = pairsOf(before);
  const now = pairsOf(after);
  const marked = new Set(stale.map(keyOf));
  const orphaned = new Set([...old].flatMap(([key, { language, text }]) => (now.has(key) ? [] : [`${language} ${text}`])));
  return [...now].flatMap(([key, pair]) =>
    marked.has(key) || (!old.has(key) && orphaned.has(`${pair.language} ${pair.text}`)) ? [pair] : [],
  );
}

export function keyOf({ language, de, text }: StaleText): string {
  return JSON.stringify([language, de, text]);
}

function pairsOf(form: AuthorForm): Pairs {
  const pairs = new Map<string, StaleText>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach(look);
    const { de, ...translations } = value as Readonly<Record<string, unknown>>;
    if (typeof de !== 'string') return Object.values(value).forEach(look);
    for (const [language, text] of Object.entries(translations)) {
      if (typeof text !== 'string' || text === '') continue;
      const pair = { language, de, text };
      pairs.set(keyOf(pair), pair);
    }
  };
  const { scenarios: _answersAreNoTexts, ...texts } = form;
  look(texts);
  return pairs;
}
