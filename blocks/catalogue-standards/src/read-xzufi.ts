import {
  type ByteSource,
  childOf,
  childrenOf,
  faultAt,
  missingIn,
  orFindings,
  readXml,
  type StandardFinding,
  textOf,
  type XmlElement,
  type XmlLimits,
} from '@amt/xml';
import {
  type Texts,
  textModules,
  timeUnits,
  type XzufiChannel,
  type XzufiCost,
  type XzufiDuration,
  type XzufiFile,
  type XzufiId,
  type XzufiLink,
  type XzufiService,
  type XzufiUnit,
} from './xzufi-model.ts';
import { xzufiRoots } from './xzufi-shape.ts';

export type XzufiRead =
  | { readonly ok: true; readonly file: XzufiFile }
  | { readonly ok: false; readonly faults: readonly StandardFinding[] };

/** Reads a file of XZuFi 2.2: a message, a service or a unit. What the standard knows and is not used here is read over; all else is refused with its place. */
export function readXzufi(source: ByteSource, limits?: XmlLimits): Promise<XzufiRead> {
  return orFindings(async (): Promise<XzufiRead> => {
    const root = await readXml(source, xzufiRoots, limits);
    const version = root.attributes['xzufiVersion'];
    if (version !== undefined && !/^2\.2(\.0)?$/.test(version))
      throw faultAt(root, 'value', `xzufiVersion "${version.slice(0, 20)}" is not 2.2.0`);
    const written =
      root.name === 'leistung' || root.name === 'organisationseinheit'
        ? [root]
        : childrenOf(root, 'schreibe').flatMap(({ children }) => children);
    return {
      ok: true,
      file: {
        services: written.filter(({ name }) => name === 'leistung').map(serviceIn),
        units: written.filter(({ name }) => name === 'organisationseinheit').map(unitIn),
      },
    };
  });
}

function serviceIn(at: XmlElement): XzufiService {
  const processing = childOf(at, 'modulBearbeitungsdauer');
  const trustLevel = codeIn(childOf(at, 'vertrauensniveau'));
  return {
    id: idIn(childOf(at, 'id') ?? missingIn(at, 'id')),
    otherIds: childrenOf(at, 'idSekundaer').map(idIn),
    leikaKeys: childrenOf(at, 'referenzLeiKa').map((one) => codeIn(one) ?? missingIn(one, 'code')),
    texts: childrenOf(at, 'modulText').map((one) => ({
      code: known(childOf(one, 'leikaTextmodul') ?? missingIn(one, 'leikaTextmodul'), textModules),
      texts: textsIn(one, 'inhalt'),
      links: childrenOf(one, 'weiterfuehrenderLink').map(linkIn),
    })),
    deadline: textsIn(childOf(at, 'modulFrist'), 'beschreibung'),
    costs: childrenOf(childOf(at, 'modulKosten'), 'kosten').map(costIn),
    processing: {
      durations: childrenOf(processing, 'bearbeitungsdauer').flatMap(durationIn),
      texts: textsIn(processing, 'beschreibung'),
    },
    documents: childrenOf(childOf(at, 'modulDokument'), 'dokumentEingehend').map((one) => ({
      names: textsIn(one, 'bezeichnung'),
      descriptions: textsIn(one, 'beschreibung'),
    })),
    terms: childrenOf(at, 'modulBegriffImKontext').flatMap((module) =>
      childrenOf(module, 'begriffImKontext').flatMap((one) => {
        const term = childOf(one, 'begriff');
        const words = textOf(one, 'begriff');
        return term && words !== undefined ? [{ language: languageAt(term), term: words }] : [];
      }),
    ),
    typification: childrenOf(at, 'typisierung').map((one) => codeIn(one) ?? missingIn(one, 'code')),
    ...(trustLevel !== undefined && { trustLevel }),
    addressees: childrenOf(at, 'leistungsadressat').map((one) => codeIn(one) ?? missingIn(one, 'code')),
    areas: childrenOf(at, 'gueltigkeitGebietID').map(idIn),
    languages: childrenOf(at, 'sprachversion').map(
      (one) => one.attributes['languageCode'] ?? textOf(one, 'languageCode') ?? missingIn(one, 'languageCode'),
    ),
  };
}

function unitIn(at: XmlElement): XzufiUnit {
  const parent = childOf(at, 'uebergeordneteOrganisationseinheitID');
  return {
    id: idIn(childOf(at, 'id') ?? missingIn(at, 'id')),
    ...(parent && { parent: idIn(parent) }),
    names: textsIn(childOf(at, 'name') ?? missingIn(at, 'name'), 'name'),
    descriptions: textsIn(at, 'beschreibung'),
    addresses: childrenOf(at, 'anschrift').map((one) => ({
      ...optional('street', textOf(one, 'strasse')),
      ...optional('houseNumber', textOf(one, 'hausnummer')),
      ...optional('addition', textOf(one, 'zusatz')),
      ...optional('postalCode', textOf(one, 'postleitzahl')),
      ...optional('city', textOf(one, 'ort')),
    })),
    channels: childrenOf(at, 'kommunikation').flatMap(channelIn),
    openingHours: textsIn(at, 'infoOeffnungszeitenText'),
    accessibility: textsIn(at, 'infoBarrierefreiheit'),
    responsibilities: childrenOf(at, 'zustaendigkeit').flatMap((one) =>
      childrenOf(one, 'leistungID').map((service) => ({ service: idIn(service), areas: childrenOf(one, 'gebietID').map(idIn) })),
    ),
  };
}

/** Codes of `urn:de:xzufi:codeliste:kommunikationskanal`, as far as we know them. */
export const channelCodes: Readonly<Record<XzufiChannel['kind'], string>> = { phone: '001', mail: '003', website: '006' };

function channelIn(at: XmlElement): XzufiChannel[] {
  const code = codeIn(childOf(at, 'kanal'));
  const kind = (['phone', 'mail', 'website'] as const).find((one) => channelCodes[one] === code);
  const value = textOf(at, 'kennung');
  return kind && value !== undefined ? [{ kind, value }] : [];
}

function costIn(at: XmlElement): XzufiCost {
  const choice = childOf(at, 'kostenauswahl') ?? missingIn(at, 'kostenauswahl');
  const described = textsIn(at, 'beschreibung');
  const free = childOf(choice, 'kostenFrei');
  if (free) return { kind: 'free', texts: { ...textsIn(free, 'beschreibungKostenfreiheit'), ...described } };
  const fixed = childOf(choice, 'kostenFix');
  if (fixed) return { kind: 'fixed', cents: centsIn(childOf(fixed, 'betrag') ?? missingIn(fixed, 'betrag')), texts: described };
  const variable = childOf(choice, 'kostenVariabel') ?? missingIn(choice, 'kostenFix');
  const [low, high] = [childOf(variable, 'betragUntergrenze'), childOf(variable, 'betragObergrenze')];
  return {
    kind: 'variable',
    ...(low && { minCents: centsIn(low) }),
    ...(high && { maxCents: centsIn(high) }),
    texts: { ...textsIn(variable, 'beschreibungVariabilitaet'), ...described },
  };
}

function centsIn(at: XmlElement): number {
  const currency = at.attributes['currencyID'] ?? 'EUR';
  if (currency !== 'EUR') throw faultAt(at, 'value', `"${currency.slice(0, 10)}" is not EUR`);
  const [, euros, cents = ''] = /^(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(at.text.trim()) ?? [];
  if (euros === undefined) throw faultAt(at, 'value', `"${at.text.trim().slice(0, 40)}" is no amount`);
  return Number(euros) * 100 + Number(cents.padEnd(2, '0'));
}

function durationIn(at: XmlElement): XzufiDuration[] {
  const found = childOf(childOf(at, 'fristauswahl'), 'fristDauer');
  if (!found) return [];
  const until = textOf(found, 'dauerBis');
  const unit = known(childOf(found, 'einheit') ?? missingIn(found, 'einheit'), timeUnits);
  const last = childOf(found, 'einheitBis');
  return [
    {
      amount: numberIn(childOf(found, 'dauer') ?? missingIn(found, 'dauer')),
      unit,
      ...(until !== undefined && {
        until: { amount: numberIn(childOf(found, 'dauerBis') ?? found), unit: last ? known(last, timeUnits) : unit },
      }),
    },
  ];
}

function numberIn(at: XmlElement): number {
  const words = at.text.trim();
  if (/^\d{1,6}$/.test(words)) return Number(words);
  throw faultAt(at, 'value', `"${words.slice(0, 40)}" is no whole number`);
}

function idIn(at: XmlElement): XzufiId {
  const value = at.text.trim();
  if (value === '') throw faultAt(at, 'missing', `<${at.name}> is empty`);
  return { value, ...optional('agency', at.attributes['schemeAgencyID']), ...optional('scheme', at.attributes['schemeID']) };
}

function linkIn(at: XmlElement): XzufiLink {
  return {
    uri: textOf(at, 'uri') ?? missingIn(at, 'uri'),
    ...optional('language', at.attributes['languageCode']),
    ...optional('title', textOf(at, 'titel')),
  };
}

/** Texts of a part by language; one that stands there twice in a language is refused, since nobody could say which one holds. */
function textsIn(at: XmlElement | undefined, name: string): Texts {
  const found: Record<string, string> = {};
  for (const one of childrenOf(at, name)) {
    const language = languageAt(one);
    if (Object.hasOwn(found, language)) throw faultAt(one, 'twice', `<${name}> is there twice in the language "${language}"`);
    const words = one.text.trim();
    if (words !== '') found[language] = words;
  }
  return found;
}

function languageAt(at: XmlElement): string {
  const language = at.attributes['languageCode'] ?? 'de';
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(language)) throw faultAt(at, 'value', `"${language.slice(0, 40)}" is no language code`);
  return language;
}

function codeIn(at: XmlElement | undefined): string | undefined {
  return at && textOf(at, 'code');
}

function known<const Values extends readonly string[]>(at: XmlElement, values: Values): Values[number] {
  const code = codeIn(at) ?? missingIn(at, 'code');
  if (values.includes(code)) return code;
  throw faultAt(at, 'value', `"${code.slice(0, 40)}" is no ${at.name}; known are ${values.join(', ')}`);
}

const optional = <Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
