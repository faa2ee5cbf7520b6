import type { Tx } from '@amt/db';
import type { Context, RefusedUpload, Upload } from '@amt/module';
import { type FileAnswer, withAnswer } from './answers.ts';
import { checkFile, defaultMaxBytes } from './check-answer.ts';
import type { FileField } from './definition.ts';
import { fileJson, filesAt } from './draft-file.ts';
import { deleteDraftFiles, insertDraftFile } from './draft-file-store.ts';
import type { Draft } from './draft-store.ts';
import type { NodeState } from './evaluate-root.ts';
import type { FieldError } from './field-error.ts';

/** Files sent with a screen, by path of their fields. */
export interface SentFiles {
  readonly uploads?: readonly Upload[];
  readonly refusedUploads?: readonly RefusedUpload[];
  /** id of a file to take out */
  readonly removeFile?: string | undefined;
}

export interface TakenFiles {
  readonly answers: Draft['answers'];
  readonly errors: readonly FieldError[];
}

type Place = Pick<NodeState, 'path' | 'node'>;

/** Adds right files to their fields and takes out the one that is to go. */
export async function takeFiles(
  tx: Tx,
  ctx: Pick<Context, 'now'>,
  draft: Draft,
  before: Draft['answers'],
  screen: readonly Place[],
  input: SentFiles,
): Promise<TakenFiles> {
  let answers = before;
  const errors = [...refusedFiles(input, screen)];
  for (const { path, node } of screen) {
    if (node.kind !== 'file') continue;
    const field = node.def as FileField;
    const kept = filesAt(answers, path).filter((file) => file.id !== input.removeFile);
    const added: FileAnswer[] = [];
    for (const upload of (input.uploads ?? []).filter((one) => one.field === path)) {
      const full = kept.length + added.length >= (field.maxFiles ?? 1);
      const finding = full ? { code: 'tooManyFiles' as const, params: { max: field.maxFiles ?? 1 } } : checkFile(field, upload);
      if (finding) errors.push({ path, ...finding });
      else added.push(await insertDraftFile(tx, draft.id, sealedIfSealed(draft, upload), ctx.now));
    }
    const files = [...kept, ...added];
    if (files.length !== filesAt(answers, path).length || added.length > 0)
      answers = withAnswer(answers, path, files.length > 0 ? files.map(fileJson) : undefined);
  }
  if (input.removeFile !== undefined) await deleteDraftFiles(tx, draft.id, [input.removeFile]);
  return { answers, errors };
}

/** In a draft that nobody but the person can read, there are no files that everybody could. */
function sealedIfSealed(draft: Draft, upload: Upload): Upload {
  if (draft.key !== undefined && upload.seal === undefined)
    throw new Error('files of a sealed draft come sealed (`uploads.sealed` of the route)');
  return upload;
}

/** Files that did not even reach the store: too large, empty, too many. */
export function refusedFiles(input: SentFiles, screen: readonly Place[]): FieldError[] {
  return (input.refusedUploads ?? []).flatMap(({ field: path, reason }): FieldError[] => {
    const node = screen.find((state) => state.path === path)?.node;
    if (node?.kind !== 'file') return [];
    const field = node.def as FileField;
    if (reason === 'too-many') return [{ path, code: 'tooManyFiles', params: { max: field.maxFiles ?? 1 } }];
    return reason === 'empty'
      ? [{ path, code: 'fileEmpty' }]
      : [{ path, code: 'fileTooLarge', params: { maxBytes: field.maxBytes ?? defaultMaxBytes } }];
  });
}
