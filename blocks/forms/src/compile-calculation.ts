import { addToDate, daysBetween, fullYears } from './civil-date.ts';
import { type Decimal, add, compare, divide, multiply, round, subtract } from './decimal.ts';
import type { Arithmetic, Conditional, DateCalculation, Rounding } from './expression.ts';
import type { Compute } from './form-tree.ts';
import { type Compiled, type Place, compileArgs, fault } from './place.ts';
import type { ValueType } from './value-type.ts';

/** Arithmetic, rounding, dates and `if`. */
export function compileCalculation(expression: Arithmetic | Rounding | DateCalculation | Conditional, place: Place): Compiled | undefined {
  switch (expression.op) {
    case 'round':
      return compileRounding(expression, place);
    case 'if':
      return compileConditional(expression, place);
    case 'age_years':
    case 'add_days':
    case 'add_months':
    case 'days_between':
      return compileDates(expression, place);
    default:
      return compileArithmetic(expression, place);
  }
}

type Step = (a: Decimal, b: Decimal) => Decimal | undefined;
const steps: Record<Arithmetic['op'], Step> = {
  add,
  subtract,
  multiply,
  divide,
  min: (a, b) => (compare(a, b) <= 0 ? a : b),
  max: (a, b) => (compare(a, b) >= 0 ? a : b),
};

function compileArithmetic({ op, args }: Arithmetic, place: Place): Compiled | undefined {
  const compiled = compileArgs(args, place);
  if (!compiled) return undefined;
  const wrong = compiled.findIndex((arg) => arg.type !== 'number' && arg.type !== 'money');
  if (wrong >= 0) return fault(place, `"${op}" works on numbers and money, this is a ${compiled[wrong]?.type}`, `/args/${wrong}`);
  const type = arithmeticType(
    op,
    compiled.map((arg) => arg.type),
  );
  if (!type) return fault(place, `"${op}" cannot mix money and numbers like this`);
  const runs = compiled.map((arg) => arg.run as Compute<Decimal>);
  const step = steps[op];
  const run: Compute<Decimal> = (frame) => {
    let total: Decimal | undefined;
    for (const [i, next] of runs.entries()) {
      const value = next(frame);
      if (value === undefined) return undefined;
      total = i === 0 ? value : total === undefined ? undefined : step(total, value);
      if (total === undefined) return undefined;
    }
    return total;
  };
  return { type, run: type === 'money' ? wholeCents(run) : run };
}

/** money ± money, money × number, money ÷ number = money; money ÷ money = number. */
function arithmeticType(op: Arithmetic['op'], types: ValueType[]): ValueType | undefined {
  const amounts = types.filter((type) => type === 'money').length;
  if (amounts === 0) return 'number';
  if (op === 'multiply') return amounts === 1 ? 'money' : undefined;
  if (op === 'divide') return types[0] !== 'money' ? undefined : amounts === 1 ? 'money' : types.length === 2 ? 'number' : undefined;
  return amounts === types.length ? 'money' : undefined;
}

function wholeCents(run: Compute<Decimal>): Compute<number> {
  return (frame) => {
    const value = run(frame);
    const cents = value === undefined ? undefined : round(value, 0);
    return typeof cents === 'number' ? cents : undefined;
  };
}

function compileRounding({ args, places, mode }: Rounding, place: Place): Compiled | undefined {
  const value = compileArgs(args, place)?.[0];
  if (!value) return undefined;
  if (value.type !== 'number' && value.type !== 'money')
    return fault(place, `"round" works on numbers and money, this is a ${value.type}`, '/args/0');
  // money is kept in cents: rounding to whole euros is rounding to hundreds
  const shift = value.type === 'money' ? 2 : 0;
  const run = value.run as Compute<Decimal>;
  return {
    type: value.type,
    run: (frame) => {
      const found = run(frame);
      return found === undefined ? undefined : round(found, places - shift, mode);
    },
  };
}

const dateOperations: Record<DateCalculation['op'], { types: [ValueType, ValueType]; result: ValueType; needed: number }> = {
  age_years: { types: ['date', 'date'], result: 'number', needed: 1 },
  add_days: { types: ['date', 'number'], result: 'date', needed: 2 },
  add_months: { types: ['date', 'number'], result: 'date', needed: 2 },
  days_between: { types: ['date', 'date'], result: 'number', needed: 2 },
};

function compileDates({ op, args }: DateCalculation, place: Place): Compiled | undefined {
  const compiled = compileArgs(args, place);
  if (!compiled) return undefined;
  const { types, result, needed } = dateOperations[op];
  if (compiled.length < needed) return fault(place, `"${op}" needs ${needed} arguments`, '/args');
  const wrong = compiled.findIndex((arg, i) => arg.type !== types[i]);
  if (wrong >= 0) return fault(place, `"${op}" needs a ${types[wrong]} here, this is a ${compiled[wrong]?.type}`, `/args/${wrong}`);
  const [first, second] = compiled.map((arg) => arg.run);
  if (!first) return undefined;
  if (!second) place.reads('fact:today');
  return {
    type: result,
    run: (frame) => {
      const a = first(frame);
      const b = second ? second(frame) : frame.run.facts.today;
      return typeof a === 'string' && b !== undefined ? calculateDate(op, a, b) : undefined;
    },
  };
}

function calculateDate(op: DateCalculation['op'], a: string, b: unknown): string | number | undefined {
  if (typeof b === 'string') return op === 'age_years' ? fullYears(a, b) : daysBetween(a, b);
  if (typeof b !== 'number') return undefined;
  return addToDate(a, op === 'add_days' ? { days: b } : { months: b });
}

function compileConditional({ args }: Conditional, place: Place): Compiled | undefined {
  const compiled = compileArgs(args, place);
  const [condition, then, otherwise] = compiled ?? [];
  if (!condition || !then || !otherwise) return undefined;
  if (condition.type !== 'bool') return fault(place, `"if" needs a condition first, this is a ${condition.type}`, '/args/0');
  if (then.type !== otherwise.type) return fault(place, `"if" gives a ${then.type} or a ${otherwise.type}: both must be of one type`);
  return { type: then.type, run: (frame) => (condition.run(frame) === true ? then.run(frame) : otherwise.run(frame)) };
}
