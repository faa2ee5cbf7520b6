import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadSettings } from '@amt/config';
import { deliveriesConfig, webhookGateway, webhookSecret } from './settings.ts';

const from = (values: Record<string, string>) => ({ settings: loadSettings([deliveriesConfig], values) });

describe('secrets and gateways of receivers', () => {
  it('are those of the host, else those of all', () => {
    const given = from({
      WEBHOOK_SECRETS: 'a.example=one\n*=other',
      WEBHOOK_GATEWAYS: 'a.example:8443=http://gateway:1 *=http://gateway:2',
    });
    assert.deepEqual(
      ['a.example', 'b.example'].map((host) => webhookSecret(given, host)),
      ['one', 'other'],
    );
    assert.deepEqual(
      ['a.example:8443', 'a.example'].map((host) => webhookGateway(given, host)),
      ['http://gateway:1', 'http://gateway:2'],
    );
  });

  it('are none where none is set', () => {
    const given = from({ WEBHOOK_SECRETS: 'a.example=' });
    assert.equal(webhookSecret(given, 'a.example'), undefined);
    assert.equal(webhookGateway(given, 'a.example'), undefined);
  });
});
