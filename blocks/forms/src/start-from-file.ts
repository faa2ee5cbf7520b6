import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { officeDate } from '@amt/clock';
import { serviceById } from '@amt/catalogue';
import { detectMediaType, putSealed } from '@amt/files';
import { attributesOf } from '@amt/identity';
import { type Context, type Result, type Session, done, failed } from '@amt/module';
import { type Answers, type FileAnswer, type Provenance, answerAt, withAnswer } from './answers.ts';
import { checkFile } from './check-answer.ts';
import type { CompiledForm } from './compile-form.ts';
import { offeredForm } from './definition-store.ts';
import type { FileField } from './definition.ts';
import { type Attachment, type DocumentFault, readDraftDocument } from './draft-document.ts';
import { fileJson, filesAt } from './draft-file.ts';
import { previewMigration } from './preview-migration.ts';
import { isLocked, prefillAnswers, reaches } from './prefill.ts';
import { insertForVisitor, visitorsTrustLevel } from './start-draft.ts';
import { takeAnswers } from './take-answers.ts';

export interface StartedFromFile {
  readonly draftId: string;
  /** how many answers and files the form does not take (any more) */
  readonly dropped: number;
}

/**
 * Opens a saved file as a new draft, on the version offered now. The file may come from anywhere: each answer is checked as if it came from an interface,
 * files by their content, and confirmed answers of an account win over what the file says.
 *
 * @returns `not-offered` when the service does not have this form (any more), `sign-in` when it asks for one
 */
export async function startFromFile(
  ctx: Context,
  session: Session,
  file: { readonly bytes: Uint8Array; readonly passphrase: string },
): Promise<Result<StartedFromFile, DocumentFault | 'not-offered' | 'sign-in'>> {
  const document = await readDraftDocument(file.bytes, file.passphrase);
  if (typeof document === 'string') return failed(document);
  const [service, form] = await Promise.all([serviceById(ctx.db, document.serviceId), offeredForm(ctx.db, document.formId)]);
  if (!form || service?.formId !== form.definition.id) return failed('not-offered');
  const trustLevel = visitorsTrustLevel(ctx, session);
  const signedIn = ctx.actor.kind === 'person';
  const enough =
    reaches(trustLevel, form.definition.trustLevel) && (service.signIn !== 'required' || reaches(trustLevel, service.trustLevel));
  if (!enough || (service.signIn === 'required' && !signedIn)) return failed('sign-in');

  const facts = { today: officeDate(ctx.now).toString(), signedIn, trustLevel };
  const attributes = signedIn ? await attributesOf(ctx.db, ctx.actor.id) : [];
  const known = prefillAnswers(form, attributes, facts, ctx.now);
  const taken = takeAnswers(form, document.answers, facts);
  let { answers } = taken;
  const provenance: Record<string, Provenance> = Object.fromEntries(
    previewMigration(form, form, answers, facts).kept.map((path) => [path, { source: 'file', at: ctx.now.toString() }]),
  );
  for (const [path, origin] of Object.entries(known.provenance)) {
    const def = form.tree.byPath.get(path)?.def;
    const locked = def !== undefined && 'kind' in def && isLocked(def, origin);
    if (!locked && answerAt(answers, path) !== undefined) continue;
    answers = withAnswer(answers, path, answerAt(known.answers, path));
    provenance[path] = origin;
  }
  const attached = await attach(ctx, form, answers, document.attachments, !signedIn);
  for (const path of attached.paths) provenance[path] = { source: 'file', at: ctx.now.toString() };
  const draftId = await insertForVisitor(
    ctx,
    session,
    form,
    {
      answers: attached.answers,
      provenance,
      serviceId: service.id,
      trustLevel,
    },
    attached.files,
  );
  return done({ draftId, dropped: taken.faults.length + document.attachments.length - attached.files.length });
}

interface Attached {
  readonly answers: Answers;
  readonly files: readonly FileAnswer[];
  readonly paths: readonly string[];
}

/** Files that fit their fields; who is not signed in has them encrypted. */
async function attach(
  ctx: Context,
  form: CompiledForm,
  before: Answers,
  attachments: readonly Attachment[],
  sealed: boolean,
): Promise<Attached> {
  let answers = before;
  const files: FileAnswer[] = [];
  const paths = new Set<string>();
  for (const { path, fileName, content } of attachments) {
    const node = form.tree.byPath.get(path.replace(/\.\d+(?=\.|$)/g, ''));
    if (node?.kind !== 'file' || !isThere(answers, path)) continue;
    const field = node.def as FileField;
    const bytes = Buffer.from(content, 'base64');
    const name = cleanName(fileName);
    const mediaType = await detectMediaType(bytes, name);
    const at = filesAt(answers, path);
    if (at.length >= (field.maxFiles ?? 1) || checkFile(field, { mediaType, size: bytes.length })) continue;
    const stored = sealed ? await putSealed(ctx.files, Readable.from([bytes])) : await ctx.files.put(bytes);
    const file = { id: randomUUID(), fileName: name, mediaType, ...stored };
    files.push(file);
    paths.add(path);
    answers = withAnswer(answers, path, [...at, file].map(fileJson));
  }
  return { answers, files, paths: [...paths] };
}

/** A file of an entry that was not taken goes with it. */
function isThere(answers: Answers, path: string): boolean {
  const item = /^(.*\.\d+)\./.exec(path)?.[1];
  return item === undefined || answerAt(answers, item) !== undefined;
}

/** The last part of a path, without control characters. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/\p{C}/gu, '').trim();
  return clean === '' ? 'file' : clean.slice(-200);
}
