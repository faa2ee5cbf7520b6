import { type CompiledForm, type CompiledNode, type Condition, type Expression, optionsOf } from '@amt/forms';
import { type Locale, formatDate, formatMoney, pick } from '@amt/i18n';
import { labelOf, numbersOf } from './paper-order.ts';
import { paperTexts } from './texts.ts';

/** Several answers to one question, any of which will do, are said in one breath: „A“ oder „B“ at question 7. */
function oneOfSeveral(args: readonly Expression[]): { args: [Expression]; values: string[] } | undefined {
  const [first, ...more] = args.map(oneAnswer);
  if (!first || more.length === 0 || more.some((each) => each?.path !== first.path)) return undefined;
  return { args: [{ answer: first.path }], values: [first, ...more].flatMap((each) => each?.values ?? []) };
}

function oneAnswer(condition: Expression): { path: string; values: readonly string[] } | undefined {
  if (typeof condition !== 'object' || !('op' in condition)) return undefined;
  if (condition.op !== 'equal' && condition.op !== 'in') return undefined;
  const [left, right] = condition.args;
  const asked = [left, right].find((part) => typeof part === 'object' && 'answer' in part);
  const value = [left, right].find((part) => typeof part === 'string');
  const values = 'values' in condition && right === undefined ? condition.values : typeof value === 'string' ? [value] : undefined;
  return asked && values && typeof asked === 'object' && 'answer' in asked ? { path: asked.answer, values } : undefined;
}

/** A condition as the clause that follows "wenn" ("if"); `undefined` where there are no words for it. */
export type ConditionWords = (condition: Condition) => string | undefined;

/**
 * Words for the common conditions, naming questions by their printed numbers: "bei Frage 7 „Ja“ angekreuzt ist". What it has no words for (sums,
 * calculations, facts of a visit) gives `undefined`, and the sheet then says "wenn es auf Sie zutrifft".
 */
export function conditionWords(form: CompiledForm, locale: Locale): ConditionWords {
  const numbers = numbersOf(form);
  const m = paperTexts(locale).when;
  const numbered = (expression: Expression): { node: CompiledNode; number: number } | undefined => {
    if (typeof expression !== 'object' || !('answer' in expression)) return undefined;
    const node = form.tree.byPath.get(expression.answer);
    const number = node && numbers.get(node);
    return node && number !== undefined ? { node, number } : undefined;
  };

  const words = (condition: Condition, nested = false): string | undefined => {
    if (typeof condition !== 'object' || !('op' in condition)) return undefined;
    switch (condition.op) {
      case 'and':
      case 'or': {
        const among = condition.op === 'or' ? oneOfSeveral(condition.args) : undefined;
        if (among) return membership(among, true);
        const parts = condition.args.map((part) => words(part, true));
        if (parts.some((part) => part === undefined)) return undefined;
        const joined = parts.reduce((first = '', last = '') => m[condition.op === 'and' ? 'and' : 'or']({ first, last })) ?? '';
        return nested && parts.length > 1 ? m.group({ condition: joined }) : joined;
      }
      case 'not':
        return negated(condition.args[0] ?? true);
      case 'equal':
      case 'not_equal':
        return equality(condition.args, condition.op === 'equal');
      case 'in':
        return membership(condition, true);
      case 'is_empty':
        return emptiness(condition.args[0], true);
      case 'lt':
      case 'lte':
      case 'gt':
      case 'gte':
        return comparison(condition.op, condition.args);
      case 'any':
      case 'all': {
        const node = form.tree.byPath.get(condition.over);
        const inner = condition.where === undefined ? undefined : words(condition.where);
        return node && inner !== undefined ? m[condition.op]({ list: labelOf(node, locale), condition: inner }) : undefined;
      }
      default:
        return undefined;
    }
  };

  const negated = (condition: Condition): string | undefined => {
    if (typeof condition === 'object' && 'op' in condition) {
      if (condition.op === 'equal' || condition.op === 'not_equal') return equality(condition.args, condition.op === 'not_equal');
      if (condition.op === 'in') return membership(condition, false);
      if (condition.op === 'is_empty') return emptiness(condition.args[0], false);
      if (condition.op === 'any') {
        const node = form.tree.byPath.get(condition.over);
        const inside = condition.where === undefined ? undefined : words(condition.where);
        return node && inside !== undefined ? m.none({ list: labelOf(node, locale), condition: inside }) : undefined;
      }
      if (condition.op === 'not') return words(condition.args[0] ?? true);
    }
    const inner = words(condition, true);
    return inner === undefined ? undefined : m.not({ condition: inner });
  };

  const equality = (args: readonly Expression[], equal: boolean): string | undefined => {
    const [left = false, right = false] = args;
    const count = counted(left);
    if (count && equal && typeof right === 'number') return m.countIs({ list: count, count: right });
    const asked = numbered(left);
    if (!asked) return numbered(right) && !numbered(left) ? equality([right, left], equal) : undefined;
    const value = valueText(asked.node, right);
    if (value === undefined) return undefined;
    const { number } = asked;
    if (isTicked(asked.node)) return equal ? m.ticked({ number, value }) : m.notTicked({ number, value });
    return equal ? m.equal({ number, value }) : m.notEqual({ number, value });
  };

  const membership = ({ args, values }: { args: readonly Expression[]; values?: string[] }, within: boolean): string | undefined => {
    const [first = false, second] = args;
    const asked = numbered(second ?? first);
    const among = second === undefined ? values : typeof first === 'string' ? [first] : undefined;
    if (!asked || !among) return undefined;
    const texts = among.map((value) => valueText(asked.node, value));
    if (texts.some((text) => text === undefined)) return undefined;
    const value = texts.reduce((one = '', other = '') => m.or({ first: one, last: other })) ?? '';
    const { number } = asked;
    if (isTicked(asked.node)) return within ? m.ticked({ number, value }) : m.notTicked({ number, value });
    return within ? m.equal({ number, value }) : m.notEqual({ number, value });
  };

  const emptiness = (of: Expression, empty: boolean): string | undefined => {
    const asked = numbered(of);
    if (!asked) return undefined;
    return empty ? m.empty({ number: asked.number }) : m.answered({ number: asked.number });
  };

  const comparison = (op: 'lt' | 'lte' | 'gt' | 'gte', [left, right]: readonly [Expression, Expression]): string | undefined => {
    const count = counted(left);
    if (count && typeof right === 'number') {
      if (op === 'gte' || op === 'gt') return m.countAtLeast({ list: count, count: op === 'gt' ? right + 1 : right });
      return m.countAtMost({ list: count, count: op === 'lt' ? right - 1 : right });
    }
    const aged =
      typeof left === 'object' && 'op' in left && left.op === 'age_years' && left.args.length === 1 ? numbered(left.args[0]) : undefined;
    if (aged && typeof right === 'number') {
      if (op === 'lt') return m.younger({ number: aged.number, years: right });
      return op === 'gte' ? m.olderOrSame({ number: aged.number, years: right }) : undefined;
    }
    const asked = numbered(left);
    const value = bareValue(right);
    if (!asked || value === undefined) return undefined;
    const date = asked.node.kind === 'date';
    const names = { lt: 'less', lte: 'atMost', gt: 'greater', gte: 'atLeast' } as const;
    return m[date ? (`${names[op]}Date` as const) : names[op]]({ number: asked.number, value });
  };

  const counted = (expression: Expression): string | undefined => {
    if (typeof expression !== 'object' || !('op' in expression) || expression.op !== 'count' || expression.where !== undefined)
      return undefined;
    const node = form.tree.byPath.get(expression.over);
    return node && labelOf(node, locale);
  };

  const valueText = (node: CompiledNode, value: Expression): string | undefined => {
    const t = paperTexts(locale);
    if (typeof value === 'boolean') {
      if (node.kind === 'declaration') return m.quote({ text: labelOf(node, locale) });
      return m.quote({ text: value ? t.yes() : t.no() });
    }
    if (typeof value === 'string') {
      const { def } = node;
      if ('branches' in def) return quoted(def.branches.find((branch) => branch.id === value)?.label);
      if ('kind' in def && (def.kind === 'select' || def.kind === 'radios' || def.kind === 'checkboxes'))
        return quoted(optionsOf(form.definition, def).find((option) => option.value === value)?.label);
      return m.quote({ text: value });
    }
    return bareValue(value);
  };
  const quoted = (label: Parameters<typeof pick>[0] | undefined): string | undefined =>
    label === undefined ? undefined : m.quote({ text: pick(label, locale) });

  const bareValue = (value: Expression): string | undefined => {
    if (typeof value === 'number') return locale === 'en' ? String(value) : String(value).replace('.', ',');
    if (typeof value !== 'object') return undefined;
    if ('cents' in value) return formatMoney(value.cents, locale);
    return 'date' in value ? formatDate(Temporal.PlainDate.from(value.date), locale) : undefined;
  };

  return (condition) => words(condition);
}

function isTicked({ kind }: CompiledNode): boolean {
  return ['bool', 'radios', 'select', 'checkboxes', 'choice', 'declaration', 'matrix'].includes(kind);
}
