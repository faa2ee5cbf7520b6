import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessOf, mountedRoutes, type MountedRoute } from '@amt/http';
import { may, type Actor } from '@amt/module';
import { aDraft, roles, sampleHouse, sampleOf, type Role, type Answered } from '../test/sample-house.ts';
import { modules } from './modules.ts';

/**
 * Every route of the house times everyone who may come. What is expected follows from the route's `access`; where a thing belongs to somebody,
 * from the rule for it below. A new route with a parameter fails until it has a sample, one with a foreign thing until it has a rule.
 */

/** Whose things a route is about. `anyone`: of nobody. Staff must have the permission in the unit of the case (`kvr-parken`). */
/** `key`: only who sends the key of a client; no session helps. */
type Rule = 'anyone' | 'owner' | 'unit' | 'owner-or-unit' | 'key';

const ruleOf: Readonly<Record<string, Rule>> = {
  'http.kept-form': 'owner',
  'catalogue.api-service': 'anyone',
  'form-authoring.paper': 'unit',
  'counter.sheet': 'anyone',
  'counter.begin': 'unit',
  'counter.start': 'unit',
  'counter.take-paper': 'unit',
  'counter.enter-sheet': 'unit',
  'counter.save-sheet': 'unit',
  'counter.scan': 'unit',
  'form-api.form': 'anyone',
  'form-api.schema': 'anyone',
  'form-api.create': 'key',
  'form-api.submission': 'key',
  'form-api.answers': 'key',
  'form-api.files': 'key',
  'form-api.validate': 'key',
  'form-api.submit': 'key',
  'form-api.status': 'key',
  'forms.question': 'owner',
  'forms.item': 'owner',
  'forms.save-question': 'owner',
  'forms.save-item': 'owner',
  'forms.save-question-signed-in': 'owner',
  'forms.save-item-signed-in': 'owner',
  'forms.appointment': 'owner',
  'forms.hold-appointment': 'owner',
  'forms.drop-appointment': 'owner',
  'forms.draft': 'owner',
  'forms.check': 'owner',
  'forms.saved': 'owner',
  'forms.new-code': 'owner',
  'forms.migration': 'owner',
  'forms.migrate': 'owner',
  'forms.save-file': 'owner',
  'forms.download-file': 'owner',
  'online-services.mail-code': 'owner',
  'forms.discard': 'owner',
  'forms.confirm-discard': 'owner',
  'forms.draft-file': 'owner',
  'mailbox.message': 'owner',
  'mailbox.archive': 'owner',
  'mailbox.attachment': 'owner',
  'documents.download': 'owner-or-unit',
  'payments.return': 'anyone',
  'payments.pay': 'owner',
  'payments.start': 'owner',
  'payments.claim': 'unit',
  'payments.request-refund': 'unit',
  'payments.decide-refund': 'unit',
  'payments.execute-refund': 'unit',
  'deliveries.file': 'anyone',
  'deliveries.delivery': 'unit',
  'deliveries.repeat': 'unit',
  'online-services.start': 'anyone',
  'online-services.begin': 'anyone',
  'online-services.submit': 'owner',
  'online-services.confirmation': 'owner',
  'online-services.receipt': 'owner',
  'online-services.rate': 'owner',
  'online-services.ask-cosigner': 'owner',
  // who has the link may answer, without account
  'online-services.cosign': 'anyone',
  'online-services.answer-cosignature': 'anyone',
  'online-services.answer': 'owner',
  'online-services.send-answer': 'owner',
  'online-services.message-file': 'owner-or-unit',
  'online-services.upload': 'owner-or-unit',
  'online-services.staff-case': 'unit',
  'online-services.take-case': 'unit',
  'online-services.assign-case': 'unit',
  'online-services.case-step': 'unit',
  'online-services.ask-back': 'unit',
  'online-services.reply-by-mail': 'unit',
  'online-services.add-note': 'unit',
  'online-services.propose-decision': 'unit',
  'online-services.approve-decision': 'unit',
  'online-services.return-decision': 'unit',
  'online-services.staff-ask-cosigner': 'unit',
  'online-services.staff-remind-cosigner': 'unit',
  'online-services.waive-cosignature': 'unit',
  'online-services.text-block': 'unit',
  'online-services.save-text-block': 'unit',
  'online-services.remove-text-block': 'unit',
  'online-services.service-statistics': 'unit',
  'form-authoring.take-lock': 'unit',
  'form-authoring.release-lock': 'unit',
  'form-authoring.edit-offered': 'unit',
  'form-authoring.points': 'unit',
  'form-authoring.point': 'unit',
  'form-authoring.settle-point': 'unit',
  'form-authoring.build-rule': 'unit',
  'form-authoring.fill-list': 'unit',
  'form-authoring.form': 'unit',
  'form-authoring.save-node': 'unit',
  'form-authoring.save-page': 'unit',
  'form-authoring.live': 'unit',
  'form-authoring.pick': 'unit',
  'form-authoring.add': 'unit',
  'form-authoring.add-branch': 'unit',
  'form-authoring.add-page': 'unit',
  'form-authoring.move': 'unit',
  'form-authoring.drop': 'unit',
  'form-authoring.move-page': 'unit',
  'form-authoring.copy-node': 'unit',
  'form-authoring.remove': 'unit',
  'form-authoring.remove-page': 'unit',
  'form-authoring.condition': 'unit',
  'form-authoring.save-condition': 'unit',
  'form-authoring.live-condition': 'unit',
  'form-authoring.save-expert': 'unit',
  'form-authoring.logic': 'unit',
  'form-authoring.add-entry': 'unit',
  'form-authoring.move-entry': 'unit',
  'form-authoring.remove-entry': 'unit',
  'form-authoring.entry': 'unit',
  'form-authoring.save-entry': 'unit',
  'form-authoring.texts': 'unit',
  'form-authoring.save-texts': 'unit',
  'form-authoring.tests': 'unit',
  'form-authoring.keep-test': 'unit',
  'form-authoring.remove-test': 'unit',
  'form-authoring.accept-test': 'unit',
  'form-authoring.settings': 'unit',
  'form-authoring.save-settings': 'unit',
  'form-authoring.make-service': 'unit',
  'form-authoring.preview': 'unit',
  'form-authoring.try-preview': 'unit',
  'form-authoring.empty-preview': 'unit',
  'form-authoring.versions': 'unit',
  'form-authoring.submit': 'unit',
  'form-authoring.restore': 'unit',
  'form-authoring.export': 'unit',
  'form-authoring.discard': 'unit',
  'form-authoring.version': 'unit',
  'form-authoring.approve': 'unit',
  'form-authoring.return': 'unit',
  'form-authoring.withdraw': 'unit',
  'portal.service': 'anyone',
  'portal.life-situation': 'anyone',
  'portal.case': 'owner',
  'portal.withdraw': 'owner',
};

/** Parameters whose name alone does not say which thing is meant. */
const sampleNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'documents.download': { id: 'documentId' },
  'catalogue.api-service': { id: 'serviceId' },
  'counter.sheet': { formId: 'serviceId' },
  'counter.enter-sheet': { draftId: 'counterDraftId' },
  'counter.save-sheet': { draftId: 'counterDraftId' },
  'counter.scan': { draftId: 'counterDraftId', fileId: 'scanId' },
  'form-api.form': { formId: 'serviceId' },
  'form-api.schema': { formId: 'serviceId' },
  'form-api.submission': { id: 'draftId' },
  'form-api.answers': { id: 'draftId' },
  'form-api.files': { id: 'draftId' },
  'form-api.validate': { id: 'draftId' },
  'form-api.submit': { id: 'draftId' },
  'form-api.status': { id: 'draftId' },
  'online-services.text-block': { id: 'blockId' },
  'online-services.save-text-block': { id: 'blockId' },
  'online-services.remove-text-block': { id: 'blockId' },
  'online-services.message-file': { fileId: 'messageFileId' },
  'online-services.upload': { fileId: 'uploadId' },
  'online-services.submit': { draftId: 'draftToSend' },
  'online-services.cosign': { token: 'cosignToken' },
  'online-services.answer-cosignature': { token: 'cosignToken' },
  'forms.draft-file': { fileId: 'draftFileId' },
  'forms.appointment': { draftId: 'appointmentDraftId' },
  'forms.hold-appointment': { draftId: 'appointmentDraftId' },
  'forms.drop-appointment': { draftId: 'appointmentDraftId' },
  'deliveries.file': { fileId: 'uploadId' },
  'forms.confirm-discard': { draftId: 'draftToDiscard' },
  'form-authoring.fill-list': { pointId: 'listPointId' },
  'form-authoring.preview': { page: 'formPage' },
  'form-authoring.try-preview': { page: 'formPage' },
  'form-authoring.empty-preview': { page: 'formPage' },
  'portal.service': { slug: 'serviceSlug' },
  'portal.life-situation': { slug: 'situationSlug' },
};

/** What is sent, where an empty form would be refused for another reason than the person. */
const bodies: Readonly<Record<string, string>> = {
  'form-api.create': '{"formId":"wohngeld"}',
  'forms.migrate': `version=${'0'.repeat(64)}&revision=0`,
  'online-services.save-text-block': 'unitId=kvr-parken&name=Sample&bodyDe=x&bodyEn=x',
  'form-authoring.save-node': 'path=givenName',
  'form-authoring.live': 'path=givenName',
  'form-authoring.save-page': 'page=person',
  'form-authoring.add-entry': 'list=fee',
  'form-authoring.move-entry': 'list=fee',
  'form-authoring.remove-entry': 'list=fee',
};

/** Ends the thing it is about or the whole account; asked last. */
const ending = ['online-services.submit', 'forms.confirm-discard', 'online-services.remove-text-block', 'portal.withdraw', 'portal.erase'];

/** Answers with a failure of their own when nothing, or nothing right, is sent; the same for everybody. */
const needsInput: Readonly<Record<string, readonly number[]>> = {
  'identity.saml-acs': [400, 422],
  'identity.oidc-callback': [400, 422],
  'identity.complete-sign-in': [400, 422],
  'identity.passkey-sign-in': [400, 401, 422],
  'identity.passkey-registration-options': [400],
  'identity.add-passkey': [400],
  'identity.remove-passkey': [400],
  'identity.end-session': [400],
  'payments.callback': [400, 422],
  'fit-connect.callback': [400, 401],
  // the address carries a signature
  'deliveries.file': [400],
  // the provider of the staff directory does not run here
  'identity.begin-staff-sign-in': [502, 503],
  'catalogue.api-search': [400],
  // which expression is meant stands in the query
  'form-authoring.condition': [400],
  'form-authoring.save-condition': [400],
  'form-authoring.live-condition': [400],
  'form-authoring.save-expert': [400],
  'catalogue.api-suggestions': [400],
  'addresses.api-streets': [400],
  'addresses.api-house-numbers': [400],
  'addresses.api-nearest': [400],
  'addresses.api-district': [400],
};

type Verdict = 'allowed' | 'sign-in' | 'forbidden' | 'hidden';

const unit = 'kvr-parken';

function expected({ name, access }: MountedRoute, role: Role, actor: Actor): Verdict {
  const verdict = accessOf(access, actor);
  if (verdict !== 'granted') return verdict;
  const rule = ruleOf[name] ?? 'anyone';
  if (rule === 'key') return 'sign-in';
  const isOwner = role === 'owner';
  const inUnit = may(actor, access === 'account' ? 'cases.read' : access, unit);
  if (rule === 'anyone' || (rule !== 'unit' && isOwner) || (rule !== 'owner' && inUnit)) return 'allowed';
  return 'hidden';
}

const given = await sampleHouse();
const sample: Record<string, string> = { ...(await sampleOf(given)) };
const { app, people, cookieOf } = given;
const mounted = mountedRoutes(modules);
const inOrder = [...mounted.filter(({ name }) => !ending.includes(name)), ...mounted.filter(({ name }) => ending.includes(name))];

/** A form sent after the session had run out is kept; its token. */
sample['token'] = await (async () => {
  const late = await app.inject({
    method: 'POST',
    url: '/de/konto/meine-daten/benachrichtigung',
    payload: 'notify=yes',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      cookie: await cookieOf('owner', true),
    },
  });
  const back = new URL(String(late.headers.location), 'http://x').searchParams.get('return') ?? '';
  return decodeURIComponent(back.split('/').at(-1) ?? '');
})();

function addressOf(route: MountedRoute): string {
  const pattern = route.addresses[0]?.pattern ?? '';
  return pattern.replace(/:([A-Za-z]+)/g, (_, param: string) => {
    const value = sample[sampleNames[route.name]?.[param] ?? param];
    assert.ok(value, `route ${route.name}: there is no sample for the parameter "${param}"; make one in test/sample-house.ts (sampleOf)`);
    assert.ok(route.name in ruleOf, `route ${route.name} is about a thing: say in ruleOf whose it is`);
    return encodeURIComponent(value);
  });
}

async function ask(
  route: MountedRoute,
  cookie: string,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
): Promise<Answered> {
  const url = addressOf(route);
  const [payload, type] = url.startsWith('/api/')
    ? [bodies[route.name] ?? '{}', 'application/json']
    : [bodies[route.name] ?? '', 'application/x-www-form-urlencoded'];
  const form = route.method === 'GET' ? {} : { payload, headers: { 'content-type': type } };
  return app.inject({ method: route.method, url, ...form, headers: { ...form.headers, ...headers, ...(cookie === '' ? {} : { cookie }) } });
}

function verdictOf(route: MountedRoute, { statusCode, headers }: Answered): Verdict | `status ${number}` {
  const location = headers.location ?? '';
  if (statusCode === 401) return 'sign-in';
  const guarded = route.access !== 'public' || (ruleOf[route.name] ?? 'anyone') !== 'anyone';
  if ((statusCode === 302 || statusCode === 303) && location.startsWith('/de/anmelden') && guarded) return 'sign-in';
  if (statusCode === 403) return 'forbidden';
  if (statusCode === 404 || statusCode === 410) return 'hidden';
  // 409: the page had been saved by another window
  const fine = statusCode < 400 || statusCode === 409 || statusCode === 422;
  return fine || (needsInput[route.name] ?? []).includes(statusCode) ? 'allowed' : `status ${statusCode}`;
}

/** Somebody else's thing may be refused in any way that tells nothing of it. */
function fits(wanted: Verdict, got: string): boolean {
  return wanted === 'hidden' ? ['hidden', 'forbidden', 'sign-in'].includes(got) : wanted === got;
}

describe('every route for every role', () => {
  for (const route of inOrder) {
    it(`${route.method} ${route.name} (${route.access}, ${ruleOf[route.name] ?? 'anyone'})`, async () => {
      const wrong: string[] = [];
      // those who may come last, so that what they do cannot hide what others must not
      const wanted = roles.map((role) => ({ role, verdict: expected(route, role, people[role]) }));
      for (const { role, verdict } of wanted.toSorted((a, b) => Number(a.verdict === 'allowed') - Number(b.verdict === 'allowed'))) {
        const answer = await ask(route, await cookieOf(role));
        const got = verdictOf(route, answer);
        if (!fits(verdict, got)) wrong.push(`${role}: ${got} instead of ${verdict}`);
        assert.doesNotMatch(answer.body, /\n\s+at .*\.(ts|js):\d+/, `${role}: a stack trace`);
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('says by its address who it is for', () => {
    const audience: readonly [RegExp, (access: string) => boolean][] = [
      [/^\/de\/(konto|postfach|mein)(\/|$)/, (access) => access === 'person'],
      [/^\/de\/mitarbeit$/, (access) => access === 'staff'],
      [/^\/de\/mitarbeit\//, (access) => access.includes('.')],
    ];
    const wrong = mounted.filter(({ addresses, access }) =>
      audience.some(([pattern, fitting]) => pattern.test(addresses[0]?.pattern ?? '') && !fitting(access)),
    );
    assert.deepEqual(
      wrong.map(({ name, access }) => `${name} is open to ${access}`),
      [],
    );
  });

  it('asks for rules only of routes that exist', () => {
    const names = new Set(mounted.map(({ name }) => name));
    const unknown = [
      ...Object.keys(ruleOf),
      ...Object.keys(sampleNames),
      ...Object.keys(bodies),
      ...Object.keys(needsInput),
      ...ending,
    ].filter((name) => !names.has(name));
    assert.deepEqual(unknown, []);
  });
});

describe('a request that changes something', () => {
  const crossSite = new Set(['identity.saml-acs', 'payments.callback', 'fit-connect.callback']);
  it('is taken from elsewhere on three routes only: the answers of identity and payment provider and of FIT-Connect', () =>
    assert.deepEqual(new Set(mounted.filter(({ route }) => route.crossSite).map(({ name }) => name)), crossSite));

  for (const [how, headers] of Object.entries({
    'another site': { 'sec-fetch-site': 'cross-site' },
    'another origin': { origin: 'https://evil.example' },
    'nowhere, without the token': {},
  })) {
    it(`is refused when it comes from ${how}`, async () => {
      sample['draftToSend'] = await aDraft(given, 'meldebescheinigung');
      sample['draftToDiscard'] = sample['draftToSend'];
      const taken: string[] = [];
      for (const route of mounted.filter(({ method, name }) => method !== 'GET' && !crossSite.has(name))) {
        const role = route.access === 'staff' || route.access.includes('.') ? 'lead' : 'owner';
        const { statusCode } = await ask(route, await cookieOf(role), headers);
        if (statusCode !== 403) taken.push(`${route.name}: ${statusCode}`);
      }
      assert.deepEqual(taken, []);
    });
  }
});
