import type { CompiledForm, Condition, InputField } from '@amt/forms';
import { alwaysThere } from './always-there.ts';
import {
  type Formula,
  type Level,
  type TreeNode,
  always,
  and,
  at,
  atom,
  decide,
  levelsOf,
  never,
  not,
  stepsOf,
  within,
} from './condition-formula.ts';
import { ConditionWriter } from './condition-to-schema.ts';
import { type JsonSchema, schemaOfField } from './schema-of-field.ts';

/** What a form checks and its schema does not say; there the schema accepts more. */
export interface Unexpressed {
  /** path of the field or rule */
  readonly path: string;
  readonly part: 'answer' | 'when' | 'requiredWhen' | 'rule';
  readonly what: string;
}

const noWords = 'a condition that JSON Schema has no words for';
/** Every further condition of an outer level doubles what is written. */
const mostOuterConditions = 6;

/**
 * JSON Schema 2020-12 of the values of a form: what is submitted, hidden things absent. It accepts exactly the values the form accepts; what it cannot
 * say is listed under `x-not-expressed`, and there it accepts more, never less.
 */
export function jsonSchemaOf(form: CompiledForm): { readonly [keyword: string]: unknown } {
  return new SchemaWriter(form).write();
}

class SchemaWriter {
  readonly #form: CompiledForm;
  readonly #conditions: ConditionWriter;
  readonly #notExpressed: Unexpressed[] = [];
  /** conditional parts by the level they look at */
  readonly #conditional = new Map<Level, JsonSchema[]>();
  readonly #whens = new Map<TreeNode, Formula | undefined>();
  readonly #required = new Map<TreeNode, Formula | undefined>();

  constructor(form: CompiledForm) {
    this.#form = form;
    this.#conditions = new ConditionWriter(form);
  }

  write(): { readonly [keyword: string]: unknown } {
    const { tree, definition } = this.#form;
    for (const node of tree.nodes) {
      this.#whens.set(node, this.#ownWhen(node));
      this.#required.set(node, this.#ownRequired(node));
    }
    for (const node of tree.nodes) this.#conditionsOf(node);
    this.#rules();
    const body = this.#object(
      tree.pages.flatMap((page) => page.nodes),
      undefined,
    );
    return {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: definition.title.de,
      ...(definition.description && { description: definition.description.de }),
      'x-form': { id: definition.id, version: definition.version, hash: this.#form.hash },
      ...body,
      ...(this.#notExpressed.length > 0 && { 'x-not-expressed': this.#notExpressed }),
    };
  }

  #say(path: string, part: Unexpressed['part'], what: string): void {
    this.#notExpressed.push({ path, part, what });
  }

  /** Its own condition, with that of its page; undefined where there are no words for it. */
  #ownWhen(node: TreeNode): Formula | undefined {
    const page =
      node.parent === undefined && node.page.def.when !== undefined ? this.#formula(node.page.def.when, node.path, 'when') : always;
    const own = 'when' in node.def && node.def.when !== undefined ? this.#formula(node.def.when, node.path, 'when') : always;
    const branch =
      node.kind === 'branch' && node.parent ? atom(node.owner, at([...stepsOf(node.parent), 'choice'], { const: node.id })) : always;
    return page && own && and(page, branch, own);
  }

  /** Whether it must be there when it is visible. */
  #ownRequired(node: TreeNode): Formula | undefined {
    const { def } = node;
    switch (node.kind) {
      case 'label':
      case 'locked':
      case 'hidden':
        return never;
      case 'group':
      case 'branch':
        return node.children.some((child) => alwaysThere(child)) ? always : never;
      case 'repeat':
        return 'min' in def && typeof def.min === 'number' && def.min > 0 ? always : never;
      case 'choice':
        return 'branches' in def && def.required === false ? never : always;
      default: {
        const field = def as InputField;
        if ('requiredWhen' in field && field.requiredWhen !== undefined)
          return this.#formula(field.requiredWhen, node.path, 'requiredWhen');
        return field.kind !== 'declaration' && field.required === false ? never : always;
      }
    }
  }

  #formula(condition: Condition, path: string, part: Unexpressed['part']): Formula | undefined {
    const formula = this.#conditions.write(condition);
    if (!formula) this.#say(path, part, noWords);
    return formula;
  }

  /** Visible within its level: all conditions around it and its own. */
  #visible(node: TreeNode | undefined, level: Level): Formula | undefined {
    if (!node || node === level) return always;
    const around = this.#visible(node.parent, level);
    const own = this.#whens.get(node);
    return around && own && and(around, own);
  }

  #conditionsOf(node: TreeNode): void {
    const own = this.#whens.get(node);
    // other branches than the chosen one are refused where the choice is written
    if (own && node.kind !== 'branch' && !isConstant(own, true))
      this.#when(not(own), node.owner, within(stepsOf(node), false), node.path, 'when');
    const required = this.#required.get(node);
    if (!required || isConstant(required, false) || alwaysThere(node)) return;
    const visible = this.#visible(node, node.owner);
    if (visible) this.#when(and(visible, required), node.owner, at(stepsOf(node), true), node.path, 'requiredWhen');
  }

  #rules(): void {
    this.#form.rules.forEach(({ def, target }) => {
      const when = def.when === undefined ? always : this.#conditions.write(def.when);
      const valid = this.#conditions.write(def.valid);
      const whole = target.kind === 'group' || target.kind === 'repeat' || target.kind === 'label' || target.kind === 'locked';
      const speaks = whole ? this.#visible(target, target.owner) : atom(target.owner, at(stepsOf(target), true));
      if (!when || !valid || !speaks) this.#say(def.at, 'rule', `${def.id}: ${noWords}`);
      else this.#when(and(speaks, when, not(valid)), target.owner, false, def.at, 'rule');
    });
  }

  /** Where a condition holds, a consequence at a level: written at the outermost level the condition looks at. */
  #when(condition: Formula, level: Level, consequence: JsonSchema, path: string, part: Unexpressed['part']): void {
    if (isConstant(condition, false)) return;
    const chain = chainTo(level);
    const levels = levelsOf(condition);
    const first = chain.findIndex((one) => levels.has(one));
    const start = first < 0 ? chain.length - 1 : first;
    let budget = 2 ** mostOuterConditions;
    const build = (formula: Formula, depth: number): JsonSchema => {
      if (--budget < 0) return true;
      if (formula.kind === 'const' && !formula.value) return true;
      if (depth === chain.length - 1) return conditional(formula, consequence);
      const decision = decide(formula, chain[depth]);
      if (decision) return { if: decision.schema, then: build(decision.ifTrue, depth), else: build(decision.ifFalse, depth) };
      const next = chain[depth + 1];
      return next ? within(stepsOf(next), { items: build(formula, depth + 1) }) : true;
    };
    const schema = build(condition, start);
    if (budget < 0) return this.#say(path, part, 'a condition over too many levels');
    if (schema === true) return;
    const owner = chain[start];
    this.#conditional.set(owner, [...(this.#conditional.get(owner) ?? []), schema]);
  }

  #object(children: readonly TreeNode[], level: Level | 'inner'): { readonly [keyword: string]: unknown } {
    const shown = children.filter((child) => child.kind !== 'label');
    const required = shown.filter((child) => alwaysThere(child)).map((child) => child.id);
    const conditional = level === 'inner' ? [] : (this.#conditional.get(level) ?? []);
    return {
      type: 'object',
      properties: Object.fromEntries(shown.map((child) => [child.id, this.#schemaOf(child)])),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
      ...(conditional.length > 0 && { allOf: conditional }),
    };
  }

  #schemaOf(node: TreeNode): JsonSchema {
    const { def } = node;
    const title = 'label' in def && def.label !== undefined ? { title: def.label.de } : {};
    switch (node.kind) {
      case 'group':
      case 'branch':
        return { ...title, ...this.#object(node.children, 'inner') };
      case 'repeat': {
        const { min, max } = def as { min: number; max: number };
        return { ...title, type: 'array', minItems: Math.max(1, min), maxItems: max, items: this.#object(node.children, node) };
      }
      case 'choice':
        return { ...title, ...this.#choice(node) };
      case 'locked':
      case 'hidden':
        return { ...title };
      default: {
        const schema = schemaOfField(this.#form, def as InputField, (what) => this.#say(node.path, 'answer', what));
        return typeof schema === 'boolean' ? schema : { ...title, ...schema };
      }
    }
  }

  #choice(node: TreeNode): { readonly [keyword: string]: unknown } {
    const branches = node.children.filter((branch) => branch.children.some((child) => child.kind !== 'label'));
    return {
      type: 'object',
      properties: {
        choice: { enum: node.children.map((branch) => branch.id) },
        ...Object.fromEntries(branches.map((branch) => [branch.id, this.#schemaOf(branch)])),
      },
      required: ['choice'],
      additionalProperties: false,
      ...(branches.length > 0 && {
        allOf: branches.map((branch) => ({
          if: { required: ['choice'], properties: { choice: { const: branch.id } } },
          else: { properties: { [branch.id]: false } },
        })),
      }),
    };
  }
}

function isConstant(formula: Formula | undefined, value: boolean): boolean {
  return formula?.kind === 'const' && formula.value === value;
}

/** From the answers as a whole down to a level. */
function chainTo(level: Level): Level[] {
  return level ? [...chainTo(level.owner), level] : [undefined];
}

function conditional(formula: Formula, consequence: JsonSchema): JsonSchema {
  if (formula.kind === 'const') return formula.value ? consequence : true;
  const schema = plain(formula);
  return consequence === false ? { not: schema } : { if: schema, then: consequence };
}

/** A condition of one level as one schema. */
function plain(formula: Formula): JsonSchema {
  switch (formula.kind) {
    case 'const':
      return formula.value;
    case 'atom':
      return formula.schema;
    case 'not':
      return { not: plain(formula.part) };
    case 'and':
      return { allOf: formula.parts.map(plain) };
    case 'or':
      return { anyOf: formula.parts.map(plain) };
  }
}
