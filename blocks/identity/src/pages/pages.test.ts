import assert from 'node:assert/strict';
import { it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { locales } from '@amt/i18n';
import { trustLevels } from '../trust-level.ts';
import { handOverPage } from './hand-over-page.ts';
import { profilePage } from './profile-page.ts';
import { signInPage } from './sign-in-page.ts';
import { signedOutPage } from './signed-out-page.ts';
import { staffSignInPage } from './staff-sign-in-page.ts';

const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
const name = { de: 'Prüfung', en: 'Test' };

it('every page is valid HTML with one h1, in every language and state', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: { 'void-style': 'off', 'no-trailing-whitespace': 'off', 'no-inline-style': 'error' },
  });
  for (const locale of locales) {
    const staff = { id: '1', subject: 'x', name: 'Ada', mail: 'ada@example.org', phone: undefined, locale, active: true };
    const passkey = { id: 'k', staffId: '1', publicKey: '', counter: 0, transports: [], label: 'Laptop', createdAt: now, lastUsedAt: now };
    const grant = { roleId: 'clerk', roleName: name, permissions: [], unitId: 'u', unitName: name };
    const person = { accountId: '1', displayName: '<b>Ada</b>', means: 'eID', trustLevel: 'high' as const, note: name };
    const signIn = { locale, action: '/a', staffHref: '/s', returnPath: '/r?a=1&b=2', demoPeople: [person] };
    const pages = [
      ...trustLevels.map((level) => signInPage({ ...signIn, level, problem: 'cancelled' })),
      signInPage({ ...signIn, level: 'basic', problem: undefined, demoPeople: [] }),
      handOverPage({ locale, handOver: { requestId: '_1', url: 'https://idp.example/sso', samlRequest: 'PD94' }, scriptHref: '/x.js' }),
      staffSignInPage({
        locale,
        oidcAction: '/o',
        passkeyAction: '/p',
        scriptHref: '/x.js',
        residentHref: '/r',
        returnPath: '/',
        problem: 'staff-unknown',
        demoStaff: [{ ...staff, demoNote: name, roles: ['clerk@u'] }],
      }),
      profilePage({
        locale,
        staff,
        grants: [grant],
        passkeys: [passkey],
        sessions: [{ id: '1', device: 'Firefox', createdAt: now, lastSeenAt: now }],
        problem: 'label',
        href: (route) => `/${route}`,
      }),
      profilePage({ locale, staff, grants: [], passkeys: [], sessions: [], problem: 'passkey', href: (route) => `/${route}` }),
      signedOutPage({ locale, againHref: '/in' }),
    ];
    for (const { title, body } of pages) {
      const markup = `<!DOCTYPE html><html lang="de"><head><title>${title}</title></head><body><main>${String(body)}</main></body></html>`;
      assert.equal(markup.match(/<h1[ >]/g)?.length, 1, title);
      assert.doesNotMatch(markup, /<b>Ada/);
      const report = await validator.validateString(markup);
      assert.deepEqual(
        report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
        [],
        `${title} (${locale})`,
      );
    }
  }
});
