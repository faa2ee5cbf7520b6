import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { emit } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { accountById } from './account-store.ts';
import { signedIn } from './events.ts';
import { completeRequest } from './sign-in-request-store.ts';
import type { TrustLevel } from './trust-level.ts';

export interface CompletedSignIn {
  readonly accountId: string;
  readonly trustLevel: TrustLevel;
  readonly returnPath: string;
}

/**
 * The browser that began the sign-in comes back for it. `ownRequestId` is what its session holds: an answer that somebody else
 * obtained cannot be slipped into this browser (login CSRF).
 */
export async function completeSignIn(
  ctx: Context,
  { requestId, ownRequestId }: { requestId: string; ownRequestId: unknown },
): Promise<Result<CompletedSignIn, 'other-browser' | 'expired'>> {
  if (requestId === '' || requestId !== ownRequestId) return failed('other-browser');
  return inTransaction(ctx.db, async (tx) => {
    const completed = await completeRequest(tx, requestId, ctx.now);
    const account = completed && (await accountById(tx, completed.accountId));
    if (!account) return failed('expired');
    const { id, displayName } = account;
    await emit(tx, signedIn, { accountId: id, trustLevel: completed.trustLevel });
    await record(tx, {
      actor: { kind: 'person', id, name: displayName },
      action: 'identity.sign-in',
      subject: { type: 'account', id },
      accountId: id,
      detail: { trustLevel: completed.trustLevel },
    });
    return done(completed);
  });
}
