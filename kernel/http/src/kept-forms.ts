import type { Db } from '@amt/db';
import { type Place, openContent, sealContent, storageKeysOf } from '@amt/envelope';
import type { SignedIn } from '@amt/module';
import { hashToken, newToken } from './sessions/secret-token.ts';
import type {} from './tables.ts';

/** What somebody sent when the session had ended. */
export interface KeptForm {
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly hadFiles: boolean;
}

/** Characters of all names and values; more is not kept. */
const maxLength = 65_536;

/**
 * Keeps a form for an hour, encrypted, under a token that goes into the address to return to after signing in. It does not hang on the session:
 * the answer of an identity provider comes from another site, without our cookie.
 * @param holder whose session it was, where known: nobody else gets to see it
 * @returns the token, or undefined when there is nothing to keep or too much
 */
export async function keepForm(db: Db, form: KeptForm, holder: SignedIn | undefined, now: Temporal.Instant): Promise<string | undefined> {
  const length = form.fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  // NUL cannot be stored as text
  const storable = form.fields.every(([name, value]) => !name.includes('\0') && !value.includes('\0'));
  if (form.fields.length === 0 || length > maxLength || !storable) return undefined;
  const token = newToken();
  await db
    .insertInto('http.keptForm')
    .values({
      tokenHash: hashToken(token),
      path: form.path,
      fields: sealFields(db, token, form),
      hadFiles: form.hadFiles,
      holderKind: holder?.kind ?? null,
      holderId: holder?.id ?? null,
      expiresAt: now.add({ hours: 1 }),
    })
    .execute();
  return token;
}

/** The form, if it is this person's; a form of nobody becomes the property of the first who opens it. */
export async function claimKeptForm(db: Db, token: string, who: SignedIn, now: Temporal.Instant): Promise<KeptForm | undefined> {
  const row = await db
    .updateTable('http.keptForm')
    .set({ holderKind: who.kind, holderId: who.id })
    .where('tokenHash', '=', hashToken(token))
    .where('expiresAt', '>', now)
    .where((eb) => eb.or([eb('holderId', 'is', null), eb.and([eb('holderKind', '=', who.kind), eb('holderId', '=', who.id)])]))
    .returning(['path', 'fields', 'hadFiles'])
    .executeTakeFirst();
  return row && { path: row.path, fields: openFields(db, token, row.path, row.fields), hadFiles: row.hadFiles };
}

function placeOf(token: string, path: string): Place {
  return { table: 'http.kept_form', id: hashToken(token).toString('hex'), boundTo: [path] };
}

/** Data key and content, parted by a dot. They live an hour, less than a replaced storage key is kept, so they are not rewrapped. */
function sealFields(db: Db, token: string, { path, fields }: KeptForm): string {
  const { dataKey, content } = sealContent(storageKeysOf(db), placeOf(token, path), fields);
  return JSON.stringify(`${dataKey.toString('base64')}.${content.toString('base64')}`);
}

function openFields(db: Db, token: string, path: string, kept: string | [string, string][]): KeptForm['fields'] {
  if (typeof kept !== 'string') return kept;
  const [dataKey = '', content = ''] = kept.split('.');
  const sealed = { dataKey: Buffer.from(dataKey, 'base64'), content: Buffer.from(content, 'base64') };
  // authenticated: it is what `keepForm` was given
  return openContent(db, placeOf(token, path), sealed) as KeptForm['fields'];
}

/** The fields of a parsed form body in its order; anything that no HTML form sends gives none. */
export function fieldsOf(body: unknown): [string, string][] {
  if (typeof body !== 'object' || body === null) return [];
  const fields: [string, string][] = [];
  for (const [name, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof item !== 'string') return [];
      fields.push([name, item]);
    }
  }
  return fields;
}
