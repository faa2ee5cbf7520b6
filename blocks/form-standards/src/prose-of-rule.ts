import type { Condition, Expression } from '@amt/forms';
import { ElementFinder } from './find-element.ts';
import type { Placed } from './form-of-xdf.ts';
import type { FormList } from './lists-of.ts';
import { negation, normalForm } from './normal-form.ts';
import { translateProse } from './prose-rule.ts';
import type { RuleEffect } from './rule-effect.ts';

type Answer = { readonly answer: string };
type Ordered = 'lt' | 'lte' | 'gt' | 'gte';

/**
 * Says conditions and checks in the sentences of `prose-rule.ts`. Each sentence is read back at once: one that would not be read as the same is not
 * said, so that what is said this way comes back from the file as it went.
 */
export class RuleProse {
  readonly #byPath: ReadonlyMap<string, Placed>;
  readonly #finder: ElementFinder;
  readonly #lists: Readonly<Record<string, FormList>>;

  /** @param placed the nodes of the form with the ids they have in the file */
  constructor(placed: readonly Placed[], lists: Readonly<Record<string, FormList>>) {
    this.#byPath = new Map(placed.map((one) => [one.path, one]));
    this.#finder = new ElementFinder(placed);
    this.#lists = lists;
  }

  /** "Wenn …, dann muss F… ausgefüllt werden." */
  required(path: string, condition: Condition): string | undefined {
    const words = this.#condition(normalForm(condition));
    return this.#sure(words && `Wenn ${words}, dann muss ${this.#ref(path)} ausgefüllt werden.`, { effect: 'require', path, condition });
  }

  /** "Wenn …, dann darf F… nicht ausgefüllt werden.": the opposite of when it is asked */
  shown(path: string, when: Condition): string | undefined {
    const condition = negation(when);
    const words = this.#condition(condition);
    return this.#sure(words && `Wenn ${words}, dann darf ${this.#ref(path)} nicht ausgefüllt werden.`, {
      effect: 'forbid',
      path,
      condition,
    });
  }

  /** Comparisons of dates and numbers with each other, with today, with a number. */
  valid(path: string, condition: Condition): string | undefined {
    for (const sentence of this.#comparisons(path, condition)) {
      const sure = this.#sure(sentence, { effect: 'valid', path, condition });
      if (sure !== undefined) return sure;
    }
    return undefined;
  }

  #sure(
    sentence: string | undefined,
    meant: { readonly effect: RuleEffect['effect']; readonly path: string; readonly condition: Condition },
  ): string | undefined {
    if (sentence === undefined) return undefined;
    const read = translateProse({ rule: { id: 'R1', text: sentence, references: [] }, around: [] }, this.#finder, this.#lists);
    const [effect, ...more] = read?.effects ?? [];
    if (!effect || more.length > 0 || effect.effect !== meant.effect || effect.target.path !== meant.path) return undefined;
    const same = (a: Condition, b: Condition): boolean => JSON.stringify(normalForm(a)) === JSON.stringify(normalForm(b));
    return effect.condition !== undefined && same(effect.condition, meant.condition) ? sentence : undefined;
  }

  /** The id, and the label where it can stand between quotation marks. */
  #ref(path: string): string {
    const placed = this.#byPath.get(path);
    const label = placed && 'label' in placed.node ? placed.node.label?.de : undefined;
    const named = label !== undefined && /^[^“"”«„»]{1,60}$/.test(label) ? ` „${label}“` : '';
    return `${placed?.id ?? '?'}${named}`;
  }

  /** @param condition in normal form */
  #condition(condition: Condition): string | undefined {
    if (typeof condition === 'object' && 'op' in condition && (condition.op === 'and' || condition.op === 'or')) {
      const parts = condition.args.map((part) => this.#test(part));
      return parts.length > 1 && parts.every((part) => part !== undefined)
        ? parts.join(condition.op === 'and' ? ' und ' : ' oder ')
        : undefined;
    }
    return this.#test(condition);
  }

  #test(condition: Condition): string | undefined {
    if (typeof condition !== 'object' || !('op' in condition)) return undefined;
    switch (condition.op) {
      case 'equal':
      case 'not_equal':
      case 'lt':
      case 'lte':
      case 'gt':
      case 'gte': {
        const [answer, value] = condition.args;
        const words = value === undefined ? undefined : literal(value);
        return isAnswer(answer) && words !== undefined ? `${this.#ref(answer.answer)} ${signs[condition.op]} ${words}` : undefined;
      }
      case 'is_empty': {
        const [answer] = condition.args;
        return isAnswer(answer) ? `${this.#ref(answer.answer)} leer ist` : undefined;
      }
      case 'in': {
        const [value, answer] = condition.args;
        return isAnswer(answer) && typeof value === 'string' ? `${this.#ref(answer.answer)} = ${value}` : undefined;
      }
      case 'not': {
        const [inner] = condition.args;
        if (typeof inner !== 'object' || !('op' in inner)) return undefined;
        if (inner.op === 'is_empty' && isAnswer(inner.args[0])) return `${this.#ref(inner.args[0].answer)} ausgefüllt ist`;
        const [value, answer] = inner.op === 'in' ? inner.args : [];
        return isAnswer(answer) && typeof value === 'string' ? `${this.#ref(answer.answer)} ≠ ${value}` : undefined;
      }
      default:
        return undefined;
    }
  }

  #comparisons(path: string, condition: Condition): string[] {
    if (typeof condition !== 'object' || !('op' in condition)) return [];
    if (condition.op === 'or') {
      const [empty, compared] = condition.args;
      const [other] = typeof empty === 'object' && 'op' in empty && empty.op === 'is_empty' ? empty.args : [];
      if (!isAnswer(other) || typeof compared !== 'object' || !('op' in compared) || !isOrdered(compared.op)) return [];
      const [a, b] = [this.#ref(path), this.#ref(other.answer)];
      return [`${a} ${dateOrder[compared.op][0]} ${b} liegen.`, `${a} muss ${numberOrder[compared.op]} ${b} sein.`];
    }
    if (!isOrdered(condition.op)) return [];
    const limit: Expression | undefined = 'args' in condition ? condition.args[1] : undefined;
    if (limit === undefined) return [];
    const a = this.#ref(path);
    if (typeof limit === 'object' && 'fact' in limit)
      return [`${a} darf nicht in der ${condition.op === 'lte' ? 'Zukunft' : 'Vergangenheit'} liegen.`];
    const words = literal(limit);
    return words === undefined ? [] : [`${a} muss ${numberOrder[condition.op]} ${words} sein.`];
  }
}

const signs = { equal: '=', not_equal: '≠', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;
const numberOrder: Readonly<Record<Ordered, string>> = {
  lt: 'kleiner als',
  lte: 'kleiner oder gleich',
  gt: 'größer als',
  gte: 'größer oder gleich',
};
const dateOrder: Readonly<Record<Ordered, readonly [string]>> = {
  lt: ['muss vor'],
  lte: ['darf nicht nach'],
  gt: ['muss nach'],
  gte: ['darf nicht vor'],
};

function isOrdered(op: string): op is Ordered {
  return op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte';
}

function isAnswer(expression: Expression | undefined): expression is Answer {
  return typeof expression === 'object' && 'answer' in expression;
}

/** A value as a rule writes it. */
function literal(value: Expression): string | undefined {
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'boolean') return value ? 'ja' : 'nein';
  if (typeof value === 'string') return /^[\w.-]+$/.test(value) ? value : `„${value}“`;
  if ('date' in value) return value.date.split('-').toReversed().join('.');
  if ('cents' in value && typeof value.cents === 'number') return `${(value.cents / 100).toFixed(2).replace('.', ',')} Euro`;
  return undefined;
}
