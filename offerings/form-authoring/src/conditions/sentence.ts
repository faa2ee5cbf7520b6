import { formatDate, formatMoney, type Locale } from '@amt/i18n';
import type { AuthorForm, AuthorOption } from '../model/author-form.ts';
import { entriesOf } from '../model/author-form.ts';
import { nodeAt } from '../model/author-tree.ts';
import { messages } from '../messages.ts';

type Parts = Readonly<Record<string, unknown>>;

/** A condition or calculation as a sentence of the author's language. Never throws: what is no expression is shown as it is written. */
export function sentenceOf(expression: unknown, form: AuthorForm, locale: Locale): string {
  return new Sentence(form, locale).say(expression);
}

class Sentence {
  readonly #form: AuthorForm;
  readonly #locale: Locale;
  #depth = 0;

  constructor(form: AuthorForm, locale: Locale) {
    this.#form = form;
    this.#locale = locale;
  }

  get #m() {
    return messages[this.#locale].sentence;
  }

  say(expression: unknown, beside?: unknown): string {
    if (++this.#depth > 60) return '…';
    const said = this.#sayPart(expression, beside);
    this.#depth--;
    return said;
  }

  #sayPart(expression: unknown, beside: unknown): string {
    if (typeof expression === 'string') return `„${this.#optionName(beside, expression)}“`;
    if (typeof expression === 'number') return String(expression).replace('.', this.#locale === 'en' ? '.' : ',');
    if (typeof expression === 'boolean') return expression ? this.#m.yes() : this.#m.no();
    if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) return JSON.stringify(expression) ?? '';
    const parts = expression as Parts;
    if (typeof parts['answer'] === 'string') return `„${this.#name(parts['answer'])}“`;
    if (typeof parts['computed'] === 'string') return `„${this.#computedName(parts['computed'])}“`;
    if (typeof parts['cents'] === 'number') return formatMoney(parts['cents'], this.#locale);
    if (typeof parts['date'] === 'string') return this.#day(parts['date']);
    if (typeof parts['fact'] === 'string') return this.#fact(parts['fact']);
    return this.#operation(parts);
  }

  #fact(fact: string): string {
    if (fact === 'today') return this.#m.today();
    return fact === 'signedIn' ? this.#m.signedIn() : this.#m.trustLevel();
  }

  #day(iso: string): string {
    try {
      return formatDate(Temporal.PlainDate.from(iso), this.#locale);
    } catch {
      return iso;
    }
  }

  #operation(parts: Parts): string {
    const m = this.#m;
    const args: readonly unknown[] = Array.isArray(parts['args']) ? parts['args'] : [];
    const [a, b, c] = args;
    const one = (): string => this.say(a, b);
    const two = (): string => this.say(b, a);
    const list = (word: string): string => args.map((arg) => (isJoined(arg) ? `(${this.say(arg)})` : this.say(arg))).join(` ${word} `);
    const where = (): string => (parts['where'] === undefined ? '' : ` ${m.where({ condition: this.say(parts['where']) })}`);
    const over = this.#name(typeof parts['over'] === 'string' ? parts['over'] : '');
    switch (parts['op']) {
      case 'and':
        return list(m.and());
      case 'or':
        return list(m.or());
      case 'xor':
        return list(m.xor());
      case 'not':
        return m.not({ condition: one() });
      case 'equal':
        return m.equal({ a: one(), b: two() });
      case 'not_equal':
        return m.notEqual({ a: one(), b: two() });
      case 'lt':
        return m.lt({ a: one(), b: two() });
      case 'lte':
        return m.lte({ a: one(), b: two() });
      case 'gt':
        return m.gt({ a: one(), b: two() });
      case 'gte':
        return m.gte({ a: one(), b: two() });
      case 'in':
        return Array.isArray(parts['values'])
          ? m.among({ a: this.say(a), values: parts['values'].map((value) => this.say(value, a)).join(', ') })
          : m.ticked({ a: this.say(b), value: this.say(a, b) });
      case 'matches':
        return m.matches({ a: one(), pattern: String(parts['pattern']) });
      case 'is_empty':
        return m.isEmpty({ a: one() });
      case 'count':
        return `${m.count({ name: over })}${where()}`;
      case 'any':
        return m.any({ name: over, condition: this.say(parts['where']) });
      case 'all':
        return m.all({ name: over, condition: this.say(parts['where']) });
      case 'sum':
        return `${m.sum({ value: this.say(parts['value']), name: over })}${where()}`;
      case 'add':
        return list('+');
      case 'subtract':
        return list('−');
      case 'multiply':
        return list('×');
      case 'divide':
        return list('÷');
      case 'min':
        return m.min({ values: args.map((arg) => this.say(arg)).join(', ') });
      case 'max':
        return m.max({ values: args.map((arg) => this.say(arg)).join(', ') });
      case 'round':
        return m.round({ a: one(), places: String(parts['places']) });
      case 'age_years':
        return b === undefined ? m.age({ a: one() }) : m.ageOn({ a: one(), b: this.say(b) });
      case 'add_days':
        return m.addDays({ a: one(), b: this.say(b) });
      case 'add_months':
        return m.addMonths({ a: one(), b: this.say(b) });
      case 'days_between':
        return m.daysBetween({ a: one(), b: this.say(b) });
      case 'if':
        return m.if({ condition: one(), yes: this.say(b), no: this.say(c) });
      default:
        return JSON.stringify(parts);
    }
  }

  #name(path: string): string {
    const placed = nodeAt(this.#form, path);
    if (placed) return (placed.node.label?.de ?? '') || path;
    // a part of an address or a matrix: its owner's name and the part
    const dot = path.lastIndexOf('.');
    const owner = dot < 0 ? undefined : nodeAt(this.#form, path.slice(0, dot));
    if (!owner) return path;
    const part = path.slice(dot + 1);
    const row = ((owner.node['rows'] as readonly AuthorOption[] | undefined) ?? []).find(({ value }) => value === part);
    const partNames = this.#m.parts as Readonly<Record<string, (() => string) | undefined>>;
    return `${(owner.node.label?.de ?? '') || owner.path}: ${row?.label.de ?? partNames[part]?.() ?? part}`;
  }

  #computedName(id: string): string {
    const label = entriesOf(this.#form, 'computed').find((entry) => entry.id === id)?.['label'] as { readonly de?: string } | undefined;
    return label?.de ?? id;
  }

  /** What a choice is called, where a text stands beside the answer it is compared with. */
  #optionName(beside: unknown, value: string): string {
    const path = typeof beside === 'object' && beside !== null && 'answer' in beside ? beside.answer : undefined;
    const node = typeof path === 'string' ? nodeAt(this.#form, path)?.node : undefined;
    const list = typeof node?.['list'] === 'string' ? this.#form.lists?.[node['list']]?.entries : undefined;
    const options = node?.options ?? list ?? node?.branches?.map(({ id, label }) => ({ value: id, label: label ?? { de: id } })) ?? [];
    return options.find((option) => option.value === value)?.label.de ?? value;
  }
}

function isJoined(expression: unknown): boolean {
  return (
    typeof expression === 'object' &&
    expression !== null &&
    'op' in expression &&
    ['and', 'or', 'xor', 'add', 'subtract', 'multiply', 'divide'].includes(String(expression.op))
  );
}
