import { buffer } from 'node:stream/consumers';
import type { Context } from '@amt/module';
import { type Answers, withAnswer } from './answers.ts';
import { type Attachment, mostAttachedBytes, writeDraftDocument } from './draft-document.ts';
import { filesAt, openDraftFile } from './draft-file.ts';
import type { OpenedDraft } from './opened-draft.ts';

/**
 * The draft as one file. Uploaded files go along as far as they fit; the page says so.
 *
 * @param passphrase empty: not protected
 */
export async function saveAsFile(ctx: Context, { draft, evaluation }: OpenedDraft, passphrase: string): Promise<string> {
  let answers: Answers = draft.answers;
  const attachments: Attachment[] = [];
  let left = mostAttachedBytes;
  for (const { path, node } of evaluation.nodes.values()) {
    if (node.kind !== 'file') continue;
    const files = filesAt(draft.answers, path);
    if (files.length > 0) answers = withAnswer(answers, path, undefined);
    for (const file of files) {
      if (file.size > left) continue;
      left -= file.size;
      const content = (await buffer(await openDraftFile(ctx.files, file))).toString('base64');
      attachments.push({ path, fileName: file.fileName, mediaType: file.mediaType, content });
    }
  }
  const { formId, formHash, serviceId } = draft;
  return writeDraftDocument(
    { format: 'amt-draft', formatVersion: 1, formId, formHash, serviceId, savedAt: ctx.now.toString(), answers, attachments },
    passphrase,
  );
}
