import { safeReturnPath } from '@amt/http';
import { configOf, type Context } from '@amt/module';
import { identityConfig } from './config.ts';

/** What names addresses: the request. */
interface Addresses {
  href(name: string): string;
}

/** Where to go after signing in: the path asked for if it is one of ours, else the person's start page. */
export function afterSignIn(ctx: Context, addresses: Addresses, kind: 'person' | 'staff', wished: unknown): string {
  const path = safeReturnPath(wished);
  if (path !== undefined) return path;
  const settings = configOf(ctx, identityConfig);
  try {
    return addresses.href(kind === 'person' ? settings.PERSON_START_ROUTE : settings.STAFF_START_ROUTE);
  } catch {
    // the offering that has this page is not installed
    return `/${ctx.locale}`;
  }
}
