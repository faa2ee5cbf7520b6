import { endSession, sessionsOf } from '@amt/http';
import { notFound, page, redirect, route, type SignedIn } from '@amt/module';
import Type from 'typebox';
import { messages } from './messages.ts';
import { profilePage } from './pages/profile-page.ts';
import { passkeysOf } from './passkeys/passkey-store.ts';
import { grantsOf, staffById } from './staff-store.ts';

const me = (id: string): SignedIn => ({ kind: 'staff', id });

const profile = route({
  name: 'identity.profile',
  method: 'GET',
  path: { de: '/profil', en: '/profile' },
  access: 'staff',
  query: Type.Object({ problem: Type.Optional(Type.String()) }),
  handle: async (ctx, request) => {
    const { id } = ctx.actor;
    const staff = await staffById(ctx.db, id);
    if (!staff) return notFound();
    const [grants, passkeys, sessions] = [await grantsOf(ctx.db, id), await passkeysOf(ctx.db, id), await sessionsOf(ctx.db, me(id))];
    const problem = (['label', 'passkey'] as const).find((known) => known === request.query.problem);
    return page(profilePage({ locale: ctx.locale, staff, grants, passkeys, sessions, problem, href: (name) => request.href(name) }), {
      status: problem ? 422 : 200,
    });
  },
});

const end = route({
  name: 'identity.end-session',
  method: 'POST',
  path: { de: '/profil/sitzungen', en: '/profile/sessions' },
  access: 'staff',
  body: Type.Object({ id: Type.String() }),
  handle: async (ctx, request) => {
    if (!(await endSession(ctx.db, me(ctx.actor.id), request.body.id))) return notFound();
    await request.session.flash(messages[ctx.locale].profile.sessionEnded());
    return redirect(request.href('identity.profile'));
  },
});

/** A member of staff's own page. */
export const profileRoutes = [profile, end];
