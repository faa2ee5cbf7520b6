import { randomBytes } from 'node:crypto';
import type { Context } from '@amt/module';
import { authnRequest, serviceProvider } from './saml/service-provider.ts';
import { insertRequest } from './sign-in-request-store.ts';
import type { TrustLevel } from './trust-level.ts';

/** What the browser must post to BayernID (SAML HTTP-POST binding). */
export interface HandOver {
  /** kept in the session: only this browser can complete the sign-in */
  readonly requestId: string;
  readonly url: string;
  readonly samlRequest: string;
}

/** Begins a resident's sign-in of at least this level; `returnPath` was checked with `safeReturnPath`. */
export async function beginSignIn(ctx: Context, { level, returnPath }: { level: TrustLevel; returnPath: string }): Promise<HandOver> {
  const sp = await serviceProvider(ctx.settings);
  const requestId = `_${randomBytes(20).toString('hex')}`;
  await insertRequest(ctx.db, { id: requestId, returnPath, minimumLevel: level, locale: ctx.locale }, ctx.now);
  return { requestId, url: sp.provider.url, samlRequest: await authnRequest(sp, { id: requestId, level, locale: ctx.locale }) };
}
