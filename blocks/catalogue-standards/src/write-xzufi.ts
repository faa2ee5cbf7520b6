import { XmlLines } from '@amt/xml';
import { channelCodes } from './read-xzufi.ts';
import type { Texts, XzufiCost, XzufiDuration, XzufiFile, XzufiId, XzufiService, XzufiUnit } from './xzufi-model.ts';
import { transferElement, xzufiNamespace } from './xzufi-shape.ts';

/** Head of a message: when it was made, by whom, under which number. */
export interface XzufiHeader {
  readonly messageId: string;
  readonly createdAt: string;
  readonly sender: string;
}

const lists = {
  leika: 'urn:de:fim:leika:leistung',
  textModule: 'urn:de:xzufi:codeliste:leistungstextmodulleika',
  typification: 'urn:de:fim:leika:typisierung',
  trustLevel: 'urn:xoev-de:fim:codeliste:vertrauensniveau',
  addressee: 'urn:de:xzufi:codeliste:leistungsadressat',
  timeUnit: 'urn:de:xzufi:codeliste:zeiteinheit',
  term: 'urn:de:xzufi:codeliste:begriffimkontexttyp',
  channel: 'urn:de:xzufi:codeliste:kommunikationskanal',
} as const;

/** A message of XZuFi 2.2 with services and units. */
export function writeXzufi(file: XzufiFile, header: XzufiHeader): string {
  const xml = new XmlLines();
  xml.element(`xzufi:${transferElement}`, { 'xmlns:xzufi': xzufiNamespace, xzufiVersion: '2.2.0' }, () => {
    xml.element('xzufi:nachrichtenkopf', {}, () => {
      xml.text('xzufi:nachrichtUUID', header.messageId);
      xml.text('xzufi:erstelltDatumZeit', header.createdAt);
      xml.text('xzufi:sender', header.sender);
    });
    for (const service of file.services) xml.element('xzufi:schreibe', {}, () => writeService(xml, service));
    for (const unit of file.units) xml.element('xzufi:schreibe', {}, () => writeUnit(xml, unit));
  });
  return xml.toString();
}

function writeService(xml: XmlLines, service: XzufiService): void {
  xml.element('xzufi:leistung', {}, () => {
    writeId(xml, 'id', service.id);
    for (const one of service.otherIds) writeId(xml, 'idSekundaer', one);
    for (const key of service.leikaKeys) writeCode(xml, 'referenzLeiKa', lists.leika, key);
    for (const { code, texts, links } of service.texts)
      xml.element('xzufi:modulText', {}, () => {
        writeCode(xml, 'leikaTextmodul', lists.textModule, code);
        writeTexts(xml, 'inhalt', texts);
        for (const { uri, language, title } of links)
          xml.element('xzufi:weiterfuehrenderLink', { languageCode: language }, () => {
            xml.text('xzufi:uri', uri);
            xml.text('xzufi:titel', title);
          });
      });
    if (some(service.deadline)) xml.element('xzufi:modulFrist', {}, () => writeTexts(xml, 'beschreibung', service.deadline));
    if (service.costs.length > 0) xml.element('xzufi:modulKosten', {}, () => service.costs.forEach((cost) => writeCost(xml, cost)));
    const { durations, texts } = service.processing;
    if (durations.length > 0 || some(texts))
      xml.element('xzufi:modulBearbeitungsdauer', {}, () => {
        for (const duration of durations) writeDuration(xml, duration);
        writeTexts(xml, 'beschreibung', texts);
      });
    if (service.terms.length > 0)
      xml.element('xzufi:modulBegriffImKontext', {}, () => {
        for (const { language, term } of service.terms)
          xml.element('xzufi:begriffImKontext', {}, () => {
            xml.text('xzufi:begriff', term, { languageCode: language });
            writeCode(xml, 'typ', lists.term, '001');
          });
      });
    if (service.documents.length > 0)
      xml.element('xzufi:modulDokument', {}, () => {
        for (const { names, descriptions } of service.documents)
          xml.element('xzufi:dokumentEingehend', {}, () => {
            writeTexts(xml, 'bezeichnung', names);
            writeTexts(xml, 'beschreibung', descriptions);
          });
      });
    for (const code of service.typification) writeCode(xml, 'typisierung', lists.typification, code);
    if (service.trustLevel !== undefined) writeCode(xml, 'vertrauensniveau', lists.trustLevel, service.trustLevel);
    for (const code of service.addressees) writeCode(xml, 'leistungsadressat', lists.addressee, code);
    for (const area of service.areas) writeId(xml, 'gueltigkeitGebietID', area);
    for (const language of service.languages) xml.element('xzufi:sprachversion', { languageCode: language });
  });
}

function writeCost(xml: XmlLines, cost: XzufiCost): void {
  xml.element('xzufi:kosten', {}, () => {
    xml.element('xzufi:kostenauswahl', {}, () => {
      if (cost.kind === 'fixed') xml.element('xzufi:kostenFix', {}, () => writeAmount(xml, 'betrag', cost.cents));
      else if (cost.kind === 'free') xml.element('xzufi:kostenFrei', {});
      else
        xml.element('xzufi:kostenVariabel', {}, () => {
          writeAmount(xml, 'betragUntergrenze', cost.minCents);
          writeAmount(xml, 'betragObergrenze', cost.maxCents);
        });
    });
    writeTexts(xml, 'beschreibung', cost.texts);
  });
}

function writeAmount(xml: XmlLines, name: string, cents: number | undefined): void {
  if (cents === undefined) return;
  xml.text(`xzufi:${name}`, `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`, { currencyID: 'EUR' });
}

function writeDuration(xml: XmlLines, { amount, unit, until }: XzufiDuration): void {
  xml.element('xzufi:bearbeitungsdauer', {}, () =>
    xml.element('xzufi:fristauswahl', {}, () =>
      xml.element('xzufi:fristDauer', {}, () => {
        xml.text('xzufi:dauer', String(amount));
        writeCode(xml, 'einheit', lists.timeUnit, unit);
        if (!until) return;
        xml.text('xzufi:dauerBis', String(until.amount));
        writeCode(xml, 'einheitBis', lists.timeUnit, until.unit);
      }),
    ),
  );
}

function writeUnit(xml: XmlLines, unit: XzufiUnit): void {
  xml.element('xzufi:organisationseinheit', {}, () => {
    writeId(xml, 'id', unit.id);
    if (unit.parent) writeId(xml, 'uebergeordneteOrganisationseinheitID', unit.parent);
    xml.element('xzufi:name', {}, () => writeTexts(xml, 'name', unit.names));
    writeTexts(xml, 'beschreibung', unit.descriptions);
    for (const { street, houseNumber, addition, postalCode, city } of unit.addresses)
      xml.element('xzufi:anschrift', {}, () => {
        xml.text('xzufi:strasse', street);
        xml.text('xzufi:hausnummer', houseNumber);
        xml.text('xzufi:postleitzahl', postalCode);
        xml.text('xzufi:ort', city);
        xml.text('xzufi:zusatz', addition);
      });
    for (const { kind, value } of unit.channels)
      xml.element('xzufi:kommunikation', {}, () => {
        writeCode(xml, 'kanal', lists.channel, channelCodes[kind]);
        xml.text('xzufi:kennung', value);
      });
    writeTexts(xml, 'infoOeffnungszeitenText', unit.openingHours);
    writeTexts(xml, 'infoBarrierefreiheit', unit.accessibility);
    for (const { service, areas } of unit.responsibilities)
      xml.element('xzufi:zustaendigkeit', {}, () => {
        writeId(xml, 'leistungID', service);
        for (const area of areas) writeId(xml, 'gebietID', area);
      });
  });
}

function writeId(xml: XmlLines, name: string, { value, agency, scheme }: XzufiId): void {
  xml.text(`xzufi:${name}`, value, { schemeAgencyID: agency, schemeID: scheme });
}

function writeCode(xml: XmlLines, name: string, listUri: string, code: string): void {
  xml.element(`xzufi:${name}`, { listURI: listUri }, () => xml.text('code', code));
}

function writeTexts(xml: XmlLines, name: string, texts: Texts): void {
  for (const [language, words] of Object.entries(texts)) xml.text(`xzufi:${name}`, words, { languageCode: language });
}

function some(texts: Texts): boolean {
  return Object.keys(texts).length > 0;
}
