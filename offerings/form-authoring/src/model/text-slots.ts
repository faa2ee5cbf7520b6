import type { AuthorForm, AuthorText } from './author-form.ts';
import { type StaleText, keyOf } from './stale-texts.ts';

/** A text of a form with its place: a JSON pointer, which is what a page of texts names its boxes by. */
export interface TextSlot {
  readonly pointer: string;
  readonly text: AuthorText;
}

/** All texts people read, in the order of the form. */
export function textSlots(form: AuthorForm): TextSlot[] {
  const found: TextSlot[] = [];
  const look = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach((part, i) => look(part, `${pointer}/${i}`));
    if ('de' in value && typeof value.de === 'string') return void found.push({ pointer, text: value as AuthorText });
    for (const [key, part] of Object.entries(value)) look(part, `${pointer}/${key}`);
  };
  const { title, description, sections, pages, computed, fee, rules, steps, lists } = form;
  for (const [key, part] of Object.entries({ title, description, sections, pages, fee, computed, rules, steps, lists }))
    look(part, `/${key}`);
  return found;
}

export type TranslationState = 'missing' | 'stale' | 'current';

export function translationState({ text }: TextSlot, language: string, stale: ReadonlySet<string>): TranslationState {
  const translation = text[language] ?? '';
  if (translation === '') return 'missing';
  return stale.has(keyOf({ language, de: text.de, text: translation })) ? 'stale' : 'current';
}

export function staleKeys(stale: readonly StaleText[]): ReadonlySet<string> {
  return new Set(stale.map(keyOf));
}

/** The form with translations put in; an empty one is taken out. German texts are not changed here. */
export function withTranslations(form: AuthorForm, language: string, translations: ReadonlyMap<string, string>): AuthorForm {
  const put = (value: unknown, pointer: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((part, i) => put(part, `${pointer}/${i}`));
    if ('de' in value && typeof value.de === 'string') {
      const next = translations.get(pointer);
      if (next === undefined || next === ((value as AuthorText)[language] ?? '')) return value;
      const others = Object.entries(value).filter(([key]) => key !== language);
      return Object.fromEntries(next === '' ? others : [...others, [language, next]]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, put(part, `${pointer}/${key}`)]));
  };
  const { scenarios, remarks, ...texts } = form;
  return { ...(put(texts, '') as AuthorForm), ...(scenarios ? { scenarios } : {}), ...(remarks ? { remarks } : {}) };
}
