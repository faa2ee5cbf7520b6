/**
 * A form while it is being written: the shape of a definition without its promises. Texts may be empty, lists may be empty, references may
 * lead nowhere; {@link ../model/read-author-form.ts} guarantees only what the operations of the builder stand on: a tree with ids, unique paths,
 * texts that are texts. What is wrong with it `checkDefinition` of the block tells.
 */
export interface AuthorForm {
  readonly id: string;
  readonly version?: string;
  readonly title: AuthorText;
  readonly description?: AuthorText;
  readonly serviceKeys: readonly { readonly scheme: string; readonly key: string }[];
  readonly ownerUnit: string;
  readonly legalBasis: readonly AuthorLegalBasis[];
  readonly retention: { readonly submissionMonths: number; readonly draftDays: number };
  readonly trustLevel: string;
  readonly languages: readonly string[];
  readonly sections?: readonly { readonly id: string; readonly title: AuthorText }[];
  readonly pages: readonly AuthorPage[];
  readonly rules?: readonly AuthorEntry[];
  readonly computed?: readonly AuthorEntry[];
  readonly fee?: { readonly lines: readonly AuthorEntry[] };
  readonly lists?: Readonly<Record<string, { readonly source?: string; readonly entries: readonly AuthorOption[] }>>;
  readonly payment?: { readonly timing: string };
  readonly steps?: readonly AuthorEntry[];
  readonly outputs?: readonly AuthorEntry[];
  readonly remarks?: readonly AuthorEntry[];
  readonly scenarios?: readonly AuthorEntry[];
  readonly [property: string]: unknown;
}

/** Texts by language; German always, perhaps empty. */
export interface AuthorText {
  readonly de: string;
  readonly [language: string]: string;
}

export interface AuthorLegalBasis {
  readonly citation: string;
  readonly url?: string;
}

export interface AuthorOption {
  readonly value: string;
  readonly label: AuthorText;
  readonly hint?: AuthorText;
}

export interface AuthorPage {
  readonly id: string;
  readonly title: AuthorText;
  readonly intro?: AuthorText;
  readonly when?: unknown;
  readonly section?: string;
  readonly fields: readonly AuthorNode[];
}

/** A field, a group, a repeat group, a choice group, or a branch of one (`kind` is `branch` only in views of the tree). */
export interface AuthorNode {
  readonly id: string;
  readonly kind?: string;
  readonly label?: AuthorText;
  readonly hint?: AuthorText;
  readonly when?: unknown;
  readonly requiredWhen?: unknown;
  readonly fields?: readonly AuthorNode[];
  readonly branches?: readonly AuthorNode[];
  readonly options?: readonly AuthorOption[];
  readonly [property: string]: unknown;
}

/** A rule, a computed value, a line of the fee, a step, an output, a remark, a scenario. */
export interface AuthorEntry {
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Lists of entries a form has beside its pages. */
export const entryLists = ['rules', 'computed', 'fee', 'steps', 'outputs', 'remarks', 'scenarios'] as const;
export type EntryList = (typeof entryLists)[number];

export function entriesOf(form: AuthorForm, list: EntryList): readonly AuthorEntry[] {
  return (list === 'fee' ? form.fee?.lines : form[list]) ?? [];
}

/** The form with other entries; a list that becomes empty is left out. */
export function withEntries(form: AuthorForm, list: EntryList, entries: readonly AuthorEntry[]): AuthorForm {
  if (entries.length === 0) return without(form, list);
  return { ...form, [list]: list === 'fee' ? { lines: entries } : entries };
}

/** A copy without a property. */
export function without<Thing extends object>(thing: Thing, ...properties: readonly string[]): Thing {
  return Object.fromEntries(Object.entries(thing).filter(([name]) => !properties.includes(name))) as Thing;
}
