import type { AuthorOption } from '../model/author-form.ts';
import type { OperandType } from './operands.ts';

/** Literals of the language as people write them; `undefined` for what is none. */
export function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value).replace('.', ',');
  const { cents, date } = typeof value === 'object' && value !== null ? (value as { cents?: unknown; date?: unknown }) : {};
  if (typeof cents === 'number') return (cents / 100).toFixed(2).replace('.', ',');
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typeof date === 'string' ? date : '') ?? [];
  return year === undefined ? undefined : `${day}.${month}.${year}`;
}

/** A choice by its value, or by its words where it was typed. */
export function optionOf(typed: string, options: readonly AuthorOption[]): { value: string } | { code: 'value' | 'option' } {
  const words = typed.trim().toLowerCase();
  if (words === '') return { code: 'value' };
  const found = options.find(({ value }) => value === typed.trim()) ?? options.find(({ label }) => label.de.trim().toLowerCase() === words);
  return found ? { value: found.value } : { code: 'option' };
}

/** What was typed, as a literal of the operand's type. */
export function literalOf(typed: string, type: OperandType): { value: unknown } | { code: 'value' | 'number' | 'money' | 'day' } {
  const text = typed.trim();
  if (text === '') return { code: 'value' };
  const digits = text.replace(/[\s€]/g, '').replace(',', '.');
  switch (type) {
    case 'number':
      return /^-?\d{1,12}(\.\d{1,6})?$/.test(digits) ? { value: Number(digits) } : { code: 'number' };
    case 'money':
      return /^-?\d{1,10}(\.\d{1,2})?$/.test(digits) ? { value: { cents: Math.round(Number(digits) * 100) } } : { code: 'money' };
    case 'date': {
      if (/^(heute|today)$/i.test(text)) return { value: { fact: 'today' } };
      const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
      const iso = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
      try {
        return { value: { date: Temporal.PlainDate.from(iso).toString() } };
      } catch {
        return { code: 'day' };
      }
    }
    // there are no literals of these: they are compared with another answer
    case 'time':
    case 'datetime':
      return { code: 'value' };
    default:
      return { value: text };
  }
}
