import { createHash, randomBytes } from 'node:crypto';
import { sql, type Db } from '@amt/db';
import { trustLevelOf } from '@amt/identity';
import type { SignedIn } from '@amt/module';

/** Opens a session as signing in would, without the way over the identity provider. @returns the Cookie header of its browser */
export async function sessionOf(db: Db, holder: SignedIn): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const idHash = createHash('sha256').update(token).digest();
  await sql`insert into http.session (id_hash, data, holder_kind, holder_id, device, created_at, last_seen_at, expires_at)
    values (${idHash}, ${JSON.stringify({ 'identity.trust-level': await trustLevelOf(db, holder.id) })}, ${holder.kind}, ${holder.id}, 'bench', now(), now(), now() + interval '1 hour')`.execute(
    db,
  );
  return `amt-session=${token}`;
}
