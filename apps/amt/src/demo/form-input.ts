import type { Answers, InputField, Json, NodeState } from '@amt/forms';
import type { Locale } from '@amt/i18n';

/** The answer at an instance path (`household.0.income`). */
export function answerOf(answers: Answers, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((at, step) => (isParent(at) ? at[step] : undefined), answers);
}

function isParent(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null;
}

/** What a browser sends for a question, given the answer: dates and addresses in parts, amounts in euros. */
export function inputFor(
  { path, node }: NodeState,
  value: Json,
  { locale, today }: { locale: Locale; today: Temporal.PlainDate },
): Record<string, string | string[]> {
  if (node.kind === 'choice') return isParent(value) ? { [`${path}.choice`]: textOf(value['choice']) } : {};
  const { kind } = node.def as InputField;
  switch (kind) {
    case 'date': {
      const { year, month, day } = dayOf(textOf(value), today);
      return { [`${path}-day`]: String(day), [`${path}-month`]: String(month), [`${path}-year`]: String(year) };
    }
    case 'address':
      return isParent(value) ? Object.fromEntries(Object.entries(value).map(([part, text]) => [`${path}.${part}`, textOf(text)])) : {};
    case 'bool':
    case 'declaration':
      return { [path]: value === true ? 'yes' : 'no' };
    case 'checkboxes':
      return { [path]: Array.isArray(value) ? value.map(textOf) : [] };
    case 'currency':
      return { [path]: decimal((Number(value) / 100).toFixed(2), locale) };
    case 'number':
      return { [path]: decimal(textOf(value), locale) };
    default:
      return { [path]: textOf(value) };
  }
}

/** `2021-09-14`, or `day+7` counted from the day of sending. */
function dayOf(text: string, today: Temporal.PlainDate): Temporal.PlainDate {
  const [, days] = /^day([+-]\d+)$/.exec(text) ?? [];
  return days === undefined ? Temporal.PlainDate.from(text) : today.add({ days: Number(days) });
}

function decimal(text: string, locale: Locale): string {
  return locale === 'en' ? text : text.replace('.', ',');
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
