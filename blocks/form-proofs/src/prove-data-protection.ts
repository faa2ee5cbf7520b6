import type { CompiledForm, CompiledNode } from '@amt/forms';
import { type Finding, inBoth } from './finding.ts';
import { labelOf, placeOf } from './node-text.ts';

const personalKinds = new Set(['name', 'address', 'email', 'phone', 'iban', 'signature', 'file']);

/**
 * Whether a field asks for data of a person (Art. 4 Nr. 1 GDPR): names, addresses, ways to reach someone, accounts, signatures, evidence; dates of
 * birth; and whatever is prefilled from the account.
 */
export function isPersonalData({ def, kind }: CompiledNode): boolean {
  if (personalKinds.has(kind)) return true;
  if ('prefill' in def && def.prefill !== undefined) return true;
  if (kind !== 'date') return false;
  return ('autocomplete' in def && def.autocomplete === 'bday') || /^(birthDate|dateOfBirth|birthday)$/i.test(def.id);
}

/**
 * What people are to be told when they are asked (Art. 13 Abs. 1 Buchst. c GDPR): the law, at each question; what for, at least once on each page that
 * asks for personal data.
 */
export function proveDataProtection(form: CompiledForm): Finding[] {
  const personal = form.tree.nodes.filter(isPersonalData);
  const told = new Set(form.tree.nodes.filter(({ def }) => 'purpose' in def && def.purpose !== undefined).map(({ page }) => page));
  const missing = personal
    .filter(({ def }) => !('legalBasis' in def) || def.legalBasis === undefined)
    .map((node): Finding => ({
      ...placeOf(node),
      kind: 'missing-legal-basis',
      severity: 'fault',
      message: inBoth((m, l) => m.missingLegalBasis({ label: labelOf(node, l) })),
    }));
  const firstOfPage = personal.filter((node, i) => !told.has(node.page) && personal.findIndex(({ page }) => page === node.page) === i);
  return [
    ...missing,
    ...firstOfPage.map((node): Finding => ({
      ...placeOf(node),
      kind: 'missing-purpose',
      severity: 'warning',
      message: inBoth((m, l) => m.missingPurpose({ label: labelOf(node, l) })),
    })),
  ];
}

/** Fields that are to be filled from attributes identity does not know. */
export function provePrefill(form: CompiledForm, attributes: ReadonlySet<string>): Finding[] {
  return form.tree.nodes.flatMap((node): Finding[] => {
    const { def } = node;
    if (!('prefill' in def) || def.prefill === undefined) return [];
    const name = def.prefill;
    if (def.kind === 'address' ? name === 'address' : attributes.has(name)) return [];
    return [
      { ...placeOf(node, '/prefill'), kind: 'unknown-prefill', severity: 'fault', message: inBoth((m) => m.unknownPrefill({ name })) },
    ];
  });
}
