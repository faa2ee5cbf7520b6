import { type CompiledForm, type DefinitionFault, checkDefinition } from '@amt/forms';
import { type AuthorForm, without } from './author-form.ts';

export interface Previewed {
  readonly form: CompiledForm;
  /** places that were left out, or given a stopgap, because something is wrong with them */
  readonly leftOut: readonly string[];
}

/**
 * The form as far as it can be shown: what is faulty is left out, what is empty is shown by a stopgap. A preview that waits until everything is
 * right would come too late.
 *
 * @param stopgap stands where a text is still missing
 */
export function previewForm(form: AuthorForm, stopgap: string): Previewed | undefined {
  let current: unknown = prepared(form, stopgap);
  const leftOut = new Set<string>();
  for (let round = 0; round < 12; round++) {
    const checked = checkDefinition(current);
    if (checked.ok) return { form: checked.form, leftOut: [...leftOut] };
    const cuts = new Set(checked.faults.map((fault) => cutFor(fault)));
    for (const cut of cuts) leftOut.add(cut);
    if (cuts.has('')) return undefined;
    for (const cut of [...cuts].toSorted(backwards)) current = cutAt(current, cut.split('/').slice(1));
    current = withoutEmptyPages(current);
  }
  return undefined;
}

/** From the end, so that the places of what comes before stay right. */
function backwards(a: string, b: string): number {
  return b.localeCompare(a, 'en', { numeric: true });
}

function prepared(form: AuthorForm, stopgap: string): unknown {
  return withoutEmptyPages(filledForm(form, stopgap));
}

/** The form with stopgaps for what is simply not written yet: texts, translations, the legal basis of the whole. Nothing changes its place. */
export function filledForm(form: AuthorForm, stopgap: string): unknown {
  const { scenarios: _tests, remarks: _remarks, ...shown } = form;
  const filled = {
    ...shown,
    version: form.version ?? '0.0.0',
    legalBasis: form.legalBasis.length > 0 ? form.legalBasis : [{ citation: '–' }],
    serviceKeys: form.serviceKeys.length > 0 ? form.serviceKeys : [{ scheme: 'city', key: form.id }],
  };
  return withTexts(filled, form.languages, stopgap);
}

function withTexts(value: unknown, languages: readonly string[], stopgap: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => withTexts(part, languages, stopgap));
  const own = value as Readonly<Record<string, unknown>>;
  const { de } = own;
  if (typeof de !== 'string')
    return Object.fromEntries(Object.entries(own).map(([key, part]) => [key, withTexts(part, languages, stopgap)]));
  const german = de === '' ? stopgap : de;
  const others = languages.filter((language) => language !== 'de' && language !== 'de-simple');
  const translated = Object.entries(own).filter(([, text]) => text !== '');
  return { ...Object.fromEntries(others.map((language) => [language, german])), ...Object.fromEntries(translated), de: german };
}

/** Pages and groups without fields are not shown; a form without any page has one that says so. */
function withoutEmptyPages(value: unknown): unknown {
  const form = value as { readonly pages: readonly Fields[] };
  const pages = form.pages.map(withoutEmptyGroups).filter((page) => (page.fields ?? []).length > 0);
  const empty = { id: 'leer', title: { de: '–' }, fields: [{ kind: 'label', id: 'leer', text: { de: '–' } }] };
  return { ...form, pages: pages.length > 0 ? pages : [empty] };
}

interface Fields {
  readonly kind?: string;
  readonly fields?: readonly Fields[];
  readonly branches?: readonly Fields[];
}

function withoutEmptyGroups(node: Fields): Fields {
  if (node.branches) return { ...node, branches: node.branches.map((branch) => withoutEmptyFields(withoutEmptyGroups(branch))) };
  if (!node.fields) return node;
  const fields = node.fields
    .map(withoutEmptyGroups)
    .filter((inner) => (inner.kind !== 'group' && inner.kind !== 'repeat') || (inner.fields ?? []).length > 0);
  return { ...node, fields };
}

/** A case of a choice may ask nothing; the definition then says so by leaving its fields out. */
function withoutEmptyFields(branch: Fields): Fields {
  return branch.fields?.length === 0 ? without(branch, 'fields') : branch;
}

const optional =
  /^(.*\/(?:when|requiredWhen|pattern|min|max|minLength|maxLength|itemTitle|purpose|hint|list|section|intro|description|prefill|autocomplete|places|legalBasis\/url))(?:\/.*)?$/;
const entry = /^(\/(?:rules|computed|fee\/lines|steps|outputs|sections)\/\d+)(?:\/.*)?$/;
const node = /^(.*\/(?:fields|branches)\/\d+)(?:\/.*)?$/;

/** What is left out because of a fault: an optional property, else the entry, else the innermost node; the whole form where nothing less will do. */
function cutFor({ path }: DefinitionFault): string {
  const whole = entry.exec(path)?.[1];
  if (whole !== undefined) return whole;
  return (
    optional.exec(path)?.[1] ??
    node.exec(path)?.[1] ??
    /^(\/pages\/\d+)/.exec(path)?.[1] ??
    /^(\/(?:lists|fee|payment|source|description))/.exec(path)?.[1] ??
    ''
  );
}

function cutAt(value: unknown, [step = '', ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const at = Number(step);
    return rest.length === 0 ? value.toSpliced(at, 1) : value.map((part: unknown, i) => (i === at ? cutAt(part, rest) : part));
  }
  if (rest.length === 0) return without(value, step);
  return { ...value, [step]: cutAt((value as Readonly<Record<string, unknown>>)[step], rest) };
}

/** The form in one language: every text says in German what it says in that language, so that the usual view shows it. */
export function inLanguage(form: AuthorForm, language: string): AuthorForm {
  const turned = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(turned);
    const own = value as Readonly<Record<string, unknown>>;
    if (typeof own['de'] !== 'string') return Object.fromEntries(Object.entries(own).map(([key, part]) => [key, turned(part)]));
    const wished = own[language];
    return { de: typeof wished === 'string' && wished !== '' ? wished : own['de'] };
  };
  const { scenarios = [], ...texts } = form;
  return { ...(turned(texts) as AuthorForm), languages: ['de'], scenarios };
}
