import { isLocale } from '@amt/i18n';
import type { Session } from '@amt/module';
import type { CompiledForm } from './compile-form.ts';
import { compileParts } from './compile-form.ts';
import type { DefinitionText } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { type OpenedDraft, withErrors } from './opened-draft.ts';

/**
 * A form may be written in more languages than the house speaks. Its questions are then shown in the chosen one, and the words around them in the
 * language of the page.
 */
const sessionKey = 'forms.language';

/** Language of the texts that stand in the place of others, for the `lang` and `dir` of the markup. */
const foreign = new WeakMap<object, string>();

/** Set where a text is in a language that is not the page's. */
export function foreignLanguage(text: object): string | undefined {
  return foreign.get(text);
}

/** Languages of a form beside those of the interface. */
export function moreLanguages(form: CompiledForm): readonly string[] {
  return form.definition.languages.filter((language) => !isLocale(language));
}

export function chosenLanguage(session: Pick<Session, 'get'>, form: CompiledForm): string | undefined {
  const chosen = session.get(sessionKey);
  return typeof chosen === 'string' && moreLanguages(form).includes(chosen) ? chosen : undefined;
}

export async function chooseLanguage(session: Pick<Session, 'set'>, language: string): Promise<void> {
  await session.set(sessionKey, language);
}

const variants = new Map<string, CompiledForm>();
const mostVariants = 100;

/** The form with its texts in the language; what is not translated stays as it is. Same paths, same conditions, same hash. */
export function formInLanguage(form: CompiledForm, language: string): CompiledForm {
  const key = `${form.hash} ${language}`;
  const known = variants.get(key);
  if (known) return known;
  const parts = compileParts(translated(form.definition, language));
  if ('faults' in parts) throw new Error(`form ${form.definition.id} does not compile in ${language}`);
  const variant = { ...parts.form, hash: form.hash };
  variants.set(key, variant);
  if (variants.size > mostVariants) variants.delete(variants.keys().next().value ?? '');
  return variant;
}

function translated<T>(value: T, language: string): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part: unknown) => translated(part, language)) as T;
  if (isText(value)) return inLanguage(value, language) as T;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, translated(part, language)])) as T;
}

function isText(value: object): value is DefinitionText {
  return 'de' in value && typeof value.de === 'string';
}

function inLanguage(text: DefinitionText, language: string): DefinitionText {
  const found = text[language];
  if (found === undefined) return text;
  const shown = { ...text, de: found, en: found, 'de-simple': found };
  foreign.set(shown, language);
  return shown;
}

/** A draft as it is shown to a visitor who has chosen a language of the form. */
export function shownInLanguage(opened: OpenedDraft, language: string | undefined): OpenedDraft {
  if (language === undefined) return opened;
  const form = formInLanguage(opened.form, language);
  return withErrors(opened.draft, form, evaluate(form, opened.evaluation.answers, opened.evaluation.facts));
}

/** What speakers call their language: "Українська". */
export function ownNameOf(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'ckb', 'sd', 'yi', 'dv', 'ug']);

/** Direction of writing (Unicode: scripts of these languages run from right to left). */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
