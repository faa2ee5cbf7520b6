import type { CaseAction, CaseOutcome, CaseState, CaseTypeDefinition } from '../src/case-type.ts';

const text = (words: string): { de: string; en: string } => ({ de: words, en: words });
const state = (id: string, phase: CaseState['phase']): CaseState => ({ id, phase, name: text(id), applicantText: text(`It is ${id}.`) });
const staffMay = (id: string, from: string[], to: string, effect: CaseAction['effect'], more: Partial<CaseAction> = {}): CaseAction => ({
  id,
  label: text(id),
  from,
  to,
  by: 'staff',
  permission: 'cases.decide',
  effect,
  applicantEvent: text(`${id} was done.`),
  ...more,
});
const happens = (id: string, by: 'system' | 'applicant', from: string[], to: string, effect: CaseAction['effect']): CaseAction => ({
  id,
  label: text(id),
  from,
  to,
  by,
  effect,
  applicantEvent: text(`${id} happened.`),
});

const granted: CaseOutcome = {
  id: 'granted',
  label: text('Grant'),
  favourable: true,
  title: text('Decision on {service}'),
  operative: [text('{applicant} may park in {answer:area} from {validFrom} until {validUntil}.')],
  reasons: [text('You live there ({fileReference}, {date}).')],
  remedy: [text('You can go to court.')],
  validity: { months: 12 },
};

const refused: CaseOutcome = {
  id: 'refused',
  label: text('Refuse'),
  favourable: false,
  title: text('Decision on {service}'),
  operative: [text('The application is refused.')],
  reasons: [],
  remedy: [text('You can go to court.')],
  refundFee: true,
};

/** A parking permit: pay, take, ask, decide; with four eyes a second person approves. */
export function aCaseType(change: Partial<CaseTypeDefinition> & { readonly id: string }): CaseTypeDefinition {
  const fourEyes = change.fourEyes ?? false;
  return {
    version: 1,
    name: text('Parking permit'),
    referencePrefix: 'PRK',
    unitId: 'kvr-parken',
    legalBasis: [text('§ 45 StVO')],
    retention: { months: 24, reason: text('Filing rules') },
    fourEyes,
    initial: 'received',
    initialUnpaid: 'awaiting-payment',
    decisionWithinDays: 10,
    answerWithinDays: 14,
    states: [
      state('awaiting-payment', 'awaiting-payment'),
      state('received', 'open'),
      state('in-review', 'open'),
      state('awaiting-answer', 'waiting'),
      ...(fourEyes ? [state('proposed', 'deciding')] : []),
      state('issuing', 'deciding'),
      state('closed', 'closed'),
      state('withdrawn', 'closed'),
      state('lapsed', 'closed'),
    ],
    actions: [
      happens('receive-payment', 'system', ['awaiting-payment'], 'received', 'payment-received'),
      happens('expire-payment', 'system', ['awaiting-payment'], 'lapsed', 'payment-expired'),
      staffMay('take', ['received'], 'in-review', 'take', { permission: 'cases.assign' }),
      staffMay('ask', ['in-review'], 'awaiting-answer', 'ask', { guards: ['no-question-open'] }),
      happens('answer', 'applicant', ['awaiting-answer'], 'in-review', 'answer'),
      staffMay('continue', ['awaiting-answer'], 'in-review', 'none'),
      staffMay('propose', ['in-review'], fourEyes ? 'proposed' : 'issuing', 'propose'),
      ...(fourEyes
        ? [
            staffMay('approve', ['proposed'], 'issuing', 'approve', { permission: 'cases.approve', guards: ['not-own-proposal'] }),
            staffMay('return', ['proposed'], 'in-review', 'return', { permission: 'cases.approve', guards: ['not-own-proposal'] }),
          ]
        : []),
      happens('issue', 'system', ['issuing'], 'closed', 'issued'),
      staffMay('close', ['in-review'], 'closed', 'close'),
      happens('withdraw', 'applicant', ['received', 'in-review', 'awaiting-answer'], 'withdrawn', 'withdraw'),
    ],
    outcomes: [granted, refused],
    ...change,
  };
}
