import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { longestMessage } from './ask-back.ts';
import { deleteTextBlock, insertTextBlock, textBlockById, updateTextBlock, type TextBlockContent } from './text-block-store.ts';

/** Writes a text block of a unit; without `id` a new one. */
export async function saveTextBlock(
  ctx: Context,
  { id, ...input }: TextBlockContent & { id?: string | undefined },
): Promise<Result<void, 'not-found' | 'no-name' | 'empty' | 'too-long'>> {
  const content = { unitId: input.unitId, name: input.name.trim(), bodyDe: input.bodyDe.trim(), bodyEn: input.bodyEn.trim() };
  ctx.require('cases.edit-text-blocks', { unitId: content.unitId });
  if (content.name === '') return failed('no-name');
  if (content.bodyDe === '' || content.bodyEn === '') return failed('empty');
  if ([content.name, content.bodyDe, content.bodyEn].some((text) => text.length > longestMessage)) return failed('too-long');
  return inTransaction(ctx.db, async (tx) => {
    if (id === undefined) {
      await insertTextBlock(tx, content, ctx.now);
      return done();
    }
    const found = await textBlockById(tx, id);
    if (!found) return failed('not-found');
    ctx.require('cases.edit-text-blocks', { unitId: found.unitId });
    await updateTextBlock(tx, id, content, ctx.now);
    return done();
  });
}

export async function removeTextBlock(ctx: Context, { id }: { id: string }): Promise<Result<void, 'not-found'>> {
  const found = await textBlockById(ctx.db, id);
  if (!found) return failed('not-found');
  ctx.require('cases.edit-text-blocks', { unitId: found.unitId });
  await deleteTextBlock(ctx.db, id);
  return done();
}
