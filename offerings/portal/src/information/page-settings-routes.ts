import { safeReturnPath } from '@amt/http';
import { json, route } from '@amt/module';
import { themeCookie, themeOf } from '@amt/ui';
import { Type } from 'typebox';

const year = 365 * 24 * 60 * 60;

/** Light, dark or as the device: a cookie, nothing about the person. */
const theme = route({
  name: 'portal.theme',
  method: 'POST',
  path: { de: '/darstellung', en: '/appearance' },
  access: 'public',
  query: Type.Object({ return: Type.Optional(Type.String({ maxLength: 2000 })) }),
  handle(_ctx, request) {
    const wished = request.body['theme'];
    const chosen = themeOf(typeof wished === 'string' ? wished : undefined);
    const back = safeReturnPath(request.query.return) ?? request.href('portal.home');
    return { kind: 'redirect', to: back, status: 303, headers: cookieOf(chosen, request.origin) };
  },
});

function cookieOf(chosen: string, origin: string): Record<string, string> {
  return {
    'set-cookie': `${themeCookie}=${chosen}; Path=/; Max-Age=${year}; SameSite=Lax${origin.startsWith('https:') ? '; Secure' : ''}`,
  };
}

/** "I am still here": any request keeps the session; this one shows nothing. Without scripts one comes back to the account. */
const keepAlive = route({
  name: 'portal.keep-alive',
  method: 'POST',
  path: { de: '/sitzung', en: '/session' },
  access: 'account',
  handle: () => json({ ok: true }),
});

export const pageSettingsRoutes = [theme, keepAlive];
