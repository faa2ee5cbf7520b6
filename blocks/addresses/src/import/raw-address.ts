/** What a list can say of an address. Position either as degrees (WGS84) or as metres (EPSG:25832). */
export const addressFields = [
  'street',
  'houseNumber',
  'suffix',
  'postalCode',
  'city',
  'district',
  'lat',
  'lon',
  'easting',
  'northing',
] as const;
export type FieldName = (typeof addressFields)[number];

/** A row as it was written: text by field, and what the file calls each field. */
export interface RawAddress {
  readonly line: number;
  readonly values: Readonly<Partial<Record<FieldName, string>>>;
  readonly names: Readonly<Partial<Record<FieldName, string>>>;
}

/** Names of columns and properties in use, folded by {@link foldName}: of German official lists, of exports, of OpenStreetMap. */
const known: Readonly<Record<FieldName, readonly string[]>> = {
  street: ['strasse', 'strassenname', 'str', 'strname', 'strassennamelang', 'street', 'streetname', 'addrstreet'],
  houseNumber: ['hausnummer', 'hausnr', 'hnr', 'hsnr', 'nr', 'nummer', 'housenumber', 'houseno', 'number', 'addrhousenumber'],
  suffix: ['zusatz', 'hausnummernzusatz', 'hausnummerzusatz', 'hausnrzusatz', 'hnrzusatz', 'adresszusatz', 'suffix', 'housenumbersuffix'],
  postalCode: ['plz', 'postleitzahl', 'postalcode', 'postcode', 'zip', 'zipcode', 'addrpostcode'],
  city: ['ort', 'ortsname', 'stadt', 'gemeinde', 'gemeindename', 'city', 'town', 'municipality', 'locality', 'addrcity'],
  district: ['stadtbezirk', 'stadtbezirksname', 'stadtbezirkname', 'bezirk', 'bezirksname', 'district', 'citydistrict', 'borough'],
  lat: ['breite', 'breitengrad', 'geographischebreite', 'geobreite', 'lat', 'latitude'],
  lon: ['laenge', 'laengengrad', 'geographischelaenge', 'geolaenge', 'lon', 'lng', 'long', 'longitude'],
  easting: ['rechtswert', 'ostwert', 'easting', 'east', 'utmost', 'utmeast', 'utmx', 'rw'],
  northing: ['hochwert', 'nordwert', 'northing', 'north', 'utmnord', 'utmnorth', 'utmy', 'hw'],
};

const fieldOf = new Map(addressFields.flatMap((field) => known[field].map((name) => [name, field] as const)));

/** The field that a column or property of this name holds; undefined when it is none of ours. */
export function fieldNamed(name: string): FieldName | undefined {
  return fieldOf.get(foldName(name));
}

function foldName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]/g, '');
}
