import {
  type AuthorEntry,
  type AuthorForm,
  type AuthorNode,
  type AuthorPage,
  entriesOf,
  type EntryList,
  withEntries,
  without,
} from './author-form.ts';
import { childrenOf } from './author-tree.ts';

/** A place in a form that holds an expression. */
export interface ExpressionSlot {
  /** JSON pointer of the expression */
  readonly pointer: string;
  readonly property: string;
  readonly expression: unknown;
  /** where `undefined` is put instead, the whole owner goes: a rule without its condition means nothing */
  readonly needed: boolean;
}

const entrySlots: Readonly<Record<EntryList, readonly { readonly property: string; readonly needed: boolean }[]>> = {
  rules: [
    { property: 'when', needed: false },
    { property: 'valid', needed: true },
  ],
  computed: [{ property: 'value', needed: true }],
  fee: [
    { property: 'when', needed: false },
    { property: 'amount', needed: true },
  ],
  steps: [{ property: 'when', needed: false }],
  outputs: [{ property: 'when', needed: false }],
  remarks: [],
  scenarios: [],
};
const nodeSlots = [
  { property: 'when', needed: false },
  { property: 'requiredWhen', needed: false },
  { property: 'value', needed: true },
];

type Change = (slot: ExpressionSlot) => unknown;

/** The form with every expression replaced by what `change` makes of it; `undefined` takes it out, and its owner where that cannot be without. */
export function mapExpressions(form: AuthorForm, change: Change): AuthorForm {
  let changed: AuthorForm = { ...form, pages: form.pages.map((page, i) => mapPage(page, `/pages/${i}`, change)) };
  for (const list of ['rules', 'computed', 'fee', 'steps', 'outputs'] as const) {
    const entries = entriesOf(form, list);
    if (entries.length === 0) continue;
    const base = list === 'fee' ? '/fee/lines' : `/${list}`;
    changed = withEntries(
      changed,
      list,
      entries.flatMap((entry, i) => mapSlots(entry, `${base}/${i}`, entrySlots[list], change) ?? []),
    );
  }
  return changed;
}

function mapPage(page: AuthorPage, pointer: string, change: Change): AuthorPage {
  const mapped = mapSlots<AuthorPage>(page, pointer, [{ property: 'when', needed: false }], change) ?? page;
  const fields = mapNodes(page.fields, `${pointer}/fields`, change);
  return fields === page.fields ? mapped : { ...mapped, fields };
}

/** Shares the list where nothing in it changed: most changes touch one node of thousands. */
function mapNodes(nodes: readonly AuthorNode[], pointer: string, change: Change): readonly AuthorNode[] {
  let touched = false;
  const mapped = nodes.flatMap((node, i) => {
    const at = `${pointer}/${i}`;
    const key = node.branches ? 'branches' : 'fields';
    const children = childrenOf(node);
    const inner = mapNodes(children, `${at}/${key}`, change);
    const own = mapSlots(node, at, nodeSlots, change);
    if (own !== node || inner !== children) touched = true;
    if (!own) return [];
    return [inner === children ? own : { ...own, [key]: inner }];
  });
  return touched ? mapped : nodes;
}

function mapSlots<Owner extends AuthorEntry | AuthorNode | AuthorPage>(
  owner: Owner,
  pointer: string,
  slots: readonly { readonly property: string; readonly needed: boolean }[],
  change: Change,
): Owner | undefined {
  let mapped = owner;
  for (const { property, needed } of slots) {
    const expression = (owner as Readonly<Record<string, unknown>>)[property];
    if (expression === undefined) continue;
    const next = change({ pointer: `${pointer}/${property}`, property, expression, needed });
    if (next === expression) continue;
    if (next === undefined && needed) return undefined;
    mapped = next === undefined ? without(mapped, property) : { ...mapped, [property]: next };
  }
  return mapped;
}

/** All expressions of a form. */
export function expressionSlots(form: AuthorForm): ExpressionSlot[] {
  const found: ExpressionSlot[] = [];
  mapExpressions(form, (slot) => {
    found.push(slot);
    return slot.expression;
  });
  return found;
}
