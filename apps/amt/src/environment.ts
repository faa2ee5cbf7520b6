import { resolve } from 'node:path';
import { readCity } from './city.ts';
import { root } from './root.ts';

export type Environment = Readonly<Record<string, string>>;

/** Ports of the simulators, counted from the port of the house, so that two demo houses do not meet. */
export interface SimulatorPorts {
  readonly bayernId: number;
  readonly staffOidc: number;
  readonly timeStamps: number;
  readonly payments: number;
  readonly mailPage: number;
  readonly smtp: number;
}

export function simulatorPorts(port: number): SimulatorPorts {
  return { bayernId: port + 11, staffOidc: port + 12, timeStamps: port + 13, payments: port + 14, mailPage: port + 15, smtp: port + 16 };
}

/** The variables of the process, completed by what follows from them: folders made absolute, facts of the city, in demo mode the simulators. */
export function environment(given: Readonly<Record<string, string | undefined>>): Environment {
  const set = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
  const port = Number(set['PORT'] ?? 8080);
  const demo = set['AMT_DEMO'] === 'true';
  const city = resolve(set['AMT_CITY'] ?? resolve(root, 'cities/muenchen'));
  return {
    ...cityFacts(city),
    ...(demo ? simulatorSettings(port) : {}),
    ORIGIN: `http://localhost:${port}`,
    PORT: String(port),
    ...set,
    AMT_CITY: city,
    AMT_DATA: resolve(set['AMT_DATA'] ?? resolve(root, 'data')),
  };
}

function cityFacts(folder: string): Environment {
  const { facts } = readCity(folder);
  const { contact } = facts;
  return {
    CITY_NAME: facts.shortName.de,
    AUTHORITY_NAME: facts.name.de,
    SEAL_NAME: facts.name.de,
    BAYERNID_DISPLAY_NAME: facts.name.de,
    CONTACT_MAIL: contact.mail,
    CONTACT_PHONE: contact.phone,
    CONTACT_ADDRESS: `${contact.address.street}, ${contact.address.postalCode} ${contact.address.city}`,
  };
}

function simulatorSettings(port: number): Environment {
  const ports = simulatorPorts(port);
  return {
    BAYERNID_URL: `http://localhost:${ports.bayernId}/saml/sso`,
    BAYERNID_ENTITY_ID: `http://localhost:${ports.bayernId}/saml/metadata`,
    STAFF_OIDC_ISSUER: `http://localhost:${ports.staffOidc}`,
    TSA_URL: `http://localhost:${ports.timeStamps}`,
    PAYMENT_URL: `http://127.0.0.1:${ports.payments}/xbezahldienste/v1`,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
  };
}
