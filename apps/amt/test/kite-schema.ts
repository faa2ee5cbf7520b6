/**
 * A data schema of XDatenfelder 3.0 and its code list, written by us: an invented club for kites, ids of the invented number range 99000. It leaves
 * open what such files leave open: a list that lies elsewhere, a rule that no grammar reads, one that is no rule for a form, and all that the standard
 * has no place for.
 */
const namespace = 'urn:xoev-de:fim:standard:xdatenfelder_3.0.0';
export const colours = 'urn:drachenverein:farben_2026-01-01';

const identified = (id: string): string =>
  `<xdf:identifikation><xdf:id>${id}</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation>`;
const code = (name: string, value: string): string => `<xdf:${name}><code>${value}</code></xdf:${name}>`;

interface Field {
  readonly id: string;
  readonly label: string;
  readonly times?: string;
  readonly data?: string;
  /** limits, or the values of a selection, or its list */
  readonly inside?: string;
  readonly select?: boolean;
}

function part({ id, label, times = '1:1', data = 'text', inside = '', select = false }: Field): string {
  return `<xdf:struktur><xdf:anzahl>${times}</xdf:anzahl><xdf:enthaelt><xdf:datenfeld>${identified(id)}<xdf:name>${label}</xdf:name><xdf:bezug/>${code('freigabestatus', '6')}<xdf:bezeichnungEingabe>${label}</xdf:bezeichnungEingabe>${code('schemaelementart', 'RNG')}${code('feldart', select ? 'select' : 'input')}${code('datentyp', data)}${code('vorbefuellung', 'keine')}${inside}</xdf:datenfeld></xdf:enthaelt></xdf:struktur>`;
}

function group(id: string, label: string, parts: readonly string[], rules = ''): string {
  return `<xdf:struktur><xdf:anzahl>1:1</xdf:anzahl><xdf:enthaelt><xdf:datenfeldgruppe>${identified(id)}<xdf:name>${label}</xdf:name><xdf:bezeichnungEingabe>${label}</xdf:bezeichnungEingabe>${code('schemaelementart', 'RNG')}${rules}${parts.join('')}</xdf:datenfeldgruppe></xdf:enthaelt></xdf:struktur>`;
}

const rule = (id: string, text: string): string =>
  `<xdf:regel>${identified(id)}<xdf:name>Regel</xdf:name><xdf:freitextRegel>${text}</xdf:freitextRegel>${code('typ', 'K')}</xdf:regel>`;

export const kiteSchema = `<?xml version="1.0" encoding="UTF-8"?>
<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="${namespace}">
<xdf:header><xdf:nachrichtID>n1</xdf:nachrichtID><xdf:erstellungszeitpunkt>2026-01-01T00:00:00Z</xdf:erstellungszeitpunkt></xdf:header>
<xdf:stammdatenschema>${identified('S99000000007')}<xdf:name>Anmeldung eines Drachens</xdf:name><xdf:bezeichnung>Drachen anmelden</xdf:bezeichnung>
${rule('R99000000003', 'Näheres bestimmt die Satzung des Vereins.')}
${group('G99000000001', 'Angaben zur Person', [part({ id: 'F99000000001', label: 'Vornamen' }), part({ id: 'F99000000002', label: 'Familienname' })])}
${group(
  'G99000000002',
  'Der Drachen',
  [
    part({
      id: 'F99000000010',
      label: 'Bauart',
      select: true,
      inside:
        '<xdf:werte><xdf:wert><xdf:code>001</xdf:code><xdf:name>Einleiner</xdf:name></xdf:wert><xdf:wert><xdf:code>002</xdf:code><xdf:name>Lenkdrachen</xdf:name></xdf:wert></xdf:werte>',
    }),
    part({ id: 'F99000000014', label: 'Erfahrung im Lenken', times: '0:1' }),
    part({
      id: 'F99000000011',
      label: 'Farbe',
      select: true,
      inside: `<xdf:codelisteReferenz><xdf:canonicalIdentification>urn:drachenverein:farben</xdf:canonicalIdentification><xdf:version>2026-01-01</xdf:version><xdf:canonicalVersionUri>${colours}</xdf:canonicalVersionUri></xdf:codelisteReferenz>`,
    }),
    part({ id: 'F99000000013', label: 'Länge der Schnur in Metern', data: 'num_int' }),
  ],
  `${rule('R99000000001', 'Wenn F99000000010 = 002, dann muss F99000000014 ausgefüllt werden.')}${rule('R99000000002', 'Drachen, deren Schnur (F99000000013) mehr als 100 Meter misst, sind nur auf Feldern des Vereins (F99000000099) zugelassen.')}`,
)}
</xdf:stammdatenschema></xdf:xdatenfelder.stammdatenschema.0102>`;

/** The list in the version that a file names, as genericode. */
export function colourList(uri: string = colours): string {
  const row = (key: string, name: string): string =>
    `<Row><Value ColumnRef="code"><SimpleValue>${key}</SimpleValue></Value><Value ColumnRef="name"><SimpleValue>${name}</SimpleValue></Value></Row>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/"><Identification><ShortName>farben</ShortName><Version>1</Version><CanonicalUri>urn:drachenverein:farben</CanonicalUri><CanonicalVersionUri>${uri}</CanonicalVersionUri></Identification>
<ColumnSet><Column Id="code" Use="required"><ShortName>code</ShortName><Data Type="string"/></Column><Column Id="name" Use="required"><ShortName>name</ShortName><Data Type="string"/></Column><Key Id="k"><ShortName>k</ShortName><ColumnRef Ref="code"/></Key></ColumnSet>
<SimpleCodeList>${row('r', 'Rot')}${row('g', 'Grün')}</SimpleCodeList></gc:CodeList>`;
}
