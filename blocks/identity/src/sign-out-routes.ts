import { page, redirect, route } from '@amt/module';
import { signedOutPage } from './pages/signed-out-page.ts';

const signOut = route({
  name: 'identity.sign-out',
  method: 'POST',
  path: { de: '/abmelden', en: '/sign-out' },
  access: 'public',
  handle: async (ctx, request) => {
    await request.session.end();
    return redirect(request.href('identity.signed-out', {}, { as: ctx.actor.kind === 'staff' ? 'staff' : undefined }));
  },
});

const signedOut = route({
  name: 'identity.signed-out',
  method: 'GET',
  path: { de: '/abgemeldet', en: '/signed-out' },
  access: 'public',
  handle: (ctx, request) =>
    page(
      signedOutPage({
        locale: ctx.locale,
        againHref: request.href(request.query['as'] === 'staff' ? 'identity.staff-sign-in' : 'identity.sign-in'),
      }),
    ),
});

export const signOutRoutes = [signOut, signedOut];
