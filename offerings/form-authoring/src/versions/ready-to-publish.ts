import { proveForm } from '@amt/form-proofs';
import { type CompiledForm, checkDefinition } from '@amt/forms';
import type { Locale } from '@amt/i18n';
import { attributeNames } from '@amt/identity';
import { findingsOf } from '../findings/fault-text.ts';
import type { Finding } from '../findings/place-findings.ts';
import { messages } from '../messages.ts';
import { type AuthorForm, entriesOf } from '../model/author-form.ts';
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
  if (!checked.ok) {
    const { findings, missing } = findingsOf(checked.faults, locale);
    return { ok: false, findings: [...openPoints(form, locale), ...findings], missing };
  }
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

/** What an imported file left open, told although the definition has faults: both lists are worked off side by side. */
function openPoints(form: AuthorForm, locale: Locale): Finding[] {
  return entriesOf(form, 'remarks').flatMap(({ text, settled }, i): Finding[] =>
    settled === undefined && typeof text === 'string'
      ? [{ severity: 'fault', pointer: `/remarks/${i}`, message: messages[locale].points.stillOpen({ text }) }]
      : [],
  );
}
