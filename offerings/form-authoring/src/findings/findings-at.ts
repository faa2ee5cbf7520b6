import { proveForm } from '@amt/form-proofs';
import { type CompiledForm, type DefinitionFault, checkDefinition } from '@amt/forms';
import type { Locale } from '@amt/i18n';
import { attributeNames } from '@amt/identity';
import type { AuthorForm } from '../model/author-form.ts';
import { definitionOf } from '../model/definition-of.ts';
import { filledForm } from '../model/preview-form.ts';
import { findingsOf } from './fault-text.ts';
import type { Finding } from './place-findings.ts';

/**
 * What is wrong, or may be, at certain places of a form that is not saved: while somebody types, the rest of a large form is not proved again, and what
 * is not written elsewhere yet does not hide what can be known here. Missing translations are no findings here: they are told by their number.
 */
export function findingsAt(form: AuthorForm, holds: (pointer: string) => boolean, locale: Locale): readonly Finding[] {
  const checked = checkDefinition(definitionOf(form, form.version ?? '0.0.0'));
  if (checked.ok) return provedAt(checked.form, holds, locale);
  const faults = faultsAt(checked.faults, holds, locale);
  if (faults.length > 0) return faults;
  const filled = checkDefinition(definitionOf(filledForm(form, '–') as AuthorForm, '0.0.0'));
  return filled.ok ? provedAt(filled.form, holds, locale) : faultsAt(filled.faults, holds, locale);
}

function faultsAt(faults: readonly DefinitionFault[], holds: (pointer: string) => boolean, locale: Locale): readonly Finding[] {
  return findingsOf(faults, locale).findings.filter(({ pointer }) => holds(pointer));
}

function provedAt(form: CompiledForm, only: (pointer: string) => boolean, locale: Locale): readonly Finding[] {
  return proveForm(form, { attributes: new Set(attributeNames), only }).map(({ severity, pointer, message }) => ({
    severity,
    pointer,
    message: locale === 'en' ? message.en : message.de,
  }));
}
