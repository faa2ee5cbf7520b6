import type { Expression } from '@amt/forms';
import { type Locale, formatList } from '@amt/i18n';
import { type Clause, clauseText, joined } from './clause.ts';
import { messages } from './messages.ts';
import { type Speaker, answerPhrase, phraseOf, valueName } from './phrase.ts';
import { readExpression } from './read-expression.ts';
import { shapeOf } from './text-shapes.ts';
import { valueKind } from './value-kind.ts';
import type { Vocabulary } from './vocabulary.ts';

type Operation = Extract<Expression, { op: string }>;
type Ordered = 'lt' | 'lte' | 'gt' | 'gte';

/**
 * A condition as a clause ("wenn „Haltereigenschaft“ = „Firmenwagen“ ist und …"), a calculation as a phrase ("die Summe aus …"), with the labels of
 * fields and options. Joints within joints are numbered, never bracketed. What has not the shape of an expression is shown as it is written.
 */
export function sentenceOf(expression: unknown, vocabulary: Vocabulary, locale: Locale): string {
  const read = readExpression(expression);
  const isCondition = read !== undefined && valueKind(read, vocabulary) === 'truth';
  const words = statementOf(expression, vocabulary, locale);
  return isCondition ? messages[locale].sentence.if({ clause: words }) : words;
}

/** As {@link sentenceOf}, without the "wenn": "„Haltereigenschaft“ = „Firmenwagen“ ist", to follow words of the caller's. */
export function statementOf(expression: unknown, vocabulary: Vocabulary, locale: Locale): string {
  const read = readExpression(expression);
  if (read === undefined) return messages[locale].sentence.unreadable({ text: JSON.stringify(expression) ?? '' });
  const said = new Sayings(vocabulary, locale);
  return valueKind(read, vocabulary) === 'truth' ? clauseText(said.clause(read, true), locale) : phraseOf(read, said.speaker).text;
}

/** A condition in its parts, for pages that set them as nested lists; `undefined` for calculations and what is no expression. */
export function clauseOf(condition: unknown, vocabulary: Vocabulary, locale: Locale): Clause | undefined {
  const read = readExpression(condition);
  return read !== undefined && valueKind(read, vocabulary) === 'truth' ? new Sayings(vocabulary, locale).clause(read, true) : undefined;
}

/** A condition of more parts than this is nobody's to read; some parts are said twice, so that a hostile one would never end. */
const mostSaid = 5000;

class Sayings {
  readonly #vocabulary: Vocabulary;
  readonly #locale: Locale;
  readonly speaker: Speaker;

  constructor(vocabulary: Vocabulary, locale: Locale) {
    this.#vocabulary = vocabulary;
    this.#locale = locale;
    this.speaker = { vocabulary, locale, clause: (condition) => clauseText(this.clause(condition, true), locale, 1) };
  }

  #said = 0;

  /** `holds`: the condition, or its opposite. Opposites of joints are said of their parts (De Morgan), which is easier to follow. */
  clause(condition: Expression, holds: boolean): Clause {
    const m = messages[this.#locale].sentence;
    if (++this.#said > mostSaid) return { text: '…' };
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
          const a = typeof value === 'string' ? valueName(this.#vocabulary, list, value, this.#locale) : this.#phrase(value);
          return { text: (holds ? m.ticked : m.notTicked)({ a, b: this.#phrase(list) }) };
        }
        const names = (condition.values ?? []).map((one) => valueName(this.#vocabulary, value, one, this.#locale));
        return { text: (holds ? m.is : m.isNot)({ a: this.#phrase(value), b: formatList(names, this.#locale, 'or') }) };
      }
      case 'matches':
        return text(this.#match(condition.pattern, this.#phrase(condition.args[0]), holds));
      case 'is_empty':
        return text((holds ? m.empty : m.notEmpty)({ aDative: phraseOf(condition.args[0], this.speaker).dative }));
      default:
        return text(this.#phrase(condition));
    }
  }

  #match(pattern: string, a: string, holds: boolean): string {
    const m = messages[this.#locale].sentence;
    const shape = shapeOf(pattern);
    if (shape !== undefined) return (holds ? m.namedMatches : m.notNamedMatches)({ a, shape: m.shapes[shape]() });
    return (holds ? m.matches : m.notMatches)({ a, pattern });
  }

  #equality([left, right]: readonly [Expression, Expression], holds: boolean): Clause {
    const m = messages[this.#locale].sentence;
    if (valueKind(left, this.#vocabulary) === 'truth') {
      const [value, literal] = typeof left === 'boolean' ? [right, left] : [left, right];
      if (typeof literal !== 'boolean') return this.#sameTruth(left, right, holds);
      if (typeof value === 'object' && 'op' in value) return this.clause(value, literal === holds);
      return { text: this.#truth(value, literal ? (holds ? 'yes' : 'notYes') : holds ? 'no' : 'notNo') };
    }
    const [value, other] = typeof left === 'string' ? [right, left] : [left, right];
    if (typeof other === 'string')
      return { text: (holds ? m.is : m.isNot)({ a: this.#phrase(value), b: valueName(this.#vocabulary, value, other, this.#locale) }) };
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
    if (valueKind(left, this.#vocabulary) !== 'moment') {
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
    const name = answerPhrase(this.#vocabulary, over, this.#locale).dative;
    const inside = (is: boolean): string => clauseText(this.clause(where ?? true, is), this.#locale, 1);
    if (op === 'any') return { text: (holds ? m.some : m.none)({ over: name, where: inside(true) }), open: true };
    return { text: holds ? m.each({ over: name, where: inside(true) }) : m.notEach({ over: name, where: inside(false) }), open: true };
  }

  #truth(expression: Expression, word: 'yes' | 'notYes' | 'no' | 'notNo'): string {
    const m = messages[this.#locale].sentence;
    if (typeof expression === 'object' && 'fact' in expression) return word === 'yes' || word === 'notNo' ? m.signedIn() : m.notSignedIn();
    const node = typeof expression === 'object' && 'answer' in expression ? this.#vocabulary.node(expression.answer) : undefined;
    const a = this.#phrase(expression);
    if (node?.kind === 'declaration') return word === 'yes' || word === 'notNo' ? m.accepted({ a }) : m.notAccepted({ a });
    if (!node) return word === 'yes' || word === 'notNo' ? m.holds({ a }) : m.notHolds({ a });
    return m[word]({ a });
  }

  #phrase(expression: Expression): string {
    return phraseOf(expression, this.speaker).text;
  }
}
