import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  readonly fitConnect: number;
  readonly webhooks: number;
  readonly appointments: number;
}

export function simulatorPorts(port: number): SimulatorPorts {
  return {
    bayernId: port + 11,
    staffOidc: port + 12,
    timeStamps: port + 13,
    payments: port + 14,
    mailPage: port + 15,
    smtp: port + 16,
    fitConnect: port + 17,
    webhooks: port + 18,
    appointments: port + 19,
  };
}

/** What the demo city shares with its simulators of FIT-Connect and of a receiver of webhooks; they guard nothing. */
export const demoDelivery = {
  client: { id: 'digitales-amt', secret: 'demo' },
  webhookSecret: 'demo',
  callbackSecret: 'demo',
  /** the city's own destination, and that of a city beside it */
  ownDestination: '7d3c3b0a-5a0f-4b52-9d6c-1f8f0a2b6c01',
  otherDestination: '7d3c3b0a-5a0f-4b52-9d6c-1f8f0a2b6c02',
  schemaUri: 'urn:digitales-amt:form:meldebescheinigung',
  leikaKey: '99115005012000',
  formId: 'meldebescheinigung',
} as const;

/** The variables of the process, completed by what follows from them: folders made absolute, facts of the city, in demo mode the simulators. */
export function environment(given: Readonly<Record<string, string | undefined>>): Environment {
  const set = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
  const port = Number(set['PORT'] ?? 8080);
  const demo = set['AMT_DEMO'] === 'true';
  const data = resolve(set['AMT_DATA'] ?? resolve(root, 'data'));
  const keys = join(data, 'storage-keys', 'keys.json');
  const city = resolve(set['AMT_CITY'] ?? resolve(root, 'cities/muenchen'));
  return {
    ...cityFacts(city),
    ...(demo ? simulatorSettings(port) : {}),
    // made by a start in demo mode; commands beside it find it too
    ...(demo || existsSync(keys) ? { STORAGE_KEYS_FILE: keys } : {}),
    ORIGIN: `http://localhost:${port}`,
    PORT: String(port),
    ...set,
    AMT_CITY: city,
    AMT_DATA: data,
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
    FIT_CONNECT_URL: `http://localhost:${ports.fitConnect}`,
    FIT_CONNECT_TOKEN_URL: `http://localhost:${ports.fitConnect}/token`,
    FIT_CONNECT_CLIENT_ID: demoDelivery.client.id,
    FIT_CONNECT_CLIENT_SECRET: demoDelivery.client.secret,
    FIT_CONNECT_DESTINATION_ID: demoDelivery.ownDestination,
    FIT_CONNECT_FORMS: `${demoDelivery.schemaUri}=${demoDelivery.formId}`,
    FIT_CONNECT_CALLBACK_SECRET: demoDelivery.callbackSecret,
    APPOINTMENTS_URL: `http://localhost:${ports.appointments}/citizen-api`,
    // whoever the city's forms name: the simulator takes it
    WEBHOOK_SECRETS: `*=${demoDelivery.webhookSecret}`,
    WEBHOOK_GATEWAYS: `*=http://localhost:${ports.webhooks}`,
  };
}
