import type { CaseTypeDefinition } from '@amt/cases';
import type { Service } from '@amt/catalogue';
import type { FormDefinition, FormNode } from '@amt/forms';

/** OZG maturity model: 0 offline, 1 information, 2 form, 3 online service, 4 online transaction (end to end, once only). */
export type MaturityLevel = 0 | 1 | 2 | 3 | 4;

/** What a level asks for. */
export const maturityChecks = [
  { id: 'described', level: 1 },
  { id: 'form', level: 2 },
  { id: 'signIn', level: 3 },
  { id: 'proofs', level: 3 },
  { id: 'payment', level: 3 },
  { id: 'case', level: 4 },
  { id: 'prefill', level: 4 },
  { id: 'decision', level: 4 },
] as const;
export type MaturityCheck = (typeof maturityChecks)[number]['id'];

export interface Maturity {
  readonly level: MaturityLevel;
  readonly checks: readonly { readonly id: MaturityCheck; readonly level: MaturityLevel; readonly met: boolean }[];
}

interface Facts {
  readonly service: Service;
  readonly form: FormDefinition | undefined;
  readonly caseType: CaseTypeDefinition | undefined;
}

/** Maturity of a service, computed from what is published, never declared. The level is the highest whose checks and all below are met. */
export function maturityOf(facts: Facts): Maturity {
  const met = answersOf(facts);
  const checks = maturityChecks.map(({ id, level }) => ({ id, level, met: met[id] }));
  const open = checks.find((check) => !check.met)?.level ?? 5;
  return { level: (open - 1) as MaturityLevel, checks };
}

function answersOf({ service, form, caseType }: Facts): Record<MaturityCheck, boolean> {
  const nodes = form ? nodesOf(form) : [];
  const costs = service.fees.some((fee) => fee.kind !== 'free');
  return {
    described: service.legalBasis.length > 0 && service.steps.length > 0 && service.fees.length > 0,
    form: form !== undefined,
    signIn: form !== undefined && service.signIn !== 'none',
    proofs: form !== undefined && (!service.documents.some((one) => one.required) || nodes.some((node) => node.kind === 'file')),
    payment: form !== undefined && (!costs || (form.fee !== undefined && form.payment?.timing !== 'later')),
    case: caseType !== undefined && (form?.outputs ?? [{ kind: 'case' }]).some((output) => output.kind !== 'mail'),
    prefill: nodes.some((node) => 'prefill' in node && node.prefill !== undefined),
    // what ends the case reaches the mailbox: a sealed decision, or a closing the applicant is told of
    decision:
      caseType !== undefined &&
      service.signIn !== 'none' &&
      (caseType.outcomes.length > 0 || caseType.actions.some((action) => action.effect === 'close' && action.applicantEvent !== undefined)),
  };
}

function nodesOf(form: FormDefinition): FormNode[] {
  const below = (node: FormNode): FormNode[] => {
    if (node.kind === 'choice') return [node, ...node.branches.flatMap((branch) => (branch.fields ?? []).flatMap(below))];
    return node.kind === 'group' || node.kind === 'repeat' ? [node, ...node.fields.flatMap(below)] : [node];
  };
  return form.pages.flatMap((page) => page.fields.flatMap(below));
}
