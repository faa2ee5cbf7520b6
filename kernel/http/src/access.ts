import { may, type Access, type Actor } from '@amt/module';

/** `sign-in` where signing in may help, `forbidden` where it does not. */
export function accessOf(access: Access, actor: Actor): 'granted' | 'sign-in' | 'forbidden' {
  if (access === 'public') return 'granted';
  if (actor.kind === 'anonymous') return 'sign-in';
  if (access === 'account') return actor.kind === 'person' || actor.kind === 'staff' ? 'granted' : 'forbidden';
  if (access === 'person') return actor.kind === 'person' ? 'granted' : 'forbidden';
  if (actor.kind !== 'staff') return 'forbidden';
  return access === 'staff' || may(actor, access) ? 'granted' : 'forbidden';
}

/** Which sign-in page leads to a route. */
export function signInKind(access: Access): 'person' | 'staff' {
  return access === 'person' || access === 'account' ? 'person' : 'staff';
}
