import { renderDecision } from '@amt/documents';

/** A decision as cases write it, one page and a half. */
export function exampleDecision(issuedAt: Temporal.Instant): Promise<Uint8Array> {
  return renderDecision({
    locale: 'de',
    sender: {
      authority: 'Landeshauptstadt München',
      unit: 'Mobilitätsreferat',
      address: 'Implerstraße 7–9, 81371 München',
      phone: '089 233-00',
      mail: 'parken@muenchen.example',
    },
    recipient: ['Josef Huber', 'Orleansstraße 12', '81669 München'],
    fileReference: 'BPA-2026-000001-0',
    issuedAt,
    verifyUrl: 'http://localhost:8080/de/pruefen',
    outcome: 'granted',
    service: 'Bewohnerparkausweis',
    name: 'Josef Huber',
    operativePart: 'Ihnen wird der **Bewohnerparkausweis** für das Parklizenzgebiet Weißenburger Platz erteilt.',
    highlights: [{ label: 'Kennzeichen', value: 'M-JH 1951' }],
    validity: { from: Temporal.PlainDate.from('2026-12-01'), until: Temporal.PlainDate.from('2027-11-30') },
    facts: [{ label: 'Fahrzeug', value: 'Personenkraftwagen' }],
    conditions: ['Der Ausweis gilt nur für das genannte Fahrzeug.', 'Ein Umzug ist mitzuteilen.'],
    reasons: 'Sie sind im Gebiet mit Hauptwohnung gemeldet und Halter des Fahrzeugs.',
    legalBasis: ['§ 45 Abs. 1b Nr. 2a StVO'],
    feeCents: 3000,
    remedy:
      'Gegen diesen Bescheid kann innerhalb eines Monats nach seiner Bekanntgabe Klage beim Bayerischen Verwaltungsgericht München erhoben werden.',
  });
}
