/** Files of XDatenfelder for tests, written by us: ids of the invented number range 99000, contents about a club for kites. */
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const tag = (name: string, text: string | undefined): string => (text === undefined ? '' : `<xdf:${name}>${escape(text)}</xdf:${name}>`);
const code = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `<xdf:${name}><code>${escape(value)}</code></xdf:${name}>`;

export interface FieldSketch {
  readonly id: string;
  readonly label?: string;
  readonly help?: string;
  readonly type?: string;
  readonly data?: string;
  readonly content?: string;
  readonly prefill?: string;
  readonly bezug?: string;
  /** attributes in 3.0, JSON in 2.0 */
  readonly constraints?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
  readonly list?: string;
  readonly rules?: readonly string[];
  readonly inside?: string;
}

const identified = (id: string, version = '1.0.0'): string =>
  `<xdf:identifikation><xdf:id>${id}</xdf:id><xdf:version>${version}</xdf:version></xdf:identifikation>`;
const ruleTag = (text: string, i: number): string =>
  `<xdf:regel>${identified(`R99000${String(i).padStart(6, '0')}`)}${tag('name', `Regel ${i}`)}${tag('freitextRegel', text)}<xdf:fachlicherErsteller>Drachenverein</xdf:fachlicherErsteller>${code('typ', 'K')}</xdf:regel>`;

export function field(sketch: FieldSketch): string {
  const constraints = Object.entries(sketch.constraints ?? {}).map(([name, value]) => ` ${name}="${escape(value)}"`);
  return `<xdf:datenfeld>${identified(sketch.id)}${tag('name', sketch.label ?? sketch.id)}${tag('bezug', sketch.bezug)}${code('freigabestatus', '6')}${tag('bezeichnungEingabe', sketch.label ?? sketch.id)}${tag('hilfetextEingabe', sketch.help)}${code('schemaelementart', 'RNG')}${code('feldart', sketch.type ?? 'input')}${code('datentyp', sketch.data ?? 'text')}${constraints.length > 0 ? `<xdf:praezisierung${constraints.join('')}/>` : ''}${tag('inhalt', sketch.content)}${code('vorbefuellung', sketch.prefill ?? 'keine')}${
    sketch.values
      ? `<xdf:werte>${Object.entries(sketch.values)
          .map(([value, name]) => `<xdf:wert>${tag('code', value)}${tag('name', name)}</xdf:wert>`)
          .join('')}</xdf:werte>`
      : ''
  }${sketch.list === undefined ? '' : `<xdf:codelisteReferenz>${tag('canonicalIdentification', sketch.list)}${tag('version', '1')}${tag('canonicalVersionUri', `${sketch.list}_1`)}</xdf:codelisteReferenz>`}${(sketch.rules ?? []).map(ruleTag).join('')}${sketch.inside ?? ''}</xdf:datenfeld>`;
}

export function part(anzahl: string, contains: string): string {
  return `<xdf:struktur><xdf:anzahl>${anzahl}</xdf:anzahl><xdf:enthaelt>${contains}</xdf:enthaelt></xdf:struktur>`;
}

export function group(
  id: string,
  label: string,
  parts: readonly string[],
  more: { readonly choice?: boolean; readonly rules?: readonly string[]; readonly bezug?: string } = {},
): string {
  return `<xdf:datenfeldgruppe>${identified(id)}${tag('name', label)}${tag('bezug', more.bezug)}${tag('bezeichnungEingabe', label)}${code('schemaelementart', 'RNG')}${more.choice ? code('art', 'X') : ''}${(more.rules ?? []).map(ruleTag).join('')}${parts.join('')}</xdf:datenfeldgruppe>`;
}

export const xdf3 = 'urn:xoev-de:fim:standard:xdatenfelder_3.0.0';

/** A whole file of 3.0. */
export function schema3(parts: readonly string[], more: { readonly rules?: readonly string[]; readonly inside?: string } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="${xdf3}">
<xdf:header><xdf:nachrichtID>n1</xdf:nachrichtID><xdf:erstellungszeitpunkt>2026-01-01T00:00:00Z</xdf:erstellungszeitpunkt></xdf:header>
<xdf:stammdatenschema>${identified('S99000000001', '2.1.0')}<xdf:name>Anmeldung eines Drachens</xdf:name><xdf:bezug link="https://drachen.example/satzung">§ 3 Drachensatzung</xdf:bezug><xdf:bezeichnung>Drachen anmelden</xdf:bezeichnung>${more.inside ?? ''}${(more.rules ?? []).map(ruleTag).join('')}${parts.join('')}</xdf:stammdatenschema>
</xdf:xdatenfelder.stammdatenschema.0102>`;
}

/** A field of 2.0. */
export function field2(sketch: FieldSketch): string {
  return `<xdf:datenfeld>${identified(sketch.id, '1.0')}${tag('name', sketch.label ?? sketch.id)}${tag('bezeichnungEingabe', sketch.label ?? sketch.id)}${code('status', 'aktiv')}${tag('fachlicherErsteller', 'Drachenverein')}${code('feldart', sketch.type ?? 'input')}${code('datentyp', sketch.data ?? 'text')}${tag('praezisierung', sketch.constraints && JSON.stringify(sketch.constraints))}${tag('inhalt', sketch.content)}${sketch.list === undefined ? '' : `<xdf:codelisteReferenz>${identified('C1', '1')}<xdf:genericodeIdentification>${tag('canonicalIdentification', sketch.list)}${tag('version', '1')}${tag('canonicalVersionUri', `${sketch.list}_1`)}</xdf:genericodeIdentification></xdf:codelisteReferenz>`}</xdf:datenfeld>`;
}

/** A whole file of 2.0. */
export function schema2(parts: readonly string[], rules: readonly string[] = []): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_2">
<xdf:header><xdf:nachrichtID>n1</xdf:nachrichtID><xdf:erstellungszeitpunkt>2026-01-01T00:00:00Z</xdf:erstellungszeitpunkt></xdf:header>
<xdf:stammdatenschema>${identified('S99000001', '1.2')}<xdf:name>Drachen</xdf:name><xdf:bezeichnungEingabe>Drachen anmelden</xdf:bezeichnungEingabe>${rules.map((text) => `<xdf:regel>${identified('R99000001', '1.0')}<xdf:name>Regel</xdf:name>${tag('definition', text)}</xdf:regel>`).join('')}${parts.join('')}</xdf:stammdatenschema>
</xdf:xdatenfelder.stammdatenschema.0102>`;
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
