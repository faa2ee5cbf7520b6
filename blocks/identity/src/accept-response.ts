import { inTransaction } from '@amt/db';
import { failed, done, type Context, type Failure } from '@amt/module';
import { replaceAttributes, upsertAccount } from './account-store.ts';
import { factsOf } from './bayernid-attributes.ts';
import { readResponse } from './saml/read-response.ts';
import type { Assertion } from './saml/read-assertion.ts';
import { serviceProvider } from './saml/service-provider.ts';
import { verifyResponse } from './saml/verify-response.ts';
import { answerRequest, openRequest, useAssertion, type SignInRequest } from './sign-in-request-store.ts';
import type { TrustLevel } from './trust-level.ts';

/** What can go wrong, each with words of its own on the sign-in page. */
export const signInProblems = [
  'cancelled',
  'provider-error',
  'level-too-low',
  'expired',
  'not-trusted',
  'no-identity',
  'other-browser',
] as const;
export type SignInProblem = (typeof signInProblems)[number];

/** `request` is known when the answer named an open one, so that the page can offer to try again. */
type Refusal = Failure<SignInProblem> & { readonly request: SignInRequest | undefined };

/**
 * An answer of BayernID. Accepted once, for an open request, verified by the gate; then the account and its facts are written.
 * Nobody is signed in yet: the answer came across sites, without our cookie, so the browser is asked next (`completeSignIn`).
 */
export async function acceptResponse(ctx: Context, samlResponse: string): Promise<{ ok: true; value: SignInRequest } | Refusal> {
  const refuse = (code: SignInProblem, reason: string, request?: SignInRequest): Refusal => {
    ctx.log.warn({ code, reason }, 'sign-in refused');
    return { ...failed(code), request };
  };
  const read = readResponse(samlResponse);
  if (!read.ok) return refuse('not-trusted', read.reason);
  const { envelope } = read;
  const request = await openRequest(ctx.db, envelope.inResponseTo, ctx.now);
  if (!request) return refuse('expired', 'no open request');
  // an unsigned "cancelled" can do no harm: the request stays open and the worst is a page with an explanation
  if (envelope.status !== 'success') return refuse(envelope.status, 'status', request);

  const verdict = await verifyResponse(await serviceProvider(ctx.settings), envelope, request);
  if (!verdict.ok) return refuse(verdict.code, verdict.reason, request);
  const problem = await keepAnswer(ctx, request, verdict.assertion, verdict.level);
  return problem === undefined ? done(request) : refuse(problem, 'verified, not usable', request);
}

async function keepAnswer(
  ctx: Context,
  request: SignInRequest,
  assertion: Assertion,
  trustLevel: TrustLevel,
): Promise<SignInProblem | undefined> {
  const bpk2 = assertion.attributes.find(({ name }) => name === 'bPK2')?.value;
  const facts = factsOf(assertion.attributes, ctx.now);
  if (!bpk2 || facts.displayName === '') return 'no-identity';
  return inTransaction(ctx.db, async (tx) => {
    // a second copy of the same answer waits at the account's row and then finds the assertion used
    const accountId = await upsertAccount(
      tx,
      { bpk2, trustLevel, displayName: facts.displayName, mail: facts.mail },
      ctx.now,
      request.locale,
    );
    const first =
      (await useAssertion(tx, assertion.id, assertion.notOnOrAfter)) &&
      (await answerRequest(tx, request.id, { accountId, trustLevel }, ctx.now));
    if (!first) throw new UsedBefore();
    await replaceAttributes(tx, accountId, 'bayernid', facts.attributes);
    return undefined;
  }).catch((fault: unknown) => {
    if (fault instanceof UsedBefore) return 'expired';
    throw fault;
  });
}

/** Rolls the transaction back, so that a replayed answer changes nothing. */
class UsedBefore extends Error {}
