import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Type } from 'typebox';
import { ConfigProblem, describeSettings, loadSettings } from './index.ts';

const temp = mkdtempSync(join(tmpdir(), 'amt-config-'));
after(() => rmSync(temp, { recursive: true }));
const secretFile = join(temp, 'secret');
writeFileSync(secretFile, 'from a file\n');

const web = {
  module: 'web',
  schema: Type.Object({
    PORT: Type.Integer({ default: 8080, minimum: 1, maximum: 65_535, description: 'port to listen on' }),
    ORIGIN: Type.String({ format: 'uri' }),
    TRUST_PROXY: Type.Boolean({ default: false }),
    MODE: Type.Union([Type.Literal('demo'), Type.Literal('live')], { default: 'demo' }),
    NOTE: Type.Optional(Type.String()),
  }),
};
const mail = { module: 'mail', schema: Type.Object({ SMTP_URL: Type.String(), MAIL_TOKEN: Type.String({ minLength: 8 }) }) };

describe('settings', () => {
  it('are read with defaults, numbers and booleans from text, secrets from files', () => {
    const settings = loadSettings([web, mail], {
      ORIGIN: 'https://amt.example',
      TRUST_PROXY: 'true',
      PORT: '9000',
      MODE: 'live',
      NOTE: '',
      SMTP_URL: 'smtp://x',
      MAIL_TOKEN_FILE: secretFile,
    });
    assert.deepEqual(settings.get('web'), { PORT: 9000, ORIGIN: 'https://amt.example', TRUST_PROXY: true, MODE: 'live' });
    assert.deepEqual(settings.get('mail'), { SMTP_URL: 'smtp://x', MAIL_TOKEN: 'from a file' });
    assert.deepEqual(loadSettings([web], { ORIGIN: 'https://amt.example' }).get('web'), {
      PORT: 8080,
      ORIGIN: 'https://amt.example',
      TRUST_PROXY: false,
      MODE: 'demo',
    });
  });

  it('tell all faults at once, with key, expectation and what was found, and no secret', () => {
    const env = { PORT: 'eighty', MODE: 'test', MAIL_TOKEN: 'short', ORIGIN: 'nowhere', SMTP_URL_FILE: join(temp, 'missing') };
    assert.throws(
      () => loadSettings([web, mail], env),
      (fault: Error) => {
        assert.ok(fault instanceof ConfigProblem);
        const text = fault.message;
        assert.match(text, /PORT: expected integer from 1 up to 65535 \(port to listen on\), got "eighty"/);
        assert.match(text, /MODE: expected one of demo, live, got "test"/);
        assert.match(text, /ORIGIN: expected string as uri, got "nowhere"/);
        assert.match(text, /MAIL_TOKEN: expected string of at least 8 characters, got •••/);
        assert.match(text, /SMTP_URL_FILE: .*missing cannot be read \(ENOENT\)/);
        assert.doesNotMatch(text, /short/);
        assert.equal(
          fault.faults.length,
          new Set(fault.faults.map((one) => one.split(':')[0]?.replace('_FILE', ''))).size,
          'one fault per key',
        );
        return true;
      },
    );
    assert.throws(() => loadSettings([web], { PORT: '70000', ORIGIN: 'https://a.example' }), /PORT/);
    assert.throws(() => loadSettings([mail], { SMTP_URL: 'x', MAIL_TOKEN: 'long enough', MAIL_TOKEN_FILE: secretFile }), /not both/);
    assert.throws(() => loadSettings([mail], {}), /SMTP_URL: expected string, nothing is set/);
  });

  it('are described with their source, secrets masked', () => {
    const described = describeSettings([web, mail], {
      ORIGIN: 'https://amt.example',
      SMTP_URL: 'smtp://user:pass@host',
      MAIL_TOKEN_FILE: secretFile,
    });
    const lines = described.map(({ key, value, from }) => `${key}=${value} (${from})`);
    assert.deepEqual(lines, [
      'PORT=8080 (default)',
      'ORIGIN=https://amt.example (environment)',
      'TRUST_PROXY=false (default)',
      'MODE=demo (default)',
      'NOTE= (not set)',
      'SMTP_URL=smtp://user:•••@host (environment)',
      'MAIL_TOKEN=••• (file)',
    ]);
  });
});
