import { type CompiledForm, type CompiledNode, type Expression, typeOfExpression } from '@amt/forms';
import { type Operand, type Scope, type Term, type Variable, instancePathOf } from './formula.ts';
import { type Scaled, one, scaledNumber, stepOf } from './scaled.ts';

/** The variables of a form, each made once, so that the same answer or calculation is the same variable wherever it stands. */
export class Variables {
  readonly #form: CompiledForm;
  readonly #known = new Map<string, Variable>();

  constructor(form: CompiledForm) {
    this.#form = form;
  }

  /** Of `{ answer }` or `{ fact }`; undefined where the answer is no single value. Derived fields and computed values are no variables. */
  of(expression: Expression, scope: Scope): Variable | undefined {
    if (typeof expression !== 'object' || 'op' in expression) return undefined;
    if ('fact' in expression) {
      const { fact } = expression;
      return this.#make({ key: `fact:${fact}`, sort: fact === 'today' ? 'number' : 'text', step: one, fact });
    }
    if (!('answer' in expression)) return undefined;
    const node = this.#form.tree.byPath.get(expression.answer);
    if (node) return this.ofNode(node, scope);
    const dot = expression.answer.lastIndexOf('.');
    const around = this.#form.tree.byPath.get(expression.answer.slice(0, dot));
    if (!around) return undefined;
    const path = instancePathOf(around, scope);
    const part = expression.answer.slice(dot + 1);
    return this.#make({ key: `${path}.${part}`, sort: 'text', step: 0n, answer: { node: around, scope, path, part } });
  }

  ofNode(node: CompiledNode, scope: Scope): Variable {
    const path = instancePathOf(node, scope);
    return this.#make({ key: path, ...sortOf(node), answer: { node, scope, path } });
  }

  /** Whether one value of a field of kind checkboxes is ticked. */
  tick(list: Expression, scope: Scope, value: string): Variable | undefined {
    if (typeof list !== 'object' || !('answer' in list)) return undefined;
    const node = this.#form.tree.byPath.get(list.answer);
    if (node?.kind !== 'checkboxes') return undefined;
    const path = instancePathOf(node, scope);
    return this.#make({ key: `${path}#${value}`, sort: 'text', step: 0n, answer: { node, scope, path, tick: value } });
  }

  /** All ticks of a field of kind checkboxes that conditions have asked for so far. */
  ticksOf(path: string): Variable[] {
    return [...this.#known.values()].filter((one_) => one_.answer?.path === path && one_.answer.tick !== undefined);
  }

  term(term: Term): Variable {
    const money = term.wholeCents === true ? '€' : '';
    const key = `${term.op}${term.grid ?? ''}${money}(${term.args.map(operandKey).join()})`;
    return this.#make({ key, sort: 'number', step: stepOfTerm(term), term });
  }

  /** A count or sum over a repeat group: bounded by how many items there may be, and each value. */
  aggregate(expression: Extract<Expression, { op: 'count' | 'any' | 'all' | 'sum' }>, scope: Scope): Variable | undefined {
    const repeat = this.#form.tree.byPath.get(expression.over);
    if (!repeat || !('itemLabel' in repeat.def)) return undefined;
    const key = `${JSON.stringify(expression)}@${[...scope].join()}`;
    const most = BigInt(mostItems(repeat, scope));
    const over = { repeat, scope, where: expression.where };
    if (expression.op === 'count')
      return this.#make({ key, sort: 'number', step: one, term: { op: 'unknown', args: [], over, lo: 0n, hi: most * one, always: true } });
    if (expression.op !== 'sum') return undefined;
    const money = typeOfExpression(this.#form, expression, [...scope.keys()].at(-1)) === 'money';
    return this.#make({
      key,
      sort: 'number',
      step: money ? one : 0n,
      term: { op: 'unknown', args: [], over, ...this.#sumBounds(expression.value, most) },
    });
  }

  /** Of sums of answers with bounds. */
  #sumBounds(value: Expression, most: bigint): { lo?: Scaled | undefined; hi?: Scaled | undefined } {
    const node = typeof value === 'object' && 'answer' in value ? this.#form.tree.byPath.get(value.answer) : undefined;
    const def = node?.def;
    if (!def || !('kind' in def) || (def.kind !== 'int' && def.kind !== 'number' && def.kind !== 'currency')) return {};
    const lo = scaledNumber(def.kind === 'currency' ? (def.min ?? 0) : (def.min ?? -1));
    const hi = def.max === undefined ? undefined : scaledNumber(def.max);
    return { ...(lo !== undefined && lo >= 0n ? { lo: 0n } : {}), ...(hi !== undefined && hi >= 0n ? { hi: hi * most } : {}) };
  }

  #make(variable: Variable): Variable {
    const known = this.#known.get(variable.key);
    if (!known) this.#known.set(variable.key, variable);
    return known ?? variable;
  }
}

const operandKey = (operand: Operand): string => ('constant' in operand ? String(operand.constant) : `[${operand.variable.key}]`);
const stepOfOperand = (operand: Operand): Scaled => ('constant' in operand ? stepOf(operand.constant) : operand.variable.step);

function sortOf(node: CompiledNode): Pick<Variable, 'sort' | 'step'> {
  const { def } = node;
  switch (node.kind) {
    case 'int':
    case 'currency':
    case 'date':
    case 'time':
    case 'datetime':
      return { sort: 'number', step: one };
    case 'number':
      return { sort: 'number', step: 10n ** BigInt(12 - ('places' in def ? (def.places ?? 2) : 2)) };
    case 'text':
    case 'text-latin':
    case 'name':
    case 'textarea':
    case 'email':
    case 'phone':
    case 'iban':
    case 'select':
    case 'radios':
    case 'choice':
    case 'bool':
    case 'declaration':
      return { sort: 'text', step: 0n };
    default:
      return { sort: 'presence', step: 0n };
  }
}

/** Grid of the results; 0 where they may have more decimals than is known. */
function stepOfTerm({ op, args, wholeCents, grid }: Term): Scaled {
  if (wholeCents) return one;
  switch (op) {
    case 'age_years':
    case 'days_between':
    case 'add_days':
    case 'add_months':
      return one;
    case 'round':
      return grid ?? 0n;
    case 'add':
    case 'subtract':
    case 'min':
    case 'max': {
      const steps = args.map(stepOfOperand);
      return steps.some((step) => step === 0n) ? 0n : steps.reduce((a, b) => (a < b ? a : b));
    }
    default:
      return 0n;
  }
}

/** Values of the items of nested groups out of scope are counted one after the other. */
function mostItems(repeat: CompiledNode, scope: Scope): number {
  const most = 'itemLabel' in repeat.def ? repeat.def.max : 200;
  return repeat.owner && !scope.has(repeat.owner.path) ? most * mostItems(repeat.owner, scope) : most;
}
