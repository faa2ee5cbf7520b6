/** What XZuFi 2.2 says of services and units, as far as it is read and written here. Names of the standard stand beside each part. */

/** Texts by language code, e.g. `de`, `en`, `de-simple` (BCP 47: simplified German). */
export type Texts = Readonly<Record<string, string>>;

/** `Identifikator`: a value and who gave it under which scheme. */
export interface XzufiId {
  readonly value: string;
  /** `schemeAgencyID`: the editorial office */
  readonly agency?: string;
  /** `schemeID` */
  readonly scheme?: string;
}

/** `weiterfuehrenderLink` (HyperlinkErweitert) */
export interface XzufiLink {
  readonly uri: string;
  readonly language?: string;
  readonly title?: string;
}

/** Codes of `urn:de:xzufi:codeliste:leistungstextmodulleika`. */
export const textModules = ['02', '03', '05', '06', '07', '08', '09', '11', '14', '15', '16', '18', '22', '23', '24', '25'] as const;
export type TextModuleCode = (typeof textModules)[number];

/** `modulText`: contents are HTML of few tags. */
export interface XzufiText {
  readonly code: TextModuleCode;
  readonly texts: Texts;
  readonly links: readonly XzufiLink[];
}

/** `kosten` with its `kostenauswahl`; amounts in cents. */
export type XzufiCost = { readonly texts: Texts } & (
  | { readonly kind: 'free' }
  | { readonly kind: 'fixed'; readonly cents: number }
  | { readonly kind: 'variable'; readonly minCents?: number; readonly maxCents?: number }
);

/** Units of time of the standard. */
export const timeUnits = ['JAHR', 'MONAT', 'WOCHE', 'TAG', 'WERKTAG', 'STUNDE', 'MINUTE', 'SEKUNDE', 'ARBEITSTAG'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** `fristDauer`: from, and until where it is a span */
export interface XzufiDuration {
  readonly amount: number;
  readonly unit: TimeUnit;
  readonly until?: { readonly amount: number; readonly unit: TimeUnit };
}

/** `dokumentEingehend` */
export interface XzufiDocument {
  readonly names: Texts;
  readonly descriptions: Texts;
}

/** `begriffImKontext`: another word under which people look for the service */
export interface XzufiTerm {
  readonly language: string;
  readonly term: string;
}

/** `leistung` */
export interface XzufiService {
  readonly id: XzufiId;
  /** `idSekundaer` */
  readonly otherIds: readonly XzufiId[];
  /** `referenzLeiKa`: 14 digits */
  readonly leikaKeys: readonly string[];
  /** `modulText` */
  readonly texts: readonly XzufiText[];
  /** `modulFrist` / `beschreibung` */
  readonly deadline: Texts;
  /** `modulKosten` */
  readonly costs: readonly XzufiCost[];
  /** `modulBearbeitungsdauer` */
  readonly processing: { readonly durations: readonly XzufiDuration[]; readonly texts: Texts };
  /** `modulDokument` */
  readonly documents: readonly XzufiDocument[];
  /** `modulBegriffImKontext` */
  readonly terms: readonly XzufiTerm[];
  /** `typisierung`: who makes the rules and who carries them out, codes 1 to 12 */
  readonly typification: readonly string[];
  /** `vertrauensniveau`: 00, 10, 15, 20, 30, 40 */
  readonly trustLevel?: string;
  /** `leistungsadressat`: 001 people, 002 businesses, 003 administration */
  readonly addressees: readonly string[];
  /** `gueltigkeitGebietID`: where it holds, by ARS or AGS */
  readonly areas: readonly XzufiId[];
  /** `sprachversion` */
  readonly languages: readonly string[];
}

/** `anschrift` */
export interface XzufiAddress {
  readonly street?: string;
  readonly houseNumber?: string;
  readonly addition?: string;
  readonly postalCode?: string;
  readonly city?: string;
}

/** `kommunikation`: telephone, mail or website */
export interface XzufiChannel {
  readonly kind: 'phone' | 'mail' | 'website';
  readonly value: string;
}

/** `organisationseinheit` */
export interface XzufiUnit {
  readonly id: XzufiId;
  /** `uebergeordneteOrganisationseinheitID` */
  readonly parent?: XzufiId;
  /** `name` / `name` */
  readonly names: Texts;
  /** `beschreibung` */
  readonly descriptions: Texts;
  readonly addresses: readonly XzufiAddress[];
  readonly channels: readonly XzufiChannel[];
  /** `infoOeffnungszeitenText` */
  readonly openingHours: Texts;
  /** `infoBarrierefreiheit` */
  readonly accessibility: Texts;
  /** `zustaendigkeit`: services it is responsible for, and where */
  readonly responsibilities: readonly { readonly service: XzufiId; readonly areas: readonly XzufiId[] }[];
}

/** A file: a message with any number of both, or a single one. */
export interface XzufiFile {
  readonly services: readonly XzufiService[];
  readonly units: readonly XzufiUnit[];
}
