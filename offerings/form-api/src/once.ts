import { createHash } from 'node:crypto';
import { inTransaction, type Tx } from '@amt/db';
import { json, problem, type Answer, type Context } from '@amt/module';
import { keepRequest, keptRequest, lockKey } from './client-store.ts';

/** How long an answer is kept to be given again. */
export const keptHours = 48;

export interface Request {
  readonly clientId: string;
  /** header `Idempotency-Key` */
  readonly key: string;
  /** method, address and body: the same key may not mean something else */
  readonly content: unknown;
}

type Done = { readonly status: number; readonly answer: object };

/**
 * Does something once per client and key; a repeated request gets the first answer again. What is done and that it was done is one transaction,
 * so a crash leaves both or neither.
 */
export async function once(
  ctx: Context,
  { clientId, key, content }: Request,
  work: (tx: Context & { readonly db: Tx }) => Promise<Done | { readonly refusal: Answer }>,
): Promise<Answer> {
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    return problem(400, 'no-idempotency-key', 'Send a header Idempotency-Key of 1 to 200 visible characters.');
  const fingerprint = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return inTransaction(ctx.db, async (tx) => {
    await lockKey(tx, clientId, key);
    const kept = await keptRequest(tx, clientId, key);
    if (kept) {
      if (kept.fingerprint !== fingerprint)
        return problem(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another request.');
      return json(kept.answer, kept.status, { 'idempotency-replayed': 'true' });
    }
    const result = await work({ ...ctx, db: tx });
    if ('refusal' in result) return result.refusal;
    await keepRequest(tx, { clientId, key, fingerprint, status: result.status, answer: result.answer, at: ctx.now });
    return json(result.answer, result.status);
  });
}
