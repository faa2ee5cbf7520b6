import type { AuthorForm } from './author-form.ts';

/** The form as a definition to be checked: cases that ask nothing have no fields, translations that are empty are not there. */
export function definitionOf(form: AuthorForm, version: string): unknown {
  return { ...(tidy(form) as AuthorForm), version };
}

function tidy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(tidy);
  const entries = Object.entries(value);
  if ('de' in value && typeof value.de === 'string')
    return Object.fromEntries(entries.filter(([key, text]) => key === 'de' || text !== ''));
  const { branches } = value as { readonly branches?: unknown };
  const tidied = entries.map(([key, part]): [string, unknown] => [
    key,
    key === 'branches' && Array.isArray(branches) ? branches.map(branchOf) : tidy(part),
  ]);
  return Object.fromEntries(tidied);
}

function branchOf(branch: unknown): unknown {
  const tidied = tidy(branch) as { readonly fields?: unknown };
  if (!Array.isArray(tidied.fields) || tidied.fields.length > 0) return tidied;
  const { fields: _none, ...rest } = tidied;
  return rest;
}
