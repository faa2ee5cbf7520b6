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
  return (
    ('autocomplete' in def && def.autocomplete === 'bday') || (/^(birth|born|dateOfBirth|geb)/i.test(def.id) && !/^bornOn$/.test(def.id))
  );
}

/** What people are to be told when they are asked (Art. 13 Abs. 1 Buchst. c GDPR): what for, and by which law. */
export function proveDataProtection(form: CompiledForm): Finding[] {
  return form.tree.nodes.filter(isPersonalData).flatMap((node): Finding[] => {
    const { def } = node;
    const place = placeOf(node);
    const missing: Finding[] = [];
    if (!('legalBasis' in def) || def.legalBasis === undefined)
      missing.push({
        ...place,
        kind: 'missing-legal-basis',
        severity: 'fault',
        message: inBoth((m, l) => m.missingLegalBasis({ label: labelOf(node, l) })),
      });
    if (!('purpose' in def) || def.purpose === undefined)
      missing.push({
        ...place,
        kind: 'missing-purpose',
        severity: 'warning',
        message: inBoth((m, l) => m.missingPurpose({ label: labelOf(node, l) })),
      });
    return missing;
  });
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
