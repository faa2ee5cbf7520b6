import type { CaseTypeDefinition } from './case-type.ts';

export interface GenericCaseType {
  /** id of the case type; for new services that of their form */
  readonly id: string;
  readonly version: number;
  readonly name: { readonly de: string; readonly en: string };
  /** start of the file reference, two to five capitals */
  readonly referencePrefix: string;
  readonly unitId: string;
  readonly legalBasis: readonly string[];
  readonly retentionMonths: number;
  readonly decisionWithinDays: number;
  /** a fee is paid before the work begins */
  readonly paidFirst: boolean;
}

const t = (de: string, en: string): { de: string; en: string } => ({ de, en });

/** The way most applications go: received, in review with questions, granted or refused with a sealed decision. For services that departments publish themselves. */
export function genericCaseType(given: GenericCaseType): CaseTypeDefinition {
  const { id, version, name, referencePrefix, unitId, legalBasis, retentionMonths, decisionWithinDays, paidFirst } = given;
  return {
    id,
    version,
    name,
    referencePrefix,
    unitId,
    legalBasis: legalBasis.map((citation) => t(citation, citation)),
    retention: { months: retentionMonths, reason: t('Aufbewahrung nach der Aktenordnung der Stadt', 'Kept under the city’s filing rules') },
    fourEyes: false,
    initial: 'received',
    ...(paidFirst ? { initialUnpaid: 'awaiting-payment' } : {}),
    decisionWithinDays,
    answerWithinDays: 14,
    states: states.filter((state) => paidFirst || (state.id !== 'awaiting-payment' && state.id !== 'expired')),
    actions: actions.filter((action) => paidFirst || (action.effect !== 'payment-received' && action.effect !== 'payment-expired')),
    outcomes: outcomesOf(name),
  };
}

const states: CaseTypeDefinition['states'] = [
  {
    id: 'awaiting-payment',
    phase: 'awaiting-payment',
    name: t('Wartet auf Zahlung', 'Awaiting payment'),
    applicantText: t(
      'Ihr Antrag ist angekommen. Sobald die Gebühr bezahlt ist, beginnen wir mit der Prüfung.',
      'Your application has arrived. As soon as the fee is paid, we start to examine it.',
    ),
  },
  {
    id: 'received',
    phase: 'open',
    name: t('Eingegangen', 'Received'),
    applicantText: t(
      'Ihr Antrag ist eingegangen und wartet auf Bearbeitung.',
      'Your application has been received and is waiting to be dealt with.',
    ),
  },
  {
    id: 'in-review',
    phase: 'open',
    name: t('In Bearbeitung', 'In progress'),
    applicantText: t(
      'Wir bearbeiten Ihren Antrag. Wenn etwas fehlt, fragen wir in Ihrem Postfach nach.',
      'We are working on your application. If something is missing, we ask in your inbox.',
    ),
  },
  {
    id: 'awaiting-answer',
    phase: 'waiting',
    name: t('Rückfrage offen', 'Question open'),
    applicantText: t(
      'Wir haben eine Frage an Sie. Bitte antworten Sie in Ihrem Postfach, dann geht es weiter.',
      'We have a question for you. Please answer in your inbox, then we continue.',
    ),
  },
  {
    id: 'issuing',
    phase: 'deciding',
    name: t('Bescheid wird erstellt', 'Decision is being issued'),
    applicantText: t(
      'Die Entscheidung ist gefallen. Der Bescheid wird erstellt und gesiegelt.',
      'The decision has been made. The document is being written and sealed.',
    ),
  },
  {
    id: 'closed',
    phase: 'closed',
    name: t('Abgeschlossen', 'Closed'),
    applicantText: t(
      'Der Vorgang ist abgeschlossen. Den Bescheid finden Sie in Ihrem Postfach.',
      'The case is closed. You find the decision in your inbox.',
    ),
  },
  {
    id: 'withdrawn',
    phase: 'closed',
    name: t('Zurückgezogen', 'Withdrawn'),
    applicantText: t('Sie haben den Antrag zurückgezogen.', 'You have withdrawn the application.'),
  },
  {
    id: 'expired',
    phase: 'closed',
    name: t('Nicht bezahlt', 'Not paid'),
    applicantText: t(
      'Die Zahlungsfrist ist abgelaufen. Sie können den Antrag neu stellen.',
      'The payment period has expired. You can apply again.',
    ),
  },
];

const actions: CaseTypeDefinition['actions'] = [
  {
    id: 'receive-payment',
    label: t('Zahlung eingegangen', 'Payment received'),
    from: ['awaiting-payment'],
    to: 'received',
    by: 'system',
    effect: 'payment-received',
    applicantEvent: t('Ihre Zahlung ist eingegangen.', 'Your payment has been received.'),
  },
  {
    id: 'expire-payment',
    label: t('Zahlungsfrist abgelaufen', 'Payment period expired'),
    from: ['awaiting-payment'],
    to: 'expired',
    by: 'system',
    effect: 'payment-expired',
    applicantEvent: t('Die Zahlungsfrist ist abgelaufen.', 'The payment period has expired.'),
  },
  {
    id: 'take',
    label: t('Übernehmen', 'Take on'),
    event: t('Übernommen', 'Taken'),
    from: ['received'],
    to: 'in-review',
    by: 'staff',
    permission: 'cases.assign',
    effect: 'take',
    applicantEvent: t('Die Bearbeitung hat begonnen.', 'Work on your application has begun.'),
  },
  {
    id: 'ask',
    label: t('Rückfrage stellen', 'Ask a question'),
    event: t('Rückfrage gestellt', 'Question asked'),
    from: ['in-review'],
    to: 'awaiting-answer',
    by: 'staff',
    permission: 'cases.decide',
    effect: 'ask',
    guards: ['no-question-open'],
    applicantEvent: t('Wir haben Ihnen eine Frage gestellt.', 'We have asked you a question.'),
  },
  {
    id: 'answer',
    label: t('Antworten', 'Answer'),
    event: t('Rückfrage beantwortet', 'Question answered'),
    from: ['awaiting-answer'],
    to: 'in-review',
    by: 'applicant',
    effect: 'answer',
    guards: ['question-open'],
    applicantEvent: t('Ihre Antwort ist eingegangen.', 'Your answer has been received.'),
  },
  {
    id: 'continue',
    label: t('Ohne Antwort weiterbearbeiten', 'Continue without an answer'),
    event: t('Ohne Antwort weiterbearbeitet', 'Continued without answer'),
    from: ['awaiting-answer'],
    to: 'in-review',
    by: 'staff',
    permission: 'cases.decide',
    effect: 'none',
    applicantEvent: t('Wir bearbeiten den Antrag mit den vorliegenden Angaben weiter.', 'We continue with the information we have.'),
  },
  {
    id: 'propose',
    label: t('Entscheiden', 'Decide'),
    event: t('Entschieden', 'Decided'),
    from: ['in-review'],
    to: 'issuing',
    by: 'staff',
    permission: 'cases.decide',
    effect: 'propose',
    applicantEvent: t('Über Ihren Antrag ist entschieden.', 'Your application has been decided.'),
  },
  {
    id: 'issue',
    label: t('Bescheid zugestellt', 'Decision delivered'),
    from: ['issuing'],
    to: 'closed',
    by: 'system',
    effect: 'issued',
    applicantEvent: t('Der Bescheid liegt in Ihrem Postfach.', 'The decision is in your inbox.'),
  },
  {
    id: 'withdraw',
    label: t('Antrag zurückziehen', 'Withdraw application'),
    event: t('Zurückgezogen', 'Withdrawn'),
    from: ['received', 'in-review', 'awaiting-answer'],
    to: 'withdrawn',
    by: 'applicant',
    effect: 'withdraw',
    applicantEvent: t('Sie haben den Antrag zurückgezogen.', 'You have withdrawn the application.'),
  },
];

/** Legal remedy under the administrative court procedure in Bavaria, where most decisions can be taken to court at once (Art. 12 AGVwGO). */
const remedy = [
  t(
    'Gegen diesen Bescheid kann innerhalb eines Monats nach seiner Bekanntgabe Klage beim Verwaltungsgericht München erhoben werden.',
    'An action against this decision may be brought before the Administrative Court of Munich within one month of its notification.',
  ),
];

function outcomesOf(name: { readonly de: string; readonly en: string }): CaseTypeDefinition['outcomes'] {
  return [
    {
      id: 'granted',
      label: t('Zustimmen', 'Grant'),
      status: t('bewilligt', 'granted'),
      favourable: true,
      title: t(`Bescheid: ${name.de}`, `Decision: ${name.en}`),
      operative: [t('Ihrem Antrag vom {date} wird entsprochen.', 'Your application of {date} is granted.')],
      reasons: [t('Die Voraussetzungen liegen vor.', 'The conditions are met.')],
      remedy,
    },
    {
      id: 'refused',
      label: t('Ablehnen', 'Refuse'),
      status: t('abgelehnt', 'refused'),
      favourable: false,
      title: t(`Ablehnung: ${name.de}`, `Refusal: ${name.en}`),
      operative: [t('Ihr Antrag vom {date} wird abgelehnt.', 'Your application of {date} is refused.')],
      reasons: [t('Die Voraussetzungen liegen nicht vor.', 'The conditions are not met.')],
      remedy,
    },
  ];
}
