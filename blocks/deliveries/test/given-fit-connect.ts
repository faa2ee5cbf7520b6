import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { FormOutput } from '@amt/forms';
import { startFitConnect, type FitConnectSimulator } from '@amt/simulators';
import { keptKeys, publicKeys } from '../src/fit-connect/own-keys.ts';
import { givenDeliveries, type Given } from './given.ts';

/** Plays an authority that accepts, one that rejects; and the house itself. */
export const accepting = 'a0000000-0000-4000-8000-000000000001';
export const rejecting = 'a0000000-0000-4000-8000-000000000002';
export const silent = 'a0000000-0000-4000-8000-000000000004';
export const ours = 'a0000000-0000-4000-8000-000000000003';
export const schemaUri = 'https://schema.fitko.de/fim/s00000121_1.0.schema.json';
export const leikaKey = '99012070001000';
export const callbackSecret = 'a-callback-secret';

export interface GivenFitConnect extends Given {
  readonly service: FitConnectSimulator;
}

/** A house connected to a delivery service. Keys are small: their size proves nothing here. */
export async function givenFitConnect(): Promise<GivenFitConnect> {
  const folder = await mkdtemp(join(tmpdir(), 'amt-fit-connect-'));
  const keys = await keptKeys(folder, 2048);
  const common = { schemaUri, leikaKey };
  const service = await startFitConnect({
    port: 0,
    keyBits: 2048,
    client: { id: 'amt', secret: 'geheim & streng' },
    destinations: [
      { ...common, destinationId: accepting, name: 'Nimmt an' },
      { ...common, destinationId: rejecting, name: 'Weist zurück', answers: 'reject' },
      { ...common, destinationId: silent, name: 'Schweigt', answers: 'nothing' },
      { ...common, destinationId: ours, name: 'Unser Zustellpunkt', publicKeys: publicKeys(keys) },
    ],
  });
  after(() => service.close());
  const given = await givenDeliveries({
    FIT_CONNECT_URL: service.url,
    FIT_CONNECT_TOKEN_URL: service.tokenUrl,
    FIT_CONNECT_CLIENT_ID: 'amt',
    FIT_CONNECT_CLIENT_SECRET: 'geheim & streng',
    FIT_CONNECT_TIMEOUT_MS: '5000',
    FIT_CONNECT_DESTINATION_ID: ours,
    FIT_CONNECT_KEYS: JSON.stringify({ keys: [...keys.decryption, keys.signature] }),
    FIT_CONNECT_FORMS: `${schemaUri}=ein-formular`,
    FIT_CONNECT_CALLBACK_SECRET: callbackSecret,
  });
  return { ...given, service };
}

export function to(destinationId: string): FormOutput {
  return { kind: 'fit-connect', id: 'fit', destinationId, leikaKey, schemaUri };
}
