import { type CompiledForm, type CompiledNode, type Expression, optionsOf } from '@amt/forms';
import { type Locale, formatDate, formatList, formatMoney, pick } from '@amt/i18n';
import { messages } from './messages.ts';

/** Something that has a value, in words: as subject, and after "nach", "von", "aus" (dative; the same in English). */
export interface Phrase {
  readonly text: string;
  readonly dative: string;
}

type Operation = Extract<Expression, { op: string }>;
type Calculation = Exclude<
  Operation,
  { op: 'and' | 'or' | 'xor' | 'not' | 'equal' | 'not_equal' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'matches' | 'is_empty' }
>;

/** What phrases need: the form, the language, and conditions inside of calculations. */
export interface Speaker {
  readonly form: CompiledForm;
  readonly locale: Locale;
  readonly clause: (condition: Expression) => string;
}

/** A value in words. Fields and computed values with a label are called by it. */
export function phraseOf(expression: Expression, speaker: Speaker, depth = 0): Phrase {
  const { form, locale } = speaker;
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
  if ('computed' in expression) {
    const def = form.definition.computed?.find((one) => one.id === expression.computed);
    if (def?.label) return both(m.quoted({ text: pick(def.label, locale) }));
    return def && depth < 8 ? phraseOf(def.value, speaker, depth + 1) : both(m.quoted({ text: expression.computed }));
  }
  if ('answer' in expression) return both(answerName(form, expression.answer, locale));
  return calculationPhrase(expression as Calculation, speaker, depth);
}

const both = (text: string): Phrase => ({ text, dative: text });

/** „Label“ of a field; of parts of addresses and rows of matrices with their own name. */
export function answerName(form: CompiledForm, path: string, locale: Locale): string {
  const m = messages[locale].sentence;
  const node = form.tree.byPath.get(path);
  if (node) return m.quoted({ text: nodeName(node, locale) });
  const dot = path.lastIndexOf('.');
  const around = form.tree.byPath.get(path.slice(0, dot));
  const part = path.slice(dot + 1);
  if (!around) return m.quoted({ text: path });
  const row = 'rows' in around.def ? around.def.rows.find(({ value }) => value === part) : undefined;
  const names: Record<string, () => string> = { street: m.street, houseNumber: m.houseNumber, postalCode: m.postalCode, city: m.city };
  const name = row ? m.quoted({ text: pick(row.label, locale) }) : (names[part]?.() ?? part);
  return m.partOf({ part: name, whole: m.quoted({ text: nodeName(around, locale) }) });
}

function nodeName({ def, path }: CompiledNode, locale: Locale): string {
  return 'label' in def && def.label ? pick(def.label, locale) : path;
}

/** A text that stands for an option, a branch or a column, as people see it; the text itself elsewhere. */
export function valueName(form: CompiledForm, expression: Expression, value: string, locale: Locale): string {
  const m = messages[locale].sentence;
  if (typeof expression !== 'object') return m.quoted({ text: value });
  if ('fact' in expression && expression.fact === 'trustLevel') return m.quoted({ text: m.level({ level: value }) });
  if (!('answer' in expression)) return m.quoted({ text: value });
  const node =
    form.tree.byPath.get(expression.answer) ?? form.tree.byPath.get(expression.answer.slice(0, expression.answer.lastIndexOf('.')));
  const def = node?.def;
  if (!def) return m.quoted({ text: value });
  const label =
    'branches' in def
      ? def.branches.find((branch) => branch.id === value)?.label
      : 'columns' in def
        ? def.columns.find((column) => column.value === value)?.label
        : 'kind' in def && (def.kind === 'select' || def.kind === 'radios' || def.kind === 'checkboxes')
          ? optionsOf(form.definition, def).find((option) => option.value === value)?.label
          : undefined;
  return m.quoted({ text: label ? pick(label, locale) : value });
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
  const { form, locale } = speaker;
  const m = messages[locale].sentence;
  const over = itemsName(form, expression.over, locale);
  const where = (phrase: Phrase): Phrase => {
    if (expression.where === undefined) return phrase;
    const clause = speaker.clause(expression.where);
    return { text: m.countWhere({ count: phrase.text, where: clause }), dative: m.countWhere({ count: phrase.dative, where: clause }) };
  };
  if (expression.op !== 'sum') return where({ text: m.count({ over }), dative: m.countDative({ over }) });
  const words = {
    value: operand(expression.value, phraseOf(expression.value, speaker, depth + 1).dative),
    over: m.entries({ over: answerName(form, expression.over, locale) }),
  };
  return where({ text: m.sum(words), dative: m.sumDative(words) });
}

/** Words that cannot follow "die Zahl der" as they stand: they would have to be inflected. */
const inflected =
  /^(alle|weitere|andere|ihre?|eigene|sonstige|frühere|meine?|wer|was|wie|wo|welche|haben|sind|your|all|everyone|further|other|who|what|which)\b/iu;

/** "Personen im Haushalt" where a label is a plain plural; else "Einträge in „Weitere Fahrzeuge“". */
function itemsName(form: CompiledForm, path: string, locale: Locale): string {
  const m = messages[locale].sentence;
  const node = form.tree.byPath.get(path);
  const label = node ? nodeName(node, locale) : path;
  const plain = /^\p{Lu}\p{L}+( |$)/u.test(label) && !inflected.test(label) && !/[?.!:„"]/.test(label) && label.length <= 50;
  if (!plain) return m.entries({ over: m.quoted({ text: label }) });
  return locale === 'en' ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

function dateText(date: string, locale: Locale): string {
  return formatDate(Temporal.PlainDate.from(date), locale);
}

export function numberText(value: number, locale: Locale): string {
  return new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'de-DE', { maximumFractionDigits: 12 }).format(value);
}
