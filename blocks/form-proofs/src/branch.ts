import type { CompiledNode } from '@amt/forms';
import { type Formula, type Range, type Scope, type Term, type Variable, instancePathOf } from './formula.ts';
import { acceptedValues, acceptsText, todayBounds } from './accepted.ts';
import type { Translation } from './translate.ts';
import { isDerived } from './value-cases.ts';
import { type ValueSet, isImpossible, narrow } from './value-set.ts';
import { type Scaled, one } from './scaled.ts';

export interface Order {
  readonly left: Variable;
  readonly right: Variable;
  readonly offset: Scaled;
}
type ItemFormula = Extract<Formula, { kind: 'item' | 'items' }>;

/** One item of a repeat group that must be there. */
export interface Item {
  readonly path: string;
  readonly scope: Scope;
}

const mostItems = 12;

/** What has been assumed on one way through the alternatives, and what follows from it. */
export class Branch {
  readonly translation: Translation;
  /** whether every required question that is shown is answered */
  readonly complete: boolean;
  readonly sets: Map<Variable, ValueSet>;
  readonly orders: Order[];
  readonly texts: { left: Variable; right: Variable; same: boolean }[];
  readonly items: Item[];
  /** alternatives not decided yet */
  readonly open: Extract<Formula, { kind: 'some' }>[];
  readonly #opaque: Map<string, boolean>;
  readonly #forAll: ItemFormula[];
  readonly #told: Set<string>;

  constructor(translation: Translation, complete: boolean, from?: Branch) {
    this.translation = translation;
    this.complete = complete;
    this.sets = new Map(from?.sets);
    this.orders = [...(from?.orders ?? [])];
    this.texts = [...(from?.texts ?? [])];
    this.items = [...(from?.items ?? [])];
    this.open = [...(from?.open ?? [])];
    this.#opaque = new Map(from ? from.#opaque : []);
    this.#forAll = [...(from ? from.#forAll : [])];
    this.#told = new Set(from ? from.#told : []);
  }

  /** Stands in the first item of a repeat group: it is there. */
  begin(repeat: CompiledNode): Scope {
    const around = repeat.owner ? this.begin(repeat.owner) : new Map<string, number>();
    const scope: Scope = new Map([...around, [repeat.path, 0]]);
    if (this.items.some((item) => item.path === repeat.path && isWithin(item.scope, scope))) return scope;
    this.items.push({ path: repeat.path, scope });
    const list = this.translation.variables.ofNode(repeat, around);
    this.sets.set(list, { ...this.setOf(list), absent: false });
    this.assume({ kind: 'shown', node: repeat, scope: around, holds: true });
    return scope;
  }

  copy(): Branch {
    return new Branch(this.translation, this.complete, this);
  }

  setOf(variable: Variable): ValueSet {
    let set = this.sets.get(variable);
    if (!set) {
      set = acceptedValues(this.translation.form, variable);
      this.sets.set(variable, set);
      const { min, max } = todayBounds(variable);
      const today = this.translation.variables.of({ fact: 'today' }, new Map());
      if (today && max) this.orders.push({ left: variable, right: today, offset: 0n });
      if (today && min) this.orders.push({ left: today, right: variable, offset: 0n });
      if (today && (min || max)) this.setOf(today);
    }
    return set;
  }

  /** @returns false when it contradicts what is known */
  assume(formula: Formula): boolean {
    switch (formula.kind) {
      case 'constant':
        return formula.holds;
      case 'every':
        return formula.parts.every((part) => this.assume(part));
      case 'some':
        this.open.push(formula);
        return true;
      case 'within':
        return this.narrow(formula.variable, formula.range, !formula.orAbsent);
      case 'present':
        return this.change(formula.variable, { ...this.setOf(formula.variable), absent: false });
      case 'absent':
        return this.change(formula.variable, { ...this.setOf(formula.variable), present: false });
      case 'order':
        this.orders.push(formula);
        return this.#bothThere(formula.left, formula.right);
      case 'texts':
        this.texts.push(formula);
        return this.#bothThere(formula.left, formula.right);
      case 'opaque': {
        const known = this.#opaque.get(formula.key);
        this.#opaque.set(formula.key, formula.holds);
        return known === undefined || known === formula.holds;
      }
      case 'item':
        return this.#addItem(formula);
      case 'items': {
        this.#forAll.push(formula);
        return this.items.every((item) => this.#applies(formula, item));
      }
      case 'shown': {
        const key = `${formula.holds ? '' : '!'}${instancePathOf(formula.node, formula.scope)}`;
        if (this.#told.has(key)) return true;
        this.#told.add(key);
        return this.assume(this.translation.shown(formula.node, formula.scope, formula.holds));
      }
    }
  }

  #bothThere(left: Variable, right: Variable): boolean {
    return [left, right].every((one_) => this.change(one_, { ...this.setOf(one_), absent: false }));
  }

  /** @param there the value must be there */
  narrow(variable: Variable, range: Range, there: boolean): boolean {
    const before = this.setOf(variable);
    const set = narrow(before, range, variable, acceptsText(this.translation.form, variable));
    return this.change(variable, there ? { ...set, absent: false } : set);
  }

  /** Keeps a smaller set, and says what follows from being there or not. */
  change(variable: Variable, set: ValueSet): boolean {
    const before = this.setOf(variable);
    this.sets.set(variable, set);
    if (isImpossible(set)) return false;
    if (variable.term?.over && !this.#counted(variable.key, variable.term, set)) return false;
    if (before.absent && !set.absent) return this.#nowThere(variable);
    if (before.present && !set.present) return this.#nowAbsent(variable);
    if (variable.answer?.tick !== undefined && set.values?.size === 1 && before.values?.size !== 1) return this.#ticked(variable, set);
    return true;
  }

  /** As many items as a count needs at least; none where it is zero; one where a sum is not zero. */
  #counted(key: string, { over, always: isCount }: Term, { absent, present, range: { lo, hi } }: ValueSet): boolean {
    if (!over || absent || !present) return true;
    const positive = lo !== undefined && lo > 0n;
    if (isCount && hi === 0n && !this.#told.has(`none ${key}`)) {
      this.#told.add(`none ${key}`);
      return over.where === undefined
        ? this.assume({ kind: 'absent', variable: this.translation.variables.ofNode(over.repeat, over.scope) })
        : this.assume({ kind: 'items', ...over, holds: false });
    }
    const needed = isCount && lo !== undefined && positive ? Number(lo / one) : positive || (hi !== undefined && hi < 0n) ? 1 : 0;
    for (let i = 1; i <= Math.min(needed, 5); i++) {
      if (this.#told.has(`${i} ${key}`)) continue;
      this.#told.add(`${i} ${key}`);
      if (!this.#addItem({ kind: 'item', ...over, holds: true })) return false;
    }
    return true;
  }

  #nowThere(variable: Variable): boolean {
    const { answer, term } = variable;
    if (answer && !this.assume({ kind: 'shown', node: answer.node, scope: answer.scope, holds: true })) return false;
    if (answer?.node.kind === 'repeat')
      return this.#addItem({ kind: 'item', repeat: answer.node, scope: answer.scope, where: undefined, holds: true });
    return (term?.args ?? []).every((arg) => 'constant' in arg || this.assume({ kind: 'present', variable: arg.variable }));
  }

  /** Only where all required questions are answered: a required one that is not has to be hidden. */
  #nowAbsent({ answer }: Variable): boolean {
    if (!this.complete || !answer || isDerived(answer.node) || !isRequired(answer.node.def)) return true;
    return this.assume({ kind: 'shown', node: answer.node, scope: answer.scope, holds: false });
  }

  /** A tick needs the list; too many or too few of them are refused. */
  #ticked({ answer }: Variable, set: ValueSet): boolean {
    if (!answer) return true;
    const list = this.translation.variables.ofNode(answer.node, answer.scope);
    const { def } = answer.node;
    if (!set.values?.has('true')) return true;
    if (!this.assume({ kind: 'present', variable: list })) return false;
    const ticks = this.translation.variables.ticksOf(answer.path).filter((tick) => {
      const known = this.sets.get(tick);
      return known?.values?.size === 1 && known.values.has('true');
    });
    return !('max' in def) || typeof def.max !== 'number' || ticks.length <= def.max;
  }

  #addItem({ repeat, scope, where, holds }: ItemFormula): boolean {
    // fewer items than there are prove less, never more
    if (this.items.length >= mostItems) return true;
    // of a group within another group that is not at hand, some item of the outer one
    let around = scope;
    if (repeat.owner && !scope.has(repeat.owner.path)) {
      if (!this.#addItem({ kind: 'item', repeat: repeat.owner, scope, where: undefined, holds: true })) return false;
      around = this.items.at(-1)?.scope ?? scope;
    }
    const number = this.items.filter((item) => item.path === repeat.path && isWithin(item.scope, around)).length;
    const item: Item = { path: repeat.path, scope: new Map([...around, [repeat.path, number]]) };
    this.items.push(item);
    const list = this.translation.variables.ofNode(repeat, around);
    const set = this.setOf(list);
    if (!set.present) return false;
    this.sets.set(list, { ...set, absent: false });
    if (!this.assume({ kind: 'shown', node: repeat, scope: around, holds: true })) return false;
    if (where !== undefined && !this.assume(this.translation.condition(where, item.scope, holds))) return false;
    return this.#forAll.every((formula) => this.#applies(formula, item));
  }

  #applies({ repeat, scope, where, holds }: ItemFormula, item: Item): boolean {
    if (item.path !== repeat.path || !isWithin(item.scope, scope)) return true;
    return where === undefined ? !holds : this.assume(this.translation.condition(where, item.scope, holds));
  }
}

function isWithin(item: Scope, around: Scope): boolean {
  return [...around].every(([path, number]) => item.get(path) === number);
}

function isRequired(def: object): boolean {
  if ('requiredWhen' in def && def.requiredWhen !== undefined) return false;
  if (!('kind' in def)) return false;
  return def.kind !== 'label' && def.kind !== 'group' && def.kind !== 'repeat' && !('required' in def && def.required === false);
}
