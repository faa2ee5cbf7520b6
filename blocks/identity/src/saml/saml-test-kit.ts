import { startBayernId, type BayernId } from '@amt/simulators';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDemoPeople } from '../city-files.ts';
import type { TrustLevel } from '../trust-level.ts';
import { providerKeys } from './provider-keys.ts';
import { authnRequest, metadata, type ServiceProvider } from './service-provider.ts';

/** Demo city of the house; its invented residents are who signs in. */
export const cityFolder = new URL('../../../../cities/muenchen/', import.meta.url).pathname;

/** A service provider and a simulated BayernID that know each other, talking over HTTP. */
export interface SamlPair {
  readonly sp: ServiceProvider;
  readonly idp: BayernId;
  /** the page the browser shows after the request was posted */
  readonly begin: (request: { id: string; level: TrustLevel }) => Promise<string>;
  /** base64 response after the person chose; `variant` as in the simulator */
  readonly respond: (request: { id: string; level: TrustLevel }, choice?: Record<string, string>) => Promise<string>;
  readonly close: () => Promise<void>;
}

export const anna = 'DEMO-anna-lehner-05f1fc26add3db553efce83a';

const post = async (url: string, form: Record<string, string>): Promise<string> =>
  (await fetch(url, { method: 'POST', body: new URLSearchParams(form) })).text();

/** Reads a hidden field of a page of the simulator. */
export const hidden = (page: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

export async function samlPair(): Promise<SamlPair> {
  const folder = await mkdtemp(join(tmpdir(), 'amt-saml-'));
  const keys = await providerKeys(folder);
  const { residents } = await readDemoPeople(cityFolder);
  const idp = await startBayernId({
    port: 0,
    people: residents,
    serviceProvider: async () => metadata(sp, { name: 'Test', url: 'https://amt.example' }),
  });
  const sp: ServiceProvider = {
    entityId: 'https://amt.example/saml/metadata',
    acs: 'https://amt.example/saml/acs',
    keys,
    provider: { url: idp.ssoUrl, entityId: idp.entityId, certificates: [idp.certificate] },
    serviceId: 'BMI-0000',
    displayName: 'Testamt',
  };
  const begin: SamlPair['begin'] = async (request) =>
    post(idp.ssoUrl, { SAMLRequest: await authnRequest(sp, { ...request, locale: 'de' }) });
  return {
    sp,
    idp,
    begin,
    respond: async (request, choice = { person: anna, means: 'eID' }) => {
      const token = hidden(await begin(request), 'token');
      return hidden(await post(`${idp.url}/saml/continue`, { token, ...choice }), 'SAMLResponse');
    },
    close: async () => {
      await idp.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
