import type { Readable } from 'node:stream';
import { type FileStore, openSealed } from '@amt/files';
import { type Answers, type FileAnswer, type Json, answerAt, isRecord } from './answers.ts';

/** Files of the answer at a path. */
export function filesAt(answers: Answers, path: string): readonly FileAnswer[] {
  const files = answerAt(answers, path);
  return Array.isArray(files) ? (files as readonly FileAnswer[]) : [];
}

/** A file as it is kept among the answers. */
export function fileJson({ seal, ...file }: FileAnswer): Json {
  return seal ? { ...file, seal: { ...seal } } : file;
}

function isFile(value: Json | undefined): value is Json & FileAnswer {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['sha256'] === 'string' && typeof value['size'] === 'number';
}

/** All files within an answer, or within all of them. */
export function filesWithin(value: Json | undefined): FileAnswer[] {
  if (Array.isArray(value)) return value.flatMap(filesWithin);
  if (!isRecord(value)) return [];
  return isFile(value) ? [value] : Object.values(value).flatMap(filesWithin);
}

/** Content of a file of a draft, encrypted or not. */
export function openDraftFile(files: FileStore, file: FileAnswer): Promise<Readable> {
  return file.seal ? openSealed(files, file.seal) : files.stream(file.sha256);
}

/**
 * Makes blobs of the house of encrypted files: with its submission, the office may read them. Blobs are named by their content, so a second try after a crash
 * writes the same ones.
 *
 * @throws Error when a file is not what was uploaded
 */
export async function unsealedAnswers(files: FileStore, answers: Answers): Promise<Answers> {
  const sealed = filesWithin(answers).some((file) => file.seal !== undefined);
  return sealed ? ((await unsealed(files, answers)) as Answers) : answers;
}

async function unsealed(files: FileStore, value: Json): Promise<Json> {
  if (Array.isArray(value)) return inOrder(value, (one) => unsealed(files, one as Json));
  if (!isRecord(value)) return value;
  if (isFile(value)) return plainFile(files, value);
  const entries = await inOrder(Object.entries(value), async ([key, one]): Promise<[string, Json]> => [key, await unsealed(files, one)]);
  return Object.fromEntries(entries);
}

async function plainFile(files: FileStore, { seal, ...file }: FileAnswer): Promise<Json> {
  if (!seal) return file;
  const stored = await files.put(await openSealed(files, seal));
  if (stored.sha256 !== file.sha256) throw new Error('a sealed file is not what was uploaded');
  return file;
}

/** One after the other: files may be large. */
async function inOrder<A, B>(list: readonly A[], map: (one: A) => Promise<B>): Promise<B[]> {
  const mapped: B[] = [];
  for (const one of list) mapped.push(await map(one));
  return mapped;
}
