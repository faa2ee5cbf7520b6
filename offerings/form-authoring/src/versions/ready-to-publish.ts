import { proveForm } from '@amt/form-proofs';
import { type CompiledForm, checkDefinition } from '@amt/forms';
import type { Locale } from '@amt/i18n';
import { attributeNames } from '@amt/identity';
import { findingsOf } from '../findings/fault-text.ts';
import type { Finding } from '../findings/place-findings.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { definitionOf } from '../model/definition-of.ts';
import { nextNumber } from './next-number.ts';

export type Readiness =
  | { readonly ok: true; readonly form: CompiledForm; readonly number: string; readonly warnings: readonly Finding[] }
  /** `missing`: how many texts each language still lacks */
  | { readonly ok: false; readonly findings: readonly Finding[]; readonly missing: ReadonlyMap<string, number> };

/**
 * Whether a form may be published, with the number it would get: nothing wrong with its definition, nothing the static proofs call a fault (a page
 * that can never show, something undecided, a test that fails). What they only warn of is for its authors to judge.
 */
export function readyToPublish(form: AuthorForm, offered: AuthorForm | undefined, locale: Locale): Readiness {
  const number = nextNumber(offered, form);
  const checked = checkDefinition(definitionOf(form, number));
  if (!checked.ok) return { ok: false, ...findingsOf(checked.faults, locale) };
  const findings = proveForm(checked.form, { attributes: new Set(attributeNames) }).map(({ severity, pointer, message }): Finding => ({
    severity,
    pointer,
    message: locale === 'en' ? message.en : message.de,
  }));
  const faults = findings.filter(({ severity }) => severity === 'fault');
  return faults.length > 0
    ? { ok: false, findings: faults, missing: new Map() }
    : { ok: true, form: checked.form, number, warnings: findings };
}
