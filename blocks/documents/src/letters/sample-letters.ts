import type { DecisionProps } from './render-decision.ts';
import type { PaymentReceiptProps } from './render-payment-receipt.ts';
import type { ReceiptProps } from './render-receipt.ts';
import type { LetterProps } from './letter-props.ts';

const common: LetterProps = {
  locale: 'de',
  sender: {
    authority: 'Landeshauptstadt München',
    unit: 'Mobilitätsreferat · Parkraummanagement',
    address: 'Implerstraße 9, 81371 München',
    phone: '089 233-00',
    mail: 'parkausweis@example.org',
    website: 'www.example.org/parken',
  },
  contact: { name: 'Kim Çelik-Østergård', phone: '089 233-12345', mail: 'kim.celik@example.org', room: 'B 2.117' },
  recipient: ['Łucja Ḫoḏa-Müller', 'Maximilianstraße 12 a', '80539 München'],
  fileReference: 'MOR-PA-2026-004711-8',
  issuedAt: Temporal.Instant.from('2026-11-23T09:30:00Z'),
  verifyUrl: 'www.example.org/de/pruefen',
};

/** Letters with all their parts, for tests. */
export const sampleReceipt: ReceiptProps = {
  ...common,
  service: 'Bewohnerparkausweis',
  name: 'Łucja Ḫoḏa-Müller',
  receivedAt: Temporal.Instant.from('2026-11-23T09:12:00Z'),
  nextSteps: [
    'Wir prüfen Ihre Angaben. Das dauert in der Regel **drei Arbeitstage**.',
    'Fehlt uns etwas, schreiben wir Ihnen in Ihr Postfach. Sie bekommen dazu eine E-Mail.',
    'Den Bescheid finden Sie danach in Ihrem Postfach, elektronisch gesiegelt.',
  ],
  payment: { amountCents: 3000, paidAt: Temporal.Instant.from('2026-11-23T09:14:00Z'), method: 'Kreditkarte' },
  sections: [
    {
      title: 'Angaben zur Person',
      answers: [
        { label: 'Vorname', value: 'Łucja' },
        { label: 'Familienname', value: 'Ḫoḏa-Müller' },
        { label: 'Anschrift der Hauptwohnung', value: 'Maximilianstraße 12 a\n80539 München' },
        { label: 'Telefon', value: '' },
      ],
    },
    {
      title: 'Fahrzeug',
      answers: [
        { label: 'Amtliches Kennzeichen', value: 'M-AX 1234' },
        { label: 'Gehört das Fahrzeug Ihnen?', value: 'Nein, ich nutze es dauerhaft mit Zustimmung der Halterin' },
        { label: 'Bemerkung', value: 'Das Fahrzeug steht wegen einer Baustelle zurzeit in der Knöbelstraße. '.repeat(4).trim() },
      ],
    },
  ],
  uploads: [
    { fileName: 'fahrzeugschein-vorderseite.pdf', size: 412_331 },
    { fileName: 'zustimmung-der-halterin.jpg', size: 1_204_992 },
  ],
};

export const sampleDecision: DecisionProps = {
  ...common,
  outcome: 'granted',
  service: 'Bewohnerparkausweis',
  name: 'Łucja Ḫoḏa-Müller',
  appliedOn: Temporal.PlainDate.from('2026-11-19'),
  operativePart:
    'Ihrem Antrag vom 19. November 2026 geben wir statt. Sie dürfen mit dem Fahrzeug **M-AX 1234** im Parklizenzgebiet **Lehel** ohne Parkschein parken.',
  highlights: [
    { label: 'Parklizenzgebiet', value: 'Lehel (12)' },
    { label: 'Kennzeichen', value: 'M-AX 1234' },
  ],
  validity: { until: Temporal.PlainDate.from('2028-11-30') },
  facts: [
    { label: 'Ausweisnummer', value: 'PA-2026-004711' },
    { label: 'Inhaberin oder Inhaber', value: 'Łucja Ḫoḏa-Müller' },
    { label: 'Hauptwohnung', value: 'Maximilianstraße 12 a, 80539 München' },
  ],
  conditions: [
    'Legen Sie den Ausweis gut lesbar hinter die Windschutzscheibe.',
    'Der Ausweis gilt nur für das genannte Fahrzeug. Teilen Sie uns einen Wechsel **unverzüglich** mit.',
    'Ziehen Sie aus dem Gebiet weg, verliert der Ausweis seine Gültigkeit.',
  ],
  reasons:
    'Sie sind mit Hauptwohnung im Parklizenzgebiet Lehel gemeldet und wohnen dort tatsächlich. Das Fahrzeug wird von Ihnen dauerhaft genutzt; die Zustimmung der Halterin liegt vor.\n\n' +
    'Die Voraussetzungen für eine Bewohnerparkberechtigung sind damit erfüllt. Ein Anspruch auf einen bestimmten Stellplatz besteht nicht.',
  legalBasis: [
    '§ 45 Abs. 1b Satz 1 Nr. 2a Straßenverkehrs-Ordnung (StVO)',
    '§ 6a Abs. 5a Straßenverkehrsgesetz (StVG)',
    'Gebührenordnung für Maßnahmen im Straßenverkehr, Nr. 265',
  ],
  feeCents: 3000,
  remedy:
    'Gegen diesen Bescheid können Sie **innerhalb eines Monats** nach seiner Bekanntgabe Klage erheben beim\n\n' +
    'Bayerischen Verwaltungsgericht München\nBayerstraße 30, 80335 München\n\n' +
    'Die Klage können Sie schriftlich, zur Niederschrift oder elektronisch in einer für den Schriftformersatz zugelassenen Form erheben. Eine einfache E-Mail genügt nicht.',
  annexes: ['Hinweise zum Bewohnerparken', 'Karte des Parklizenzgebiets Lehel'],
};

export const samplePaymentReceipt: PaymentReceiptProps = {
  ...common,
  name: 'Łucja Ḫoḏa-Müller',
  paymentReference: 'RF18 5390 0754 7034',
  positions: [
    { description: 'Bewohnerparkausweis, zwei Jahre', amountCents: 3000 },
    { description: 'Ersatz eines verlorenen Ausweises', amountCents: 1050 },
  ],
  paidAt: Temporal.Instant.from('2026-11-23T09:14:00Z'),
  payer: 'Łucja Ḫoḏa-Müller',
  method: 'Kreditkarte',
  transaction: '7f3c-22a9-0001',
};
