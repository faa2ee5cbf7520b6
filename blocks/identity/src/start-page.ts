import { safeReturnPath } from '@amt/http';
import { configOf, type Context } from '@amt/module';
import { identityConfig } from './config.ts';

type Href = (name: string) => string;

/** Where to go after signing in: the path asked for if it is one of ours, else the person's start page. */
export function afterSignIn(ctx: Context, href: Href, kind: 'person' | 'staff', wished: unknown): string {
  const path = safeReturnPath(wished);
  if (path !== undefined) return path;
  const settings = configOf(ctx, identityConfig);
  try {
    return href(kind === 'person' ? settings.PERSON_START_ROUTE : settings.STAFF_START_ROUTE);
  } catch {
    // the offering that has this page is not installed
    return `/${ctx.locale}`;
  }
}
