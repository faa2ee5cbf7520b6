import { configOf, page, redirect, route } from '@amt/module';
import { isLocale } from '@amt/i18n';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { identityConfig } from './config.ts';
import { authorizationUrl, oidcCallbackPath, subjectOf } from './oidc/staff-provider.ts';
import { staffProblems, staffSignInPage } from './pages/staff-sign-in-page.ts';
import { signInStaff } from './sign-in-staff.ts';
import { staffList } from './staff-store.ts';
import { afterSignIn } from './start-page.ts';

const sessionKey = 'identity.oidc';

const Begun = Type.Object({
  state: Type.String(),
  nonce: Type.String(),
  codeVerifier: Type.String(),
  returnPath: Type.String(),
  locale: Type.String(),
});

const signIn = route({
  name: 'identity.staff-sign-in',
  method: 'GET',
  path: { de: '/anmelden/beschaeftigte', en: '/sign-in/staff' },
  access: 'public',
  query: Type.Object({ return: Type.Optional(Type.String()), problem: Type.Optional(Type.String()) }),
  handle: async (ctx, request) => {
    const returnPath = afterSignIn(ctx, request, 'staff', request.query.return);
    const problem = staffProblems.find((known) => known === request.query.problem);
    if (ctx.actor.kind === 'staff' && problem === undefined) return redirect(returnPath);
    const demo = configOf(ctx, identityConfig).AMT_DEMO;
    return page(
      staffSignInPage({
        locale: ctx.locale,
        oidcAction: request.href('identity.begin-staff-sign-in'),
        passkeyAction: request.href('identity.passkey-sign-in'),
        scriptHref: request.href('identity.passkey-script'),
        residentHref: request.href('identity.sign-in'),
        returnPath,
        problem,
        demoStaff: demo ? (await staffList(ctx.db)).filter(({ demoNote }) => demoNote !== undefined) : [],
      }),
    );
  },
});

const begin = route({
  name: 'identity.begin-staff-sign-in',
  method: 'POST',
  path: { de: '/anmelden/beschaeftigte/verzeichnis', en: '/sign-in/staff/directory' },
  access: 'public',
  rateLimit: 30,
  body: Type.Object({ return: Type.Optional(Type.String()) }),
  handle: async (ctx, request) => {
    const returnPath = afterSignIn(ctx, request, 'staff', request.body.return);
    try {
      const { url, checks } = await authorizationUrl(ctx.settings);
      const begun: Static<typeof Begun> = { ...checks, returnPath, locale: ctx.locale };
      await request.session.set(sessionKey, begun);
      return redirect(url);
    } catch (fault) {
      ctx.log.error({ fault: fault instanceof Error ? fault.name : 'unknown' }, 'staff directory not reachable');
      return redirect(request.href('identity.staff-sign-in', {}, { problem: 'staff-failed', return: returnPath }));
    }
  },
});

const callback = route({
  name: 'identity.oidc-callback',
  method: 'GET',
  path: oidcCallbackPath,
  access: 'public',
  handle: async (ctx, request) => {
    const { session } = request;
    const begun = session.get(sessionKey);
    await session.set(sessionKey, undefined);
    if (!Value.Check(Begun, begun)) return redirect(request.href('identity.staff-sign-in', {}, { problem: 'staff-failed' }));
    const locale = isLocale(begun.locale) ? begun.locale : ctx.locale;
    const refuse = (problem: string) => redirect(request.href('identity.staff-sign-in', {}, { problem, return: begun.returnPath }, locale));
    const subject = await subjectOf(ctx.settings, request.url, begun).catch((fault: unknown) => {
      ctx.log.warn({ reason: fault instanceof Error ? fault.name : 'unknown' }, 'staff sign-in refused');
      return undefined;
    });
    if (subject === undefined) return refuse('staff-failed');
    const staff = await signInStaff(ctx, { subject }, 'oidc');
    if (!staff.ok) return refuse(staff.code);
    await session.signIn({ kind: 'staff', id: staff.value.id });
    return redirect(afterSignIn(ctx, request, 'staff', begun.returnPath));
  },
});

/** Sign-in of staff at the city's directory. */
export const staffSignInRoutes = [signIn, begin, callback];
