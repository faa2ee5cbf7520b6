import type { AuthorForm, EntryList } from '../model/author-form.ts';
import { entriesOf, withEntries, without } from '../model/author-form.ts';
import { nodeAt, pageById, withNode } from '../model/author-tree.ts';

export const slotOwners = ['node', 'page', 'rules', 'computed', 'fee', 'steps', 'outputs'] as const;
export const slotNames = ['when', 'requiredWhen', 'valid', 'value', 'amount'] as const;

/** A place for an expression, as it stands in an address: whose, and which of its expressions. */
export interface Slot {
  readonly owner: (typeof slotOwners)[number];
  readonly id: string;
  readonly slot: (typeof slotNames)[number];
}

/** Whether the slot holds a calculation, not a condition. */
export function isValueSlot({ slot }: Slot): boolean {
  return slot === 'value' || slot === 'amount';
}

/** The expression in a slot; `found: false` where there is no such owner. */
export function expressionIn(form: AuthorForm, { owner, id, slot }: Slot): { readonly found: boolean; readonly expression: unknown } {
  const thing = ownerIn(form, owner, id);
  return { found: thing !== undefined, expression: thing?.[slot] };
}

function ownerIn(form: AuthorForm, owner: Slot['owner'], id: string): Readonly<Record<string, unknown>> | undefined {
  if (owner === 'node') return nodeAt(form, id)?.node;
  if (owner === 'page') return pageById(form, id)?.page as Readonly<Record<string, unknown>> | undefined;
  return entriesOf(form, owner satisfies EntryList).find((entry) => entry.id === id);
}

/** The form with another expression in the slot; `undefined` takes it out. */
export function withExpression(form: AuthorForm, { owner, id, slot }: Slot, expression: unknown): AuthorForm {
  const put = <Thing extends object>(thing: Thing): Thing =>
    expression === undefined ? without(thing, slot) : { ...thing, [slot]: expression };
  if (owner === 'node') return withNode(form, id, put);
  if (owner === 'page') return { ...form, pages: form.pages.map((page) => (page.id === id ? put(page) : page)) };
  return withEntries(
    form,
    owner,
    entriesOf(form, owner).map((entry) => (entry.id === id ? put(entry) : entry)),
  );
}
