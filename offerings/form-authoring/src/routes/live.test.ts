import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Answer, FormBody } from '@amt/module';
import { syntheticForm } from '@amt/forms';
import { testHouse } from '@amt/testing';
import { streetMusic } from '../../test/street-music.ts';
import { importForm } from '../copies/begin-form.ts';
import { workingCopy } from '../copies/working-copy-store.ts';
import { findingsAt } from '../findings/findings-at.ts';
import formAuthoring from '../index.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { holdsNode, holdsPage, unsavedPart } from './edited-part.ts';

const house = await testHouse({
  modules: [formAuthoring],
  now: '2026-11-25T10:00:00Z',
  env: { AUTHORITY_NAME: 'Stadt', ORIGIN: 'http://localhost' },
});
const unit = 'kvr-bezirksinspektion';
const permissions = ['form-authoring.edit'];
const author = (unitIds = [unit]) => house.asStaff({ id: randomUUID(), name: 'Anna', permissions, unitIds });

/** Asks a live route as the router would. */
async function ask(name: string, body: FormBody, query: Readonly<Record<string, string>> = {}, ctx = author()): Promise<Answer> {
  const route = formAuthoring.routes?.find((one) => one.name === `form-authoring.${name}`);
  assert.ok(route);
  const href = (to: string): string => `/${to}`;
  const session = { get: (key: string) => (key.startsWith('form-authoring.beside') ? 'en' : undefined) };
  return route.handle(ctx, { params: { formId: 'strassenmusik' }, query, body, href, session } as unknown as Parameters<
    typeof route.handle
  >[1]);
}

const markup = (answer: Answer): string => (answer.kind === 'file' ? String(answer.body) : answer.kind);

await importForm(author(), { form: streetMusic(), unitId: unit });

describe('what is typed into the editor', () => {
  const sound = { path: 'sound', label: 'Welches Instrument?', required: 'yes', options: 'Ohne | plain\nMit | loud', id: 'sound' };

  it('is shown before it is saved, and changes neither the form nor its lock', async () => {
    const before = await workingCopy(house.db, 'strassenmusik');
    assert.ok(before);
    const shown = markup(await ask('live', sound));
    assert.match(shown, /id="live-preview".*Welches Instrument\?/s);
    assert.match(shown, /id="live-count"/);
    assert.match(shown, /Englisch.*About|Englisch.*Music/s, 'in the other language beside it');
    assert.deepEqual(await workingCopy(house.db, 'strassenmusik'), before);
  });
  it('says what is wrong with it, and with what is not touched as before', async () => {
    assert.match(markup(await ask('live', { ...sound, label: '' })), /id="live-here"><ul/);
    assert.match(markup(await ask('live', { ...sound, label: '' })), /form-authoring\.form/);
    assert.match(markup(await ask('live', sound)), /id="live-here"><\/div>/);
  });
  it('is refused to other units, when it is too large, and where nothing of that name is', async () => {
    const stranger = author(['ska']);
    assert.deepEqual(await ask('live', sound, {}, stranger), { kind: 'problem', status: 404, code: 'not-found' });
    assert.deepEqual(await ask('live', { ...sound, options: 'x'.repeat(200_001) }), { kind: 'problem', status: 413, code: 'too-large' });
    assert.deepEqual(await ask('live', { path: 'gone' }), { kind: 'problem', status: 404, code: 'not-found' });
    const route = formAuthoring.routes?.find(({ name }) => name === 'form-authoring.live');
    assert.deepEqual([route?.access, route?.rateLimit], ['form-authoring.edit', 240]);
  });
  it('of a condition is a sentence, with a word on a text that is tried', async () => {
    const slot = { owner: 'node', id: 'watts', slot: 'when' };
    const row = { 'c.mode': 'all', 'c.items': '1', 'c.0.field': 'answer:band.title', 'c.0.comparison': 'matches' };
    const shown = markup(await ask('live-condition', { ...row, 'c.0.shape': 'fiveDigits', 'c.0.tried': '8033' }, slot));
    assert.match(shown, /id="said".*wenn „Name der Gruppe“ die Form „fünf Ziffern“ hat/s);
    assert.match(shown, /id="c-0-verdict"[^>]*>„8033“ passt nicht/);
    assert.match(markup(await ask('live-condition', { 'c.items': '0' }, slot)), /Noch keine Bedingung/);
  });
});

describe('findings of what is not saved', () => {
  it('are those of the place, even where other places are not written yet', () => {
    const form = streetMusic({ legalBasis: [] });
    const part = unsavedPart(form, { path: 'mail', label: 'E-Mail', citation: '', id: 'mail' }, 'de');
    assert.ok(part);
    const found = findingsAt(part.form, part.holds, 'de');
    assert.deepEqual(
      found.map(({ severity, pointer }) => [severity, pointer]),
      [['fault', '/pages/0/fields/1']],
      'an address is personal data and names its ground',
    );
  });
  it('of a page are its own, not those of its fields', () => {
    assert.ok(holdsPage('/pages/1')('/pages/1/title') && holdsPage('/pages/1')('/pages/1'));
    assert.ok(!holdsPage('/pages/1')('/pages/1/fields/0') && !holdsPage('/pages/1')('/pages/10'));
    assert.ok(holdsNode('/pages/1/fields/0')('/pages/1/fields/0/options/1') && !holdsNode('/pages/1/fields/0')('/pages/1/fields/01'));
  });
  it('of a large form cost no proof of the whole of it', (t) => {
    const form = syntheticForm(1000, 500).form.definition as unknown as AuthorForm;
    const begun = performance.now();
    assert.deepEqual(findingsAt(form, holdsNode('/pages/3/fields/2'), 'de'), []);
    t.diagnostic(`findings of one of 1000 fields beside 500 rules: ${Math.round(performance.now() - begun)} ms`);
  });
});
