import { configOf, fileAnswer, page, redirect, route, type Context } from '@amt/module';
import Type from 'typebox';
import { acceptResponse, signInProblems, type SignInProblem } from './accept-response.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { identityConfig } from './config.ts';
import { listDemoPeople } from './demo-person-store.ts';
import { handOverPage } from './pages/hand-over-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { metadata, samlPaths, serviceProvider } from './saml/service-provider.ts';
import { keepTrustLevel, sessionTrustLevel } from './session-trust-level.ts';
import { afterSignIn } from './start-page.ts';
import { isTrustLevel, reaches, type TrustLevel } from './trust-level.ts';

/** Key in the session: the request this browser began. */
const requestKey = 'identity.request';

const Wish = Type.Object({
  return: Type.Optional(Type.String()),
  level: Type.Optional(Type.String()),
  problem: Type.Optional(Type.String()),
});

const levelOf = (value: unknown): TrustLevel => (isTrustLevel(value) ? value : 'basic');
const problemOf = (value: unknown): SignInProblem | undefined => signInProblems.find((known) => known === value);
const demoPeople = (ctx: Context) => (configOf(ctx, identityConfig).AMT_DEMO ? listDemoPeople(ctx.db) : Promise.resolve([]));

/** `?return=` a path of ours to come back to, `?level=` at least this trust level (step-up). */
const signIn = route({
  name: 'identity.sign-in',
  method: 'GET',
  path: { de: '/anmelden', en: '/sign-in' },
  access: 'public',
  query: Wish,
  handle: async (ctx, request) => {
    const level = levelOf(request.query.level);
    const returnPath = afterSignIn(ctx, request, 'person', request.query.return);
    const has = sessionTrustLevel(request.session);
    const enough = ctx.actor.kind === 'person' && has !== undefined && reaches(has, level);
    const why = problemOf(request.query.problem);
    if (enough && why === undefined) return redirect(returnPath);
    return page(
      signInPage({
        locale: ctx.locale,
        action: request.href('identity.begin-sign-in'),
        staffHref: request.href('identity.staff-sign-in'),
        returnPath,
        level,
        problem: why,
        demoPeople: await demoPeople(ctx),
      }),
    );
  },
});

const begin = route({
  name: 'identity.begin-sign-in',
  method: 'POST',
  path: { de: '/anmelden/bayernid', en: '/sign-in/bayernid' },
  access: 'public',
  body: Type.Object({ return: Type.Optional(Type.String()), level: Type.Optional(Type.String()) }),
  rateLimit: 30,
  handle: async (ctx, request) => {
    const returnPath = afterSignIn(ctx, request, 'person', request.body.return);
    const handOver = await beginSignIn(ctx, { level: levelOf(request.body.level), returnPath });
    await request.session.set(requestKey, handOver.requestId);
    return page(handOverPage({ locale: ctx.locale, handOver, scriptHref: request.href('identity.hand-over-script') }));
  },
});

const handOverScript = route({
  name: 'identity.hand-over-script',
  method: 'GET',
  path: '/identity/hand-over.js',
  access: 'public',
  handle: () =>
    fileAnswer({ body: "document.getElementById('hand-over')?.submit();\n", mediaType: 'text/javascript; charset=utf-8', inline: true }),
});

/** Assertion consumer service. Comes from the provider's site without our cookie, so it ends in a redirect to ourselves. */
const acs = route({
  name: 'identity.saml-acs',
  method: 'POST',
  path: samlPaths.acs,
  access: 'public',
  crossSite: true,
  rateLimit: 60,
  body: Type.Object({ SAMLResponse: Type.String(), RelayState: Type.Optional(Type.String()) }, { additionalProperties: true }),
  handle: async (ctx, request) => {
    const accepted = await acceptResponse(ctx, request.body.SAMLResponse);
    if (accepted.ok) return redirect(request.href('identity.complete-sign-in', {}, { request: accepted.value.id }, accepted.value.locale));
    const asked = accepted.request;
    const again = {
      problem: accepted.code,
      return: asked?.returnPath,
      level: asked?.minimumLevel === 'basic' ? undefined : asked?.minimumLevel,
    };
    return redirect(request.href('identity.sign-in', {}, again, asked?.locale ?? ctx.locale));
  },
});

const complete = route({
  name: 'identity.complete-sign-in',
  method: 'GET',
  path: { de: '/anmelden/fertig', en: '/sign-in/done' },
  access: 'public',
  query: Type.Object({ request: Type.String() }),
  handle: async (ctx, request) => {
    const { session } = request;
    const completed = await completeSignIn(ctx, { requestId: request.query.request, ownRequestId: session.get(requestKey) });
    if (!completed.ok) return redirect(request.href('identity.sign-in', {}, { problem: completed.code }));
    const { accountId, trustLevel, returnPath } = completed.value;
    await session.signIn({ kind: 'person', id: accountId });
    await session.set(requestKey, undefined);
    await keepTrustLevel(session, trustLevel);
    return redirect(afterSignIn(ctx, request, 'person', returnPath));
  },
});

const samlMetadata = route({
  name: 'identity.saml-metadata',
  method: 'GET',
  path: samlPaths.metadata,
  access: 'public',
  handle: async (ctx, request) => {
    const sp = await serviceProvider(ctx.settings);
    return fileAnswer({
      body: await metadata(sp, { name: sp.displayName, url: request.origin }),
      mediaType: 'application/samlmetadata+xml',
      inline: true,
    });
  },
});

/** Sign-in of residents. */
export const signInRoutes = [signIn, begin, handOverScript, acs, complete, samlMetadata];
