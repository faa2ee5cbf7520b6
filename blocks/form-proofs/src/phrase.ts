import type { Expression } from '@amt/forms';
import { type Locale, formatDate, formatList, formatMoney } from '@amt/i18n';
import { messages } from './messages.ts';
import { readExpression } from './read-expression.ts';
import type { NamedNode, Vocabulary, Words } from './vocabulary.ts';

/** Something that has a value, in words: as subject, and after "nach", "von", "aus" (dative; the same in English). */
export interface Phrase {
  readonly text: string;
  readonly dative: string;
}

type Operation = Extract<Expression, { op: string }>;
const conditionOps = ['and', 'or', 'xor', 'not', 'equal', 'not_equal', 'lt', 'lte', 'gt', 'gte', 'in', 'matches', 'is_empty'] as const;
const conditions: ReadonlySet<string> = new Set(conditionOps);
type Calculation = Exclude<Operation, { op: (typeof conditionOps)[number] }>;

/** What phrases need: the words of the form, the language, and conditions inside of calculations. */
export interface Speaker {
  readonly vocabulary: Vocabulary;
  readonly locale: Locale;
  readonly clause: (condition: Expression) => string;
}

/** A value in words. Fields and computed values with a label are called by it. */
export function phraseOf(expression: Expression, speaker: Speaker, depth = 0): Phrase {
  const { vocabulary, locale } = speaker;
  const m = messages[locale].sentence;
  if (typeof expression === 'string') return both(m.quoted({ text: expression }));
  if (typeof expression === 'boolean') return both(expression ? m.always() : m.never());
  if (typeof expression === 'number') return both(numberText(expression, locale));
  if ('date' in expression) {
    const date = dateText(expression.date, locale);
    return { text: m.date({ date }), dative: m.dateDative({ date }) };
  }
  if ('cents' in expression) return both(formatMoney(expression.cents, locale));
  if ('fact' in expression) {
    if (expression.fact === 'today') return { text: m.today(), dative: m.todayDative() };
    return expression.fact === 'trustLevel' ? { text: m.trustLevel(), dative: m.trustLevelDative() } : both(m.signedIn());
  }
  if ('computed' in expression) return computedPhrase(expression.computed, speaker, depth);
  if ('answer' in expression) return answerPhrase(vocabulary, expression.answer, locale);
  return isCalculation(expression) ? calculationPhrase(expression, speaker, depth) : both(speaker.clause(expression));
}

/** In a form that is being written, a condition may stand where a value belongs. */
function isCalculation(expression: Operation): expression is Calculation {
  return !conditions.has(expression.op);
}

const both = (text: string): Phrase => ({ text, dative: text });

/** A computed value by its label; one without by what it is made of. */
function computedPhrase(id: string, speaker: Speaker, depth: number): Phrase {
  const { vocabulary, locale } = speaker;
  const m = messages[locale].sentence;
  const found = vocabulary.computed(id);
  if (!found) return { text: m.missingValue({ name: id }), dative: m.missingValueDative({ name: id }) };
  const label = textIn(found.label, locale);
  if (label !== undefined) return both(m.quoted({ text: label }));
  const value = depth < 8 && found.value !== '' ? readExpression(found.value) : undefined;
  return value === undefined ? both(m.quoted({ text: id })) : phraseOf(value, speaker, depth + 1);
}

/** „Label“ of a field; of parts of addresses and rows of matrices with their own name. What is not there is called missing. */
export function answerPhrase(vocabulary: Vocabulary, path: string, locale: Locale): Phrase {
  const m = messages[locale].sentence;
  const node = vocabulary.node(path);
  if (node) return both(m.quoted({ text: nodeName(node, path, locale) }));
  const dot = path.lastIndexOf('.');
  const around = vocabulary.node(path.slice(0, dot));
  const part = path.slice(dot + 1);
  const row = around?.rows?.find(({ value }) => value === part);
  const names: Record<string, () => string> = { street: m.street, houseNumber: m.houseNumber, postalCode: m.postalCode, city: m.city };
  const name = row ? m.quoted({ text: textIn(row.label, locale) ?? part }) : around?.kind === 'address' ? names[part]?.() : undefined;
  if (!around || name === undefined) return { text: m.missing({ name: path }), dative: m.missingDative({ name: path }) };
  return both(m.partOf({ part: name, whole: m.quoted({ text: nodeName(around, path.slice(0, dot), locale) }) }));
}

function nodeName({ label }: NamedNode, path: string, locale: Locale): string {
  return textIn(label, locale) ?? path;
}

/** The text in a language, else in German; an empty one is none. */
function textIn(text: Words | undefined, locale: Locale): string | undefined {
  return (text?.[locale] ?? '') || (text?.de ?? '') || undefined;
}

/** A text that stands for an option, a branch or a column, as people see it; the text itself elsewhere. */
export function valueName(vocabulary: Vocabulary, expression: Expression, value: string, locale: Locale): string {
  const m = messages[locale].sentence;
  if (typeof expression !== 'object') return m.quoted({ text: value });
  if ('fact' in expression && expression.fact === 'trustLevel') return m.quoted({ text: m.level({ level: value }) });
  if (!('answer' in expression)) return m.quoted({ text: value });
  const path = expression.answer;
  const choices = (vocabulary.node(path) ?? vocabulary.node(path.slice(0, path.lastIndexOf('.'))))?.choices;
  if (!choices) return m.quoted({ text: value });
  const found = choices.find((choice) => choice.value === value);
  return found ? m.quoted({ text: textIn(found.label, locale) ?? value }) : m.missingChoice({ name: value });
}

function calculationPhrase(expression: Calculation, speaker: Speaker, depth: number): Phrase {
  const { locale } = speaker;
  const m = messages[locale].sentence;
  const phrase = (arg: Expression | undefined): Phrase => phraseOf(arg ?? 0, speaker, depth + 1);
  switch (expression.op) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'min':
    case 'max': {
      const list = {
        list: formatList(
          expression.args.map((arg) => operand(arg, phrase(arg).dative)),
          locale,
        ),
      };
      return { text: m[expression.op](list), dative: m[`${expression.op}Dative`](list) };
    }
    case 'round': {
      const { places, mode = 'half_up' } = expression;
      const goal = places >= 0 ? m.places({ count: places }) : m.wholes({ step: numberText(10 ** -places, locale) });
      const words = { places: goal, mode, a: operand(expression.args[0], phrase(expression.args[0]).dative) };
      return { text: m.round(words).replace(/ {2,}/g, ' '), dative: m.roundDative(words).replace(/ {2,}/g, ' ') };
    }
    case 'age_years': {
      const born = phrase(expression.args[0]).dative;
      const on = expression.args[1];
      if (on === undefined) return { text: m.age({ born }), dative: m.ageDative({ born }) };
      const words = { born, on: phrase(on).dative };
      return { text: m.ageOn(words), dative: m.ageOnDative(words) };
    }
    case 'add_days':
    case 'add_months':
      return movedDay(expression.op, phrase(expression.args[0]).dative, expression.args[1] ?? 0, phrase(expression.args[1]).text, locale);
    case 'days_between': {
      const words = { from: phrase(expression.args[0]).dative, to: phrase(expression.args[1]).dative };
      return { text: m.daysBetween(words), dative: m.daysBetweenDative(words) };
    }
    case 'if': {
      const [condition, then, otherwise] = expression.args;
      return both(m.ifElse({ value: phrase(then).text, clause: speaker.clause(condition), otherwise: phrase(otherwise).text }));
    }
    case 'any':
    case 'all':
      return both(speaker.clause(expression));
    case 'count':
    case 'sum':
      return aggregatePhrase(expression, speaker, depth);
  }
}

/** A calculation within another, so that it is clear where it ends. */
const operand = (expression: Expression, words: string): string =>
  typeof expression === 'object' && 'op' in expression ? `(${words})` : words;

function movedDay(op: 'add_days' | 'add_months', date: string, by: Expression, amount: string, locale: Locale): Phrase {
  const m = messages[locale].sentence;
  if (typeof by !== 'number' || !Number.isInteger(by))
    return op === 'add_days'
      ? { text: m.daysFrom({ amount, date }), dative: m.daysFromDative({ amount, date }) }
      : { text: m.monthsFrom({ amount, date }), dative: m.monthsFromDative({ amount, date }) };
  const words = { count: Math.abs(by), date };
  if (op === 'add_days')
    return by >= 0
      ? { text: m.dayAfter(words), dative: m.dayAfterDative(words) }
      : { text: m.dayBefore(words), dative: m.dayBeforeDative(words) };
  return by >= 0
    ? { text: m.monthAfter(words), dative: m.monthAfterDative(words) }
    : { text: m.monthBefore(words), dative: m.monthBeforeDative(words) };
}

function aggregatePhrase(expression: Extract<Calculation, { over: string }>, speaker: Speaker, depth: number): Phrase {
  const { vocabulary, locale } = speaker;
  const m = messages[locale].sentence;
  const over = itemsName(vocabulary, expression.over, locale);
  const where = (phrase: Phrase): Phrase => {
    if (expression.where === undefined) return phrase;
    const clause = speaker.clause(expression.where);
    return { text: m.countWhere({ count: phrase.text, where: clause }), dative: m.countWhere({ count: phrase.dative, where: clause }) };
  };
  if (expression.op !== 'sum') return where({ text: m.count({ over }), dative: m.countDative({ over }) });
  const words = {
    value: operand(expression.value, phraseOf(expression.value, speaker, depth + 1).dative),
    over: m.entries({ over: answerPhrase(vocabulary, expression.over, locale).dative }),
  };
  return where({ text: m.sum(words), dative: m.sumDative(words) });
}

/** Words that cannot follow "die Zahl der" as they stand: they would have to be inflected. */
const inflected =
  /^(alle|weitere|andere|ihre?|eigene|sonstige|frühere|meine?|wer|was|wie|wo|welche|haben|sind|your|all|everyone|further|other|who|what|which)\b/iu;

/** "Personen im Haushalt" where a label is a plain plural; else "Einträge in „Weitere Fahrzeuge“". */
function itemsName(vocabulary: Vocabulary, path: string, locale: Locale): string {
  const m = messages[locale].sentence;
  const node = vocabulary.node(path);
  if (!node) return m.entries({ over: answerPhrase(vocabulary, path, locale).dative });
  const label = nodeName(node, path, locale);
  const plain = /^\p{Lu}\p{L}+( |$)/u.test(label) && !inflected.test(label) && !/[?.!:„"]/.test(label) && label.length <= 50;
  if (!plain) return m.entries({ over: m.quoted({ text: label }) });
  return locale === 'en' ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

function dateText(date: string, locale: Locale): string {
  return formatDate(Temporal.PlainDate.from(date), locale);
}

function numberText(value: number, locale: Locale): string {
  return new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'de-DE', { maximumFractionDigits: 12 }).format(value);
}
