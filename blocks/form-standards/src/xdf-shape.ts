import type { Child, Roots, Shape } from '@amt/xml';

const xdf2Namespace = 'urn:xoev-de:fim:standard:xdatenfelder_2';
/** The version that is written. */
export const xdf3Namespace = 'urn:xoev-de:fim:standard:xdatenfelder_3.0.0';

type Children = Readonly<Record<string, Child>>;
const of = (shape: Shape): Child => ({ shape: () => shape });
const many = (child: Child): Child => ({ ...child, many: true });
const holding = (children: Children): Child => of({ children });
const text: Child = of({ text: true });
/** a value of a code list: `<xdf:feldart><code>input</code></xdf:feldart>` */
const code: Child = of({
  attributes: ['listURI', 'listVersionID'],
  children: { code: { ...text, plain: true }, name: { ...text, plain: true } },
});
const each = (child: Child, ...names: string[]): Children => Object.fromEntries(names.map((name) => [name, child]));

const identification = holding(each(text, 'id', 'version'));
const header = holding(each(text, 'nachrichtID', 'erstellungszeitpunkt', 'referenzID'));
const container: Children = { datenfeldgruppe: { shape: () => group2 }, datenfeld: { shape: () => field2 } };
const container3: Children = { datenfeldgruppe: { shape: () => group3 }, datenfeld: { shape: () => field3 } };

// 2.0
const common2: Children = {
  identifikation: identification,
  status: code,
  ...each(
    text,
    'name',
    'bezeichnungEingabe',
    'bezeichnungAusgabe',
    'beschreibung',
    'definition',
    'bezug',
    'versionshinweis',
    'gueltigAb',
    'gueltigBis',
    'fachlicherErsteller',
    'freigabedatum',
    'veroeffentlichungsdatum',
  ),
};
const rule2 = many(of({ children: { ...common2, script: text } }));
const structure2 = many(of({ children: { anzahl: text, bezug: text, enthaelt: holding(container) } }));
const element2: Children = { ...common2, schemaelementart: code, hilfetextEingabe: text, hilfetextAusgabe: text, regel: rule2 };
const group2: Shape = { children: { ...element2, struktur: structure2 } };
const field2: Shape = {
  children: {
    ...element2,
    feldart: code,
    datentyp: code,
    praezisierung: text,
    inhalt: text,
    codelisteReferenz: holding({
      identifikation: identification,
      genericodeIdentification: holding(each(text, 'canonicalIdentification', 'version', 'canonicalVersionUri')),
    }),
  },
};
const schema2: Shape = {
  children: {
    ...common2,
    hilfetext: text,
    ableitungsmodifikationenStruktur: code,
    ableitungsmodifikationenRepraesentation: code,
    regel: rule2,
    struktur: structure2,
  },
};

// 3.0
const reference = many(of({ text: true, attributes: ['link'] }));
const keyword = many(of({ text: true, attributes: ['uri'] }));
const relation = many(holding({ praedikat: code, objekt: identification }));
const rule3 = many(
  holding({
    identifikation: identification,
    ...each(text, 'name', 'beschreibung', 'freitextRegel', 'fachlicherErsteller', 'letzteAenderung', 'skript'),
    bezug: reference,
    stichwort: keyword,
    typ: code,
    param: many(holding({ element: text, name: text, typ: code })),
    ziel: many(holding({ element: text, name: text })),
    fehler: many(of({ text: true, attributes: ['code'] })),
  }),
);
const common3: Children = {
  identifikation: identification,
  freigabestatus: code,
  bezug: reference,
  stichwort: keyword,
  relation,
  ...each(
    text,
    'name',
    'beschreibung',
    'definition',
    'statusGesetztAm',
    'statusGesetztDurch',
    'gueltigAb',
    'gueltigBis',
    'versionshinweis',
    'veroeffentlichungsdatum',
    'letzteAenderung',
  ),
};
const structure3 = many(of({ children: { anzahl: text, bezug: reference, enthaelt: holding(container3) } }));
const element3: Children = {
  ...common3,
  ...each(text, 'bezeichnungEingabe', 'bezeichnungAusgabe', 'hilfetextEingabe', 'hilfetextAusgabe'),
  schemaelementart: code,
  regel: rule3,
};
const group3: Shape = { children: { ...element3, art: code, struktur: structure3 } };
const field3: Shape = {
  children: {
    ...element3,
    feldart: code,
    datentyp: code,
    vorbefuellung: code,
    praezisierung: of({ text: true, attributes: ['minLength', 'maxLength', 'minValue', 'maxValue', 'pattern'] }),
    werte: holding({ wert: many(holding(each(text, 'code', 'name', 'hilfe'))) }),
    codelisteReferenz: holding(each(text, 'canonicalIdentification', 'version', 'canonicalVersionUri')),
    ...each(text, 'inhalt', 'codeKey', 'nameKey', 'helpKey', 'maxSize'),
    mediaType: many(text),
  },
};
const schema3: Shape = {
  children: {
    ...common3,
    ...each(text, 'bezeichnung', 'hilfetext'),
    dokumentsteckbrief: identification,
    ableitungsmodifikationenStruktur: code,
    ableitungsmodifikationenRepraesentation: code,
    regel: rule3,
    struktur: structure3,
  },
};

/** Messages are told apart by what they hold, since the numbers of single elements differ between publications. */
const message = (name: string, shape: Shape): Shape => ({ children: { header, [name]: of(shape) } });
const messages = (schema: Shape, group: Shape, field: Shape): Readonly<Record<string, Shape>> => ({
  'xdatenfelder.stammdatenschema.0102': message('stammdatenschema', schema),
  'xdatenfelder.datenfeldgruppe.0103': message('datenfeldgruppe', group),
  'xdatenfelder.datenfeld.0104': message('datenfeld', field),
});

/** What may be in a file of XDatenfelder 2.0 or 3.0. Order is free, as the files in use differ in it. */
export const xdfRoots: Roots = {
  [xdf2Namespace]: messages(schema2, group2, field2),
  [xdf3Namespace]: messages(schema3, group3, field3),
};
