import { createHash } from 'node:crypto';
import type { FieldChecks } from './check-answer.ts';
import { valuesOf } from './check-answer.ts';
import { compileExpression } from './compile-expression.ts';
import type { FeeLine, FormDefinition, FormOutput, FormRule, FormStep } from './definition.ts';
import { type Affected, type Dependencies, affectedParts, findCycle, longestChain } from './dependencies.ts';
import type { Expression } from './expression.ts';
import { type CompiledNode, type Compute, type FormTree, layOutTree } from './form-tree.ts';
import { compilePattern } from './pattern.ts';
import type { Compiled, Place } from './place.ts';
import type { ValueType } from './value-type.ts';

/** A rule with its closures; `target` is the node it shows at. */
export interface CompiledRule {
  readonly def: FormRule;
  readonly target: CompiledNode;
  readonly when: Compute | undefined;
  readonly valid: Compute;
}
export interface CompiledFeeLine {
  readonly def: FeeLine;
  readonly when: Compute | undefined;
  readonly amount: Compute;
}

/** A step or an output with the closure of its condition. */
export interface Conditional<Def> {
  readonly def: Def;
  readonly when: Compute | undefined;
}

/** A definition ready to be evaluated. Immutable; share it between requests. */
export interface CompiledForm {
  readonly definition: FormDefinition;
  /** SHA-256 of the canonical JSON, hex */
  readonly hash: string;
  readonly tree: FormTree;
  readonly rules: readonly CompiledRule[];
  readonly computations: ReadonlyMap<string, Compute>;
  readonly feeLines: readonly CompiledFeeLine[];
  readonly outputs: readonly Conditional<FormOutput>[];
  readonly steps: readonly Conditional<FormStep>[];
  readonly checks: ReadonlyMap<CompiledNode, FieldChecks>;
  /** parts that can change when an answer (key of the answers) or `fact:<name>` changes */
  readonly affectedBy: (input: string) => Affected;
  /** type of an expression of this form's computed values and derived fields */
  readonly typeOf: (expression: Expression) => ValueType | undefined;
}

/** A fault of a definition: `path` is a JSON pointer into it. */
export interface DefinitionFault {
  readonly path: string;
  readonly message: string;
  /** set where it is no matter of shape or reference */
  readonly about?: 'cycle' | 'translation';
}

/** Compiles a definition that has the right shape; all faults are told, not only the first. */
export function compileParts(definition: FormDefinition): { form: CompiledForm } | { faults: readonly DefinitionFault[] } {
  const faults: DefinitionFault[] = [];
  const report: Place['report'] = (path, message, about) => void faults.push({ path, message, ...(about && { about }) });
  const tree = layOutTree(definition, report);
  const compiler = new FormCompiler(definition, tree, report);
  const form = compiler.compile();
  return faults.length > 0 ? { faults } : { form };
}

/** Where a submission goes when the form does not say. */
const defaultOutputs: readonly FormOutput[] = [{ kind: 'case', id: 'case' }];

class FormCompiler {
  readonly #definition: FormDefinition;
  readonly #tree: FormTree;
  readonly #report: Place['report'];
  /** what each part reads: `page:0` -> answer:x, computed:y, … */
  readonly #dependencies: Dependencies = new Map();
  readonly #computed = new Map<string, Compiled | undefined>();
  readonly #derived = new Map<CompiledNode, Compiled | undefined>();
  #depth = 0;

  constructor(definition: FormDefinition, tree: FormTree, report: Place['report']) {
    this.#definition = definition;
    this.#tree = tree;
    this.#report = report;
  }

  compile(): CompiledForm {
    const { pages, rules = [], computed = [], fee } = this.#definition;
    pages.forEach((page, i) => {
      const when = page.when === undefined ? undefined : this.#condition(page.when, `page:${i}`, `/pages/${i}/when`, []);
      const compiled = this.#tree.pages[i];
      if (compiled && when) compiled.when = when;
    });
    const checks = new Map<CompiledNode, FieldChecks>();
    for (const node of this.#tree.nodes) {
      this.#compileNode(node);
      const nodeChecks = this.#checksOf(node);
      if (nodeChecks) checks.set(node, nodeChecks);
    }
    for (const { id } of computed) this.#computedValue(id, '');
    const compiledRules = rules.flatMap((rule, i) => this.#rule(rule, i) ?? []);
    const feeLines = (fee?.lines ?? []).flatMap((line, i) => this.#feeLine(line, i) ?? []);
    const steps = this.#conditional(this.#definition.steps ?? [], 'steps');
    const outputs = this.#conditional(this.#definition.outputs ?? defaultOutputs, 'outputs');
    this.#refuseCycles();
    const computations: ReadonlyMap<string, Compute> = new Map(
      computed.flatMap(({ id }) => {
        const run = this.#computed.get(id)?.run;
        return run ? [[id, run] as const] : [];
      }),
    );

    return {
      definition: this.#definition,
      hash: hashOf(this.#definition),
      tree: this.#tree,
      rules: compiledRules,
      computations,
      feeLines,
      steps,
      outputs,
      checks,
      affectedBy: affectedParts(this.#dependencies, this.#tree, [...computations.keys()]),
      typeOf: (expression) => this.#typeOf(expression),
    };
  }

  #place(part: string, pointer: string, scope: readonly CompiledNode[]): Place {
    const reads = this.#dependencies.get(part) ?? new Set<string>();
    this.#dependencies.set(part, reads);
    return {
      definition: this.#definition,
      tree: this.#tree,
      scope,
      pointer,
      report: this.#report,
      reads: (input) => void reads.add(input),
      computed: (id, at) => this.#computedValue(id, at),
      derived: (node) => this.#derivedValue(node),
      compile: compileExpression,
    };
  }

  #condition(expression: Expression, part: string, pointer: string, scope: readonly CompiledNode[]): Compute<boolean> | undefined {
    const compiled = compileExpression(expression, this.#place(part, pointer, scope));
    if (!compiled) return undefined;
    if (compiled.type !== 'bool') this.#report(pointer, `this must be a condition, not a ${compiled.type}`);
    return compiled.run as Compute<boolean>;
  }

  #compileNode(node: CompiledNode): void {
    const { def, pointer, path } = node;
    const scope = ownersOf(node);
    const part = `node:${path}`;
    this.#place(part, pointer, scope);
    if ('when' in def && def.when !== undefined) {
      const when = this.#condition(def.when, part, `${pointer}/when`, scope);
      if (when) node.when = when;
    }
    if ('requiredWhen' in def && def.requiredWhen !== undefined) {
      const requiredWhen = this.#condition(def.requiredWhen, `required:${path}`, `${pointer}/requiredWhen`, scope);
      if (requiredWhen) node.requiredWhen = requiredWhen;
    }
    if (node.kind === 'locked' || node.kind === 'hidden') {
      const derived = this.#derivedValue(node);
      if (derived) node.derive = derived.run;
    }
  }

  #derivedValue(node: CompiledNode): Compiled | undefined {
    if (this.#derived.has(node)) return this.#derived.get(node);
    this.#derived.set(node, undefined);
    if (!this.#enter(node.pointer)) return undefined;
    const compiled =
      'value' in node.def && node.def.value !== undefined
        ? compileExpression(node.def.value, this.#place(`node:${node.path}`, `${node.pointer}/value`, ownersOf(node)))
        : undefined;
    this.#depth--;
    this.#derived.set(node, compiled);
    return compiled;
  }

  #computedValue(id: string, pointer: string): Compiled | undefined {
    if (this.#computed.has(id)) return this.#computed.get(id);
    const index = (this.#definition.computed ?? []).findIndex((one) => one.id === id);
    const def = this.#definition.computed?.[index];
    if (!def) {
      this.#report(pointer, `there is no computed value "${id}"`);
      return undefined;
    }
    this.#computed.set(id, undefined);
    if (!this.#enter(`/computed/${index}`)) return undefined;
    const compiled = compileExpression(def.value, this.#place(`computed:${id}`, `/computed/${index}/value`, []));
    this.#depth--;
    this.#computed.set(id, compiled);
    return compiled;
  }

  /** Values that build on values: a chain that would exhaust the stack is refused. */
  #enter(pointer: string): boolean {
    if (this.#depth < longestChain) {
      this.#depth++;
      return true;
    }
    this.#report(pointer, `more than ${longestChain} values build on each other`);
    return false;
  }

  #typeOf(expression: Expression): ValueType | undefined {
    if (typeof expression === 'object' && 'computed' in expression) return this.#computed.get(expression.computed)?.type;
    for (const [node, compiled] of this.#derived) if ('value' in node.def && node.def.value === expression) return compiled?.type;
    return undefined;
  }

  #rule(def: FormRule, index: number): CompiledRule | undefined {
    const pointer = `/rules/${index}`;
    const target = this.#tree.byPath.get(def.at);
    if (!target || target.kind === 'branch') {
      this.#report(`${pointer}/at`, `there is no field "${def.at}"`);
      return undefined;
    }
    const scope = ownersOf(target);
    const when = def.when === undefined ? undefined : this.#condition(def.when, `rule:${index}`, `${pointer}/when`, scope);
    const valid = this.#condition(def.valid, `rule:${index}`, `${pointer}/valid`, scope);
    this.#dependencies.get(`rule:${index}`)?.add(`answer:${target.path}`);
    return valid && { def, target, when, valid };
  }

  #feeLine(def: FeeLine, index: number): CompiledFeeLine | undefined {
    const pointer = `/fee/lines/${index}`;
    const when = def.when === undefined ? undefined : this.#condition(def.when, `fee:${index}`, `${pointer}/when`, []);
    const amount = compileExpression(def.amount, this.#place(`fee:${index}`, `${pointer}/amount`, []));
    if (!amount) return undefined;
    if (amount.type !== 'money') this.#report(`${pointer}/amount`, `a fee is money, not a ${amount.type}: write { "cents": 3000 }`);
    return { def, when, amount: amount.run };
  }

  #conditional<Def extends { when?: Expression }>(defs: readonly Def[], name: string): Conditional<Def>[] {
    return defs.map((def, i) => ({
      def,
      when: def.when === undefined ? undefined : this.#condition(def.when, `${name}:${i}`, `/${name}/${i}/when`, []),
    }));
  }

  #checksOf(node: CompiledNode): FieldChecks | undefined {
    const { def, pointer } = node;
    if (!('kind' in def)) return undefined;
    if (def.kind === 'select' || def.kind === 'radios' || def.kind === 'checkboxes') return { values: valuesOf(this.#definition, def) };
    if (!('pattern' in def) || !def.pattern) return undefined;
    try {
      return { pattern: compilePattern(def.pattern.regex) };
    } catch (problem) {
      this.#report(`${pointer}/pattern/regex`, problem instanceof Error ? problem.message : 'pattern');
      return undefined;
    }
  }

  #refuseCycles(): void {
    const { cycle, tooLong } = findCycle(this.#dependencies, this.#tree);
    if (tooLong !== undefined) this.#report('', `more than ${longestChain} conditions and values build on each other, up to ${tooLong}`);
    if (!cycle) return;
    const [first = ''] = cycle;
    const [kind, name = ''] = first.split(/:(.*)/);
    const at =
      kind === 'page'
        ? `/pages/${name}/when`
        : kind === 'computed'
          ? `/computed/${(this.#definition.computed ?? []).findIndex((one) => one.id === name)}`
          : (this.#tree.byPath.get(name)?.pointer ?? '');
    this.#report(at, `depends on itself: ${[...cycle, first].join(' → ')}`, 'cycle');
  }
}

function ownersOf(node: CompiledNode): CompiledNode[] {
  return node.owner ? [node.owner, ...ownersOf(node.owner)] : [];
}

/** SHA-256 over JSON with sorted keys: the name of this version's content. Who reviewed translations is no part of it. */
export function hashOf({ reviewed: _reviewed, ...definition }: FormDefinition): string {
  return createHash('sha256').update(canonical(definition)).digest('hex');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
