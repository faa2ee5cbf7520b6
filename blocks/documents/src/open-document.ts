import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { done, failed, may, type Actor, type Context, type Result } from '@amt/module';
import type { Readable } from 'node:stream';
import { documentById, type StoredDocument } from './document-store.ts';

export interface OpenedDocument {
  readonly document: StoredDocument;
  readonly content: Readable;
}

/**
 * A document for its owner, or for staff who may read cases of its unit; the latter is written into the audit, where the owner sees it.
 *
 * @returns `not-found` also where it exists but is not the actor's business.
 */
export async function openDocument(ctx: Context, id: string): Promise<Result<OpenedDocument, 'not-found'>> {
  const document = await documentById(ctx.db, id);
  if (!document || !mayRead(ctx.actor, document)) return failed('not-found');
  if (ctx.actor.kind === 'staff') {
    await inTransaction(ctx.db, (tx) =>
      record(tx, {
        actor: ctx.actor,
        action: 'documents.read-document',
        subject: { type: 'document', id },
        ...(document.accountId === null ? {} : { accountId: document.accountId }),
        reading: true,
      }),
    );
  }
  return done({ document, content: await ctx.files.stream(document.sha256) });
}

function mayRead(actor: Actor, { accountId, unitId }: StoredDocument): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'person') return accountId !== null && accountId === actor.id;
  return may(actor, 'cases.read', unitId);
}
