import { type Locale, pick } from '@amt/i18n';
import type { CompiledForm } from './compile-form.ts';
import type { Choice, InputField } from './definition.ts';
import { formatAnswer } from './format-answer.ts';
import { messages } from './messages.ts';
import type { LostAnswer } from './preview-migration.ts';

/** The words of the question at an instance path; entries of a list with their number. */
export function labelOf(of: CompiledForm, path: string, locale: Locale): string {
  const node = of.tree.byPath.get(path.replace(/\.choice$/, '').replace(/\.\d+(?=\.|$)/g, ''));
  const label = node && 'label' in node.def && node.def.label ? pick(node.def.label, locale) : path;
  const item = /\.(\d+)\.[^\d]/.exec(path)?.[1];
  return item === undefined ? label : messages[locale].question.item({ label, number: Number(item) + 1 });
}

/** An answer that another version does not keep, as the person gave it. */
export function lostText(from: CompiledForm, { node, value }: LostAnswer, locale: Locale): string {
  if (!node) return '';
  const m = messages[locale].yesNo;
  // of a choice the value is the id of the chosen branch
  return formatAnswer(from.definition, node.def as InputField | Choice, value, locale, { yes: m.yes(), no: m.no() });
}

/** What was typed and could not be taken. */
export function inputText(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  return typeof raw === 'object' && raw !== null ? Object.values(raw).flat().map(String).join(' ') : '';
}
