import type { Child, Roots, Shape } from '@amt/xml';

export const xzufiNamespace = 'http://xoev.de/schemata/xzufi/2_2_0';
/** Message that carries services and units from one directory to another. */
export const transferElement = 'transfer.operation.040501';

type Children = Readonly<Record<string, Child>>;
const of = (shape: Shape): Child => ({ shape: () => shape });
const many = (child: Child): Child => ({ ...child, many: true });
const holding = (children: Children): Child => of({ children });
const each = (child: Child, ...names: string[]): Children => Object.fromEntries(names.map((name) => [name, child]));

const text: Child = of({ text: true });
/** known to the standard, not used here: read over */
const unused: Child = many(of({ skipped: true }));
const id: Child = of({
  text: true,
  attributes: ['schemeAgencyID', 'schemeAgencyName', 'schemeDataURI', 'schemeID', 'schemeName', 'schemeURI', 'schemeVersionID'],
});
/** a value of a code list: `<typisierung listURI="…"><code>4</code></typisierung>`; `code` is in no namespace */
const code: Child = of({
  attributes: ['listURI', 'listVersionID'],
  children: { code: { ...text, plain: true }, name: { ...text, plain: true } },
});
const localized: Child = many(of({ text: true, attributes: ['languageCode'] }));
const link = many(of({ attributes: ['languageCode'], children: each(text, 'uri', 'titel', 'beschreibung', 'positionDarstellung') }));
const amount: Child = of({ text: true, attributes: ['currencyID', 'currencyCodeListVersionID'] });
const moduleParts: Children = { positionDarstellung: text, id, idSekundaer: many(id), gueltigkeit: unused };

const duration = holding({ dauer: text, einheit: code, dauerBis: text, einheitBis: code });
const period = holding({ fristDauer: duration, fristStichtag: unused });
const deadline = many(
  holding({ typ: code, fristauswahl: period, beschreibung: localized, positionDarstellung: text, gueltigkeit: unused }),
);
const costChoice = {
  kostenFrei: holding({ beschreibungKostenfreiheit: localized }),
  kostenFix: holding({ betrag: amount }),
  kostenVariabel: holding({ betragUntergrenze: amount, betragObergrenze: amount, beschreibungVariabilitaet: localized }),
};
const cost = many(
  holding({
    typ: code,
    kostenauswahl: holding(costChoice),
    beschreibung: localized,
    vorkasse: text,
    linkKostenbildung: text,
    positionDarstellung: text,
    gueltigkeit: unused,
  }),
);
const document = many(
  holding({ typ: unused, bezeichnung: localized, beschreibung: localized, referenzFormularID: many(id), angabeSignatur: code }),
);

const service: Shape = {
  attributes: ['xzufiVersion', 'produktbezeichnung', 'produkthersteller', 'produktversion'],
  children: {
    id,
    idSekundaer: many(id),
    struktur: unused,
    referenzLeiKa: many(code),
    modulText: many(
      holding({
        ...moduleParts,
        leikaTextmodul: code,
        leikaTextmodulAbweichendeBezeichnung: localized,
        inhalt: localized,
        weiterfuehrenderLink: link,
      }),
    ),
    modulTextIndividuell: unused,
    modulFrist: holding({ ...moduleParts, frist: deadline, beschreibung: localized, weiterfuehrenderLink: link }),
    modulKosten: holding({ ...moduleParts, kosten: cost, beschreibung: localized, weiterfuehrenderLink: link }),
    modulBearbeitungsdauer: holding({ ...moduleParts, bearbeitungsdauer: deadline, beschreibung: localized, weiterfuehrenderLink: link }),
    modulBegriffImKontext: many(
      holding({
        ...moduleParts,
        begriffImKontext: many(holding({ begriff: of({ text: true, attributes: ['languageCode'] }), typ: code })),
      }),
    ),
    modulFachlicheFreigabe: unused,
    modulAuskunftshinweis: unused,
    modulDokument: holding({
      ...moduleParts,
      dokumentEingehend: document,
      dokumentAusgehend: unused,
      beschreibung: localized,
      weiterfuehrenderLink: link,
    }),
    modulUrsprungsportal: unused,
    typisierung: many(code),
    vertrauensniveau: code,
    leistungsadressat: many(code),
    kennzeichenSchriftformerfordernis: text,
    kategorie: unused,
    klassifizierung: unused,
    informationsbereichSDG: unused,
    idLeistungImKontext: unused,
    idProzess: unused,
    herausgeber: unused,
    gueltigkeitGebietID: many(id),
    kennzeichenEA: text,
    relevantFuerWirtschaftszweig: unused,
    relevantFuerRechtsform: unused,
    relevantFuerStaatsangehoerigkeit: unused,
    versionsinformation: unused,
    sprachversion: many(
      of({
        attributes: ['languageCode'],
        children: {
          ...each(text, 'languageCode', 'sprachbezeichnungDeutsch', 'sprachbezeichnungNativ'),
          ...each(unused, 'erstelltDatumZeit', 'erstelltDurch', 'geaendertDatumZeit', 'geaendertDurch', 'version'),
        },
      }),
    ),
    gueltigkeit: unused,
  },
};

const unit: Shape = {
  attributes: ['xzufiVersion'],
  children: {
    id,
    idSekundaer: many(id),
    uebergeordneteOrganisationseinheitID: id,
    ...each(
      unused,
      'untergeordneteOrganisationseinheitID',
      'kategorie',
      'klassifizierung',
      'herausgeber',
      'versionsinformation',
      'sprachversion',
      'gueltigkeit',
      'bankverbindung',
      'zahlungsweise',
      'synonym',
      'kurzbezeichnung',
      'kurzbeschreibung',
      'ansprechpartner',
      'kommunikationssystem',
      'infoInternPersonal',
    ),
    name: of({ children: { name: localized, kurzbezeichnung: localized, gueltigkeit: unused } }),
    beschreibung: localized,
    anschrift: many(
      holding({
        ...each(text, 'strasse', 'hausnummer', 'postfach', 'postleitzahl', 'ort', 'ortID', 'zusatz'),
        ...each(unused, 'typ', 'verwaltungspolitischeKodierung', 'geokodierung', 'anfahrtsurl', 'infoOeffnungszeiten', 'gueltigkeit'),
      }),
    ),
    kommunikation: many(holding({ kanal: code, kennung: text, kennungszusatz: text, zusatz: localized, gueltigkeit: unused })),
    infoOeffnungszeitenText: localized,
    infoBarrierefreiheit: localized,
    zustaendigkeit: many(
      holding({
        ...each(unused, 'rolle', 'kriterium', 'gueltigkeit', 'bemerkung', 'id', 'idSekundaer'),
        leistungID: many(id),
        gebietID: many(id),
      }),
    ),
  },
};

const header = holding(each(text, 'nachrichtUUID', 'erstelltDatumZeit', 'empfaenger', 'sender', 'anfragekennung'));
const written = many(
  holding({
    leistung: of(service),
    organisationseinheit: of(unit),
    ...each(unused, 'spezialisierung', 'onlinedienst', 'formular', 'zustaendigkeitTransferObjekt', 'gebiet', 'katalog'),
  }),
);

/** What may be outermost: a message, or one service or unit as the portal of the FIM serves them. */
export const xzufiRoots: Roots = {
  [xzufiNamespace]: {
    [transferElement]: {
      attributes: ['xzufiVersion', 'produktbezeichnung', 'produkthersteller', 'produktversion'],
      children: {
        nachrichtenkopf: header,
        transaktionID: text,
        transaktionPosition: text,
        schreibe: written,
        loesche: unused,
      },
    },
    leistung: service,
    organisationseinheit: unit,
  },
};
