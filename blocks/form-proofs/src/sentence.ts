import { type CompiledForm, type Expression, typeOfExpression } from '@amt/forms';
import { type Locale, formatList } from '@amt/i18n';
import { type Clause, clauseText, joined } from './clause.ts';
import { messages } from './messages.ts';
import { type Speaker, answerName, phraseOf, valueName } from './phrase.ts';

type Operation = Extract<Expression, { op: string }>;
type Ordered = 'lt' | 'lte' | 'gt' | 'gte';

/**
 * A condition as a clause ("wenn „Haltereigenschaft“ = „Firmenwagen“ ist und …"), a calculation as a phrase ("die Summe aus …"), with the labels of
 * fields and options. Joints within joints are numbered, never bracketed.
 */
export function sentenceOf(expression: Expression, form: CompiledForm, locale: Locale): string {
  const words = new Words(form, locale);
  if (!words.isCondition(expression)) return phraseOf(expression, words.speaker).text;
  return messages[locale].sentence.if({ clause: clauseText(words.clause(expression, true), locale) });
}

/** A condition in its parts, for pages and paper that set them as nested lists. */
export function clauseOf(condition: Expression, form: CompiledForm, locale: Locale): Clause {
  return new Words(form, locale).clause(condition, true);
}

/** What stands before a question on paper: "Nur ausfüllen, wenn …." */
export function onlyIfSentence(condition: Expression, form: CompiledForm, locale: Locale): string {
  return messages[locale].sentence.onlyIf({ sentence: sentenceOf(condition, form, locale) });
}

class Words {
  readonly #form: CompiledForm;
  readonly #locale: Locale;
  readonly speaker: Speaker;

  constructor(form: CompiledForm, locale: Locale) {
    this.#form = form;
    this.#locale = locale;
    this.speaker = { form, locale, clause: (condition) => clauseText(this.clause(condition, true), locale, 1) };
  }

  isCondition(expression: Expression): boolean {
    return this.#typeOf(expression) === 'bool';
  }

  /** `holds`: the condition, or its opposite. Opposites of joints are said of their parts (De Morgan), which is easier to follow. */
  clause(condition: Expression, holds: boolean): Clause {
    const m = messages[this.#locale].sentence;
    if (typeof condition === 'boolean') return { text: condition === holds ? m.alwaysClause() : m.neverClause() };
    if (typeof condition !== 'object' || 'date' in condition || 'cents' in condition) return { text: m.neverClause() };
    if (!('op' in condition)) return { text: this.#truth(condition, holds ? 'yes' : 'notYes') };
    switch (condition.op) {
      case 'and':
      case 'or':
        return joined(
          (condition.op === 'and') === holds ? 'all' : 'any',
          condition.args.map((arg) => this.clause(arg, holds)),
        );
      case 'xor':
        return joined(
          holds ? 'odd' : 'even',
          condition.args.map((arg) => this.clause(arg, true)),
        );
      case 'not':
        return this.clause(condition.args[0] ?? true, !holds);
      case 'if': {
        const [first, then, otherwise] = condition.args;
        return joined('any', [
          joined('all', [this.clause(first, true), this.clause(then, holds)]),
          joined('all', [this.clause(first, false), this.clause(otherwise, holds)]),
        ]);
      }
      case 'any':
      case 'all':
        return this.#items(condition, holds);
      default:
        return this.#statement(condition, holds);
    }
  }

  #statement(condition: Operation, holds: boolean): Clause {
    const m = messages[this.#locale].sentence;
    const text = (words: string): Clause => ({ text: words, open: /, (bei de|falls)| (for which|if) /.test(words) });
    switch (condition.op) {
      case 'equal':
        return this.#equality(condition.args, holds);
      case 'not_equal':
        return this.#equality(condition.args, !holds);
      case 'lt':
      case 'lte':
      case 'gt':
      case 'gte':
        return text(this.#order(condition.op, condition.args, holds));
      case 'in': {
        const [value, list] = condition.args;
        if (list !== undefined) {
          const a = typeof value === 'string' ? valueName(this.#form, list, value, this.#locale) : this.#phrase(value);
          return { text: (holds ? m.ticked : m.notTicked)({ a, b: this.#phrase(list) }) };
        }
        const names = (condition.values ?? []).map((one) => valueName(this.#form, value, one, this.#locale));
        return { text: (holds ? m.is : m.isNot)({ a: this.#phrase(value), b: formatList(names, this.#locale, 'or') }) };
      }
      case 'matches':
        return text((holds ? m.matches : m.notMatches)({ a: this.#phrase(condition.args[0]), pattern: condition.pattern }));
      case 'is_empty':
        return text((holds ? m.empty : m.notEmpty)({ aDative: phraseOf(condition.args[0], this.speaker).dative }));
      default:
        return text(this.#phrase(condition));
    }
  }

  #equality([left, right]: readonly [Expression, Expression], holds: boolean): Clause {
    const m = messages[this.#locale].sentence;
    if (this.#typeOf(left) === 'bool') {
      const [value, literal] = typeof left === 'boolean' ? [right, left] : [left, right];
      if (typeof literal !== 'boolean') return this.#sameTruth(left, right, holds);
      if (typeof value === 'object' && 'op' in value) return this.clause(value, literal === holds);
      return { text: this.#truth(value, literal ? (holds ? 'yes' : 'notYes') : holds ? 'no' : 'notNo') };
    }
    const [value, other] = typeof left === 'string' ? [right, left] : [left, right];
    if (typeof other === 'string')
      return { text: (holds ? m.is : m.isNot)({ a: this.#phrase(value), b: valueName(this.#form, value, other, this.#locale) }) };
    const literal = typeof other === 'number' || (typeof other === 'object' && ('date' in other || 'cents' in other));
    const words = { a: this.#phrase(value), b: this.#phrase(other) };
    if (!literal) return { text: (holds ? m.same : m.different)(words) };
    return { text: (holds ? m.equal : m.notEqual)({ ...words, b: phraseOf(other, this.speaker).dative }) };
  }

  /** Two answers are the same: both yes or both no. Where one is a condition of its own, that is said of it. */
  #sameTruth(left: Expression, right: Expression, holds: boolean): Clause {
    const m = messages[this.#locale].sentence;
    const isPlain = [left, right].every((side) => typeof side === 'object' && !('op' in side));
    if (isPlain) return { text: (holds ? m.same : m.different)({ a: this.#phrase(left), b: this.#phrase(right) }) };
    const both = [true, false].map((is) =>
      joined(
        holds ? 'all' : 'any',
        [left, right].map((side) => this.#equality([side, is], holds)),
      ),
    );
    return joined(holds ? 'any' : 'all', both);
  }

  #order(op: Ordered, [left, right]: readonly [Expression, Expression], holds: boolean): string {
    const m = messages[this.#locale].sentence;
    const a = this.#phrase(left);
    const b = phraseOf(right, this.speaker);
    const type = this.#typeOf(left);
    if (type !== 'date' && type !== 'time' && type !== 'datetime') {
      const words = { a, b: b.text };
      const plain = { lt: m.lt, lte: m.lte, gt: m.gt, gte: m.gte };
      const negated = { lt: m.notLt, lte: m.notLte, gt: m.notGt, gte: m.notGte };
      return (holds ? plain : negated)[op](words);
    }
    const words = { a, bDative: b.dative };
    const plain = { lt: m.before, lte: m.notAfter, gt: m.after, gte: m.notBefore };
    // a day that is missing is neither before nor after
    const negated = { lt: m.notIsBefore, lte: m.notIsNotAfter, gt: m.notIsAfter, gte: m.notIsNotBefore };
    return (holds ? plain : negated)[op](words);
  }

  #items({ op, over, where }: Extract<Operation, { op: 'count' | 'any' | 'all' }>, holds: boolean): Clause {
    const m = messages[this.#locale].sentence;
    const name = answerName(this.#form, over, this.#locale);
    const inside = (is: boolean): string => clauseText(this.clause(where ?? true, is), this.#locale, 1);
    if (op === 'any') return { text: (holds ? m.some : m.none)({ over: name, where: inside(true) }), open: true };
    return { text: holds ? m.each({ over: name, where: inside(true) }) : m.notEach({ over: name, where: inside(false) }), open: true };
  }

  #truth(expression: Expression, word: 'yes' | 'notYes' | 'no' | 'notNo'): string {
    const m = messages[this.#locale].sentence;
    if (typeof expression === 'object' && 'fact' in expression) return word === 'yes' || word === 'notNo' ? m.signedIn() : m.notSignedIn();
    const node = typeof expression === 'object' && 'answer' in expression ? this.#form.tree.byPath.get(expression.answer) : undefined;
    const a = this.#phrase(expression);
    if (node?.kind === 'declaration') return word === 'yes' || word === 'notNo' ? m.accepted({ a }) : m.notAccepted({ a });
    if (!node) return word === 'yes' || word === 'notNo' ? m.holds({ a }) : m.notHolds({ a });
    return m[word]({ a });
  }

  #phrase(expression: Expression): string {
    return phraseOf(expression, this.speaker).text;
  }

  /** Inside of items, a path below a repeat group means the item at hand. */
  #typeOf(expression: Expression): string | undefined {
    const direct = typeOfExpression(this.#form, expression);
    if (direct !== undefined) return direct;
    const repeats = this.#form.tree.nodes.filter((node) => node.kind === 'repeat').map((node) => node.path);
    for (const path of repeats) {
      const found = typeOfExpression(this.#form, expression, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
