import type { Answers, CompiledForm, CompiledNode, Condition, Facts } from '@amt/forms';
import { lookAt } from '@amt/forms';
import { Branch } from './branch.ts';
import { propagate } from './bounds.ts';
import { type Formula, type Scope, type Variable, every, instancePathOf, itemPathOf } from './formula.ts';
import { Translation } from './translate.ts';
import { witnessOf } from './witness.ts';

/** One thing asked for: a condition that holds or not, a node that is shown or not, a question that is answered. */
export type Demand =
  | { readonly condition: Condition; readonly holds: boolean; readonly within?: CompiledNode | undefined }
  | { readonly node: CompiledNode; readonly shown: boolean }
  | { readonly node: CompiledNode; readonly answered: true };

/** `unsat` is certain; `sat` comes with answers for which the evaluator itself says that all demands are met. */
export type Verdict =
  | { readonly result: 'unsat' }
  | { readonly result: 'sat'; readonly answers: Answers; readonly facts: Facts }
  | { readonly result: 'unknown' };

export interface Options {
  /** only answers in which every required question that is shown is answered */
  readonly complete?: boolean;
  /** the day that answers found are for */
  readonly today?: string;
  /** prove only: no answers are looked for, `sat` is never said */
  readonly proofOnly?: boolean;
}

/** Alternatives looked into before giving up. */
const mostSteps = 600;
const mostWitnesses = 8;

/**
 * Decides whether answers exist for which all demands are met: answers their fields accept, or none. A small tableau over the closed language: literals
 * narrow value sets, alternatives are tried one after the other, orders and calculations are followed by bounds.
 */
export class Solver {
  readonly form: CompiledForm;
  readonly #translation: Translation;
  readonly #known = new Map<string, Verdict>();

  constructor(form: CompiledForm) {
    this.form = form;
    this.#translation = new Translation(form);
  }

  decide(demands: readonly Demand[], options: Options = {}): Verdict {
    const key = JSON.stringify([demands.map(demandKey), options]);
    let verdict = this.#known.get(key);
    if (!verdict) this.#known.set(key, (verdict = this.#decide(demands, options)));
    return verdict;
  }

  #decide(demands: readonly Demand[], { complete = false, today = '2026-07-01', proofOnly = false }: Options): Verdict {
    const branch = new Branch(this.#translation, complete);
    const owners = new Set(demands.map(ownerOf).filter((owner) => owner !== undefined));
    for (const owner of owners) branch.begin(owner);
    const search = new Search(proofOnly ? () => undefined : (leaf) => this.#witness(leaf, demands, today));
    return branch.assume(every(demands.map((demand) => this.#formula(demand)))) ? search.run(branch) : { result: 'unsat' };
  }

  #formula(demand: Demand): Formula {
    if ('condition' in demand) return this.#translation.condition(demand.condition, scopeWithin(demand.within), demand.holds);
    const { node } = demand;
    const scope = scopeWithin(node.owner);
    if ('shown' in demand) return { kind: 'shown', node, scope, holds: demand.shown };
    return { kind: 'present', variable: this.#translation.variables.ofNode(node, scope) };
  }

  #witness(branch: Branch, demands: readonly Demand[], today: string): Verdict | undefined {
    for (const strategy of ['natural', 'low', 'high'] as const) {
      const found = witnessOf(branch, strategy, today);
      if (!found) continue;
      const look = lookAt(this.form, found.answers, found.facts);
      const met = demands.every((demand) => {
        if ('condition' in demand)
          return (look.valueOf(demand.condition, itemPathOf(demand.within, scopeWithin(demand.within))) === true) === demand.holds;
        const path = instancePathOf(demand.node, scopeWithin(demand.node.owner));
        return look.isShown(path) === ('shown' in demand ? demand.shown : true);
      });
      if (met) return { result: 'sat', ...found };
    }
    return undefined;
  }
}

function demandKey(demand: Demand): unknown {
  if ('condition' in demand) return [demand.condition, demand.holds, demand.within?.path];
  return [demand.node.path, 'shown' in demand ? demand.shown : 'answered'];
}

const ownerOf = (demand: Demand): CompiledNode | undefined => ('condition' in demand ? demand.within : demand.node.owner);

/** Inside of repeat groups: their first items. */
function scopeWithin(owner: CompiledNode | undefined): Scope {
  return owner ? new Map([...scopeWithin(owner.owner), [owner.path, 0]]) : new Map();
}

class Search {
  readonly #witness: (leaf: Branch) => Verdict | undefined;
  #steps = 0;
  #witnesses = 0;

  constructor(witness: (leaf: Branch) => Verdict | undefined) {
    this.#witness = witness;
  }

  run(branch: Branch): Verdict {
    if (++this.#steps > mostSteps) return { result: 'unknown' };
    if (!propagate(branch)) return { result: 'unsat' };
    const alternatives = this.#next(branch);
    if (alternatives === 'contradiction') return { result: 'unsat' };
    if (!alternatives) return this.#leaf(branch);
    let open = false;
    for (const part of alternatives) {
      const way = branch.copy();
      const verdict = way.assume(part) ? this.run(way) : ({ result: 'unsat' } as const);
      if (verdict.result === 'sat') return verdict;
      if (verdict.result === 'unknown') open = true;
    }
    return { result: open ? 'unknown' : 'unsat' };
  }

  /** The alternatives with the fewest parts that are still possible by themselves; single ones are taken at once. */
  #next(branch: Branch): readonly Formula[] | 'contradiction' | undefined {
    for (;;) {
      const [first] = branch.open.toSorted((a, b) => a.parts.length - b.parts.length);
      if (!first) return undefined;
      branch.open.splice(branch.open.indexOf(first), 1);
      if (first.parts.some((part) => holdsAlready(branch, part))) continue;
      const possible = first.parts.filter((part) => part.kind === 'every' || part.kind === 'some' || branch.copy().assume(part));
      if (possible.length === 0) return 'contradiction';
      const [only] = possible;
      if (possible.length > 1 || !only) return possible;
      if (!branch.assume(only)) return 'contradiction';
    }
  }

  #leaf(branch: Branch): Verdict {
    if (++this.#witnesses > mostWitnesses) return { result: 'unknown' };
    return this.#witness(branch) ?? { result: 'unknown' };
  }
}

/** Cheap cases of what is true on this way anyway. */
function holdsAlready(branch: Branch, formula: Formula): boolean {
  const known = (variable: Variable): ReturnType<Branch['setOf']> | undefined => branch.sets.get(variable);
  switch (formula.kind) {
    case 'absent':
      return known(formula.variable)?.present === false;
    case 'present':
      return known(formula.variable)?.absent === false;
    case 'within': {
      const set = known(formula.variable);
      if (!set || (set.absent && !formula.orAbsent)) return false;
      if (!set.present) return true;
      const { range } = formula;
      if ('values' in range) return set.values !== undefined && [...set.values].every((value) => range.values.has(value));
      if ('notValues' in range) return set.values !== undefined && ![...set.values].some((value) => range.notValues.has(value));
      return false;
    }
    default:
      return false;
  }
}
