import type { Condition, FormDefinition, FormNode } from '@amt/forms';
import { ImportNotes, type Remark } from './import-notes.ts';
import type { FormList } from './lists-of.ts';
import { ElementFinder } from './find-element.ts';
import type { Placed } from './form-of-xdf.ts';
import { type RuleEffect, type RuleTranslation, filled } from './rule-effect.ts';
import { compareWithValue } from './rule-literal.ts';
import { settleRules } from './settle-rules.ts';
import type { StandardFinding } from '@amt/xml';

export type TranslatedRulesImport =
  | { readonly ok: true; readonly definition: FormDefinition; readonly remarks: readonly Remark[]; readonly taken: number }
  | { readonly ok: false; readonly faults: readonly StandardFinding[] };

const mostRules = 5000;
const deepest = 40;
const comparisons = new Set(['equal', 'not_equal', 'lt', 'lte', 'gt', 'gte']);

/**
 * Puts rules translated by the catalogue into a form whose nodes know their building blocks (`source`): a list of
 * `{ effect: "require" | "forbid" | "valid", target: "self.G1.F2", condition, message }`. A condition is `{ "op": NAME, "args": […] }` or `{ NAME: […] }` with
 * the names equal, not_equal, is_empty, not, and, or, xor (and lt, lte, gt, gte); `{ "identifier": "self.F1" }` is an answer, everything else a literal.
 * What does not fit the form becomes a remark with the tree.
 *
 * @param element FIM id of the element the rules belong to; `self` is this element. Without, the form itself
 */
export function importTranslatedRules(definition: FormDefinition, json: unknown, element?: string): TranslatedRulesImport {
  if (!Array.isArray(json)) return refused('', 'a list of rules is expected');
  if (json.length > mostRules) return refused('', `more than ${mostRules} rules`);
  const wrong = json.findIndex((one: unknown) => !isRule(one));
  if (wrong >= 0) return refused(`/${wrong}`, 'is no rule: effect (require, forbid or valid), target and message are needed');
  const notes = new ImportNotes();
  const placed = placedIn(definition);
  const selves = element === undefined ? [undefined] : placed.filter((one) => one.id === element);
  if (selves.length === 0) return refused('', `the form has no element ${element ?? ''}`);
  const translations = (json as readonly Rule[]).flatMap((rule) =>
    selves.flatMap((self) => {
      const translation = new TreeReader(placed, definition.lists ?? {}, self).read(rule);
      if (!translation) notes.add(originalOf(rule), self?.path, 'FIM translated-rules', 'rule');
      return translation ?? [];
    }),
  );
  const before = definition.remarks ?? [];
  const settled = settleRules(definition, translations, notes);
  const remarks = notes.list().map((remark, i) => ({ ...remark, id: `t${before.length + i + 1}` }));
  const all = [...before, ...remarks].slice(0, 1000);
  return {
    ok: true,
    definition: { ...settled, ...(all.length > 0 && { remarks: all }) },
    remarks,
    taken: json.length * selves.length - remarks.length,
  };
}

interface Rule {
  readonly effect: 'require' | 'forbid' | 'valid';
  readonly target: string;
  readonly condition?: unknown;
  readonly message: string;
}

function isRule(value: unknown): value is Rule {
  if (typeof value !== 'object' || value === null) return false;
  const { effect, target, message } = value as Readonly<Record<string, unknown>>;
  return (
    (effect === 'require' || effect === 'forbid' || effect === 'valid') &&
    typeof target === 'string' &&
    typeof message === 'string' &&
    message !== ''
  );
}

function originalOf(rule: Rule): string {
  return `${rule.message} (${rule.effect} ${rule.target}: ${JSON.stringify(rule.condition ?? true).slice(0, 1500)})`;
}

class TreeReader {
  readonly #finder: ElementFinder;
  readonly #lists: Readonly<Record<string, FormList>>;
  readonly #self: Placed | undefined;

  constructor(placed: readonly Placed[], lists: Readonly<Record<string, FormList>>, self: Placed | undefined) {
    this.#finder = new ElementFinder(placed);
    this.#lists = lists;
    this.#self = self;
  }

  read(rule: Rule): RuleTranslation | undefined {
    const target = this.#element(rule.target);
    const condition = rule.condition === undefined || rule.condition === null ? undefined : this.#condition(rule.condition, 0);
    if (!target || (condition === undefined && rule.condition !== undefined && rule.condition !== null)) return undefined;
    if (rule.effect === 'valid' && condition === undefined) return undefined;
    const effect: RuleEffect = { effect: rule.effect, target, ...(condition !== undefined && { condition }), message: rule.message };
    return { source: 'FIM translated-rules', original: originalOf(rule), at: target.path, effects: [effect] };
  }

  #condition(tree: unknown, depth: number): Condition | undefined {
    if (depth > deepest) return undefined;
    if (typeof tree === 'boolean') return tree;
    const node = operation(tree);
    if (!node) return undefined;
    const { op, args } = node;
    if (op === 'and' || op === 'or' || op === 'xor' || op === 'not') {
      const parts = args.map((arg) => this.#condition(arg, depth + 1));
      if (parts.length === 0 || (op === 'not' && parts.length !== 1) || !parts.every((part) => part !== undefined)) return undefined;
      return { op, args: parts };
    }
    if (op === 'is_empty') {
      const found = args.length === 1 ? this.#identified(args[0]) : undefined;
      return found && { op: 'not', args: [filled(found.node, found.path)] };
    }
    return comparisons.has(op) && args.length === 2 ? this.#comparison(op as 'equal', args) : undefined;
  }

  #comparison(op: 'equal' | 'not_equal' | 'lt' | 'lte' | 'gt' | 'gte', [left, right]: readonly unknown[]): Condition | undefined {
    const a = this.#identified(left);
    const b = this.#identified(right);
    if (a && b) return { op, args: [{ answer: a.path }, { answer: b.path }] };
    const mirrored = { equal: 'equal', not_equal: 'not_equal', lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' } as const;
    const literal = a ? right : left;
    const found = a ?? b;
    if (!found || (typeof literal !== 'string' && typeof literal !== 'number' && typeof literal !== 'boolean')) return undefined;
    return compareWithValue(found.node, found.path, a ? op : mirrored[op], literal, this.#lists);
  }

  #identified(value: unknown): Placed | undefined {
    if (typeof value !== 'object' || value === null || !('identifier' in value) || typeof value.identifier !== 'string') return undefined;
    return this.#element(value.identifier);
  }

  /** `self.G1.F2` from the element of the rules; an id alone is the nearest of that name. */
  #element(identifier: string): Placed | undefined {
    const around = this.#self?.around ?? [];
    const [first, ...steps] = identifier.split('.');
    if (first === 'self')
      return steps.length === 0
        ? this.#self
        : (this.#finder.along(steps, around) ?? (steps.length === 1 ? this.#finder.find(steps[0] ?? '', around) : undefined));
    return identifier.includes('.') ? this.#finder.along(identifier.split('.'), []) : this.#finder.find(identifier, around);
  }
}

function operation(tree: unknown): { op: string; args: readonly unknown[] } | undefined {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return undefined;
  const record = tree as Readonly<Record<string, unknown>>;
  if (typeof record['op'] === 'string') return { op: record['op'], args: listOf(record['args']) };
  const [name, ...more] = Object.keys(record);
  return name === undefined || more.length > 0 ? undefined : { op: name, args: listOf(record[name]) };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** All nodes made from building blocks, with the ids from the top down to them. */
export function placedIn(definition: FormDefinition): Placed[] {
  const found: Placed[] = [];
  const walk = (fields: readonly FormNode[], prefix: string, around: readonly string[]): void => {
    for (const node of fields) {
      const path = prefix + node.id;
      const id = 'source' in node && node.source ? node.source.id : node.id;
      // a field given several times is a list of one field: the field is meant
      const list = node.kind === 'repeat' && node.fields.length === 1 && node.fields[0]?.source?.id === id;
      const inside = [...around, id];
      if (!list) found.push({ id, path, around: inside, node });
      if ('fields' in node) walk(node.fields, `${path}.`, list ? around : inside);
      if ('branches' in node) for (const branch of node.branches) walk(branch.fields ?? [], `${path}.${branch.id}.`, inside);
    }
  };
  for (const page of definition.pages) walk(page.fields, '', []);
  return found;
}

function refused(path: string, message: string): { ok: false; faults: StandardFinding[] } {
  return { ok: false, faults: [{ code: 'value', message, path }] };
}
