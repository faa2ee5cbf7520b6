import type { SearchableService } from './edition-store.ts';

const objects =
  'Personalausweis Reisepass Hundesteuer Gewerbe Wohngeld Parkausweis Sondernutzung Baugenehmigung Fischereischein Geburtsurkunde Führerschein Kindergarten Sperrmüll Melderegister Grundstück Fahrzeug Bewohner Veranstaltung Denkmal Wasser Friedhof Schule Wohnung Straße Betreuung'.split(
    ' ',
  );
const things =
  'Antrag Bescheinigung Auskunft Genehmigung Verlängerung Änderung Befreiung Anmeldung Abmeldung Erlaubnis Förderung Ermäßigung Nachweis Zulassung Prüfung Anzeige Beratung Erstattung Widerspruch Register'.split(
    ' ',
  );
const english =
  'identity passport dog trade housing parking special building fishing birth driving nursery waste registration property vehicle resident event monument water cemetery school flat street care'.split(
    ' ',
  );
const acts =
  'application certificate enquiry permit renewal change exemption registration cancellation licence funding discount proof approval examination notification advice refund objection register'.split(
    ' ',
  );

/**
 * Services with made-up German compounds for measuring; the same number gives the same services.
 * Their texts are as long as real ones (about 150 words per language).
 */
export function syntheticServices(count: number): SearchableService[] {
  let seed = 20_261_123;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed % below;
  };
  const any = (words: readonly string[]): string => words[random(words.length)] ?? '';
  const compound = (): string => `${any(objects)}${any(things).toLowerCase()}`;
  const sentence = (word: () => string, length: number): string => Array.from({ length }, word).join(' ');
  return Array.from({ length: count }, (_, number) => {
    const text = (de: string, en: string) => ({ de, en });
    const name = text(`${compound()} ${any(objects)} ${number}`, `${any(english)} ${any(acts)} ${number}`);
    return {
      service: {
        id: `synthetic-${number}`,
        name,
        slug: text(`leistung-${number}`, `service-${number}`),
        synonyms: { de: [compound(), any(objects)], en: [`${any(english)} ${any(acts)}`] },
        lead: text(
          sentence(compound, 15),
          sentence(() => any(english), 15),
        ),
        description: text(
          sentence(compound, 120),
          sentence(() => any([...english, ...acts]), 120),
        ),
        prerequisites: [],
        documents: [],
        steps: [],
        fees: [{ kind: 'free' }],
        processingTime: { text: text('sofort', 'at once') },
        legalBasis: [],
        unitId: 'unit',
        channels: [{ kind: 'phone', text: text('Anrufen', 'Call'), phone: '0' }],
        signIn: 'none',
        trustLevel: 'basic',
        lifeSituations: [],
        audience: ['residents'],
        related: [],
      },
      synonyms: { de: [], en: [] },
      popularity: 0,
    };
  });
}
