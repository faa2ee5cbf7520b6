import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { configOf, done, failed, type Context, type Result } from '@amt/module';
import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { identityConfig } from '../config.ts';
import { insertPasskey, passkeysOf } from './passkey-store.ts';

/** Who we are to authenticators: the host name of the portal. */
export function relyingParty(ctx: Pick<Context, 'settings'>): { id: string; origin: string; name: string } {
  const { ORIGIN, BAYERNID_DISPLAY_NAME } = configOf(ctx, identityConfig);
  const { hostname, origin } = new URL(ORIGIN);
  return { id: hostname, origin, name: BAYERNID_DISPLAY_NAME };
}

/** Options for `navigator.credentials.create`; the challenge in them must come back once. */
export async function registrationOptions(ctx: Context): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const rp = relyingParty(ctx);
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const present = await passkeysOf(ctx.db, ctx.actor.id);
  return generateRegistrationOptions({
    rpName: rp.name,
    rpID: rp.id,
    userName: ctx.actor.name,
    userID: new TextEncoder().encode(ctx.actor.id),
    attestationType: 'none',
    excludeCredentials: present.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Adds the credential to the signed-in member of staff. */
export async function registerPasskey(
  ctx: Context,
  { label, response, challenge }: { label: string; response: RegistrationResponseJSON; challenge: string },
): Promise<Result<void, 'not-verified'>> {
  const rp = relyingParty(ctx);
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { registrationInfo: info } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: rp.origin,
    expectedRPID: rp.id,
    requireUserVerification: true,
  }).catch(() => ({ registrationInfo: undefined }));
  if (!info) return failed('not-verified');
  const { id, publicKey, counter, transports } = info.credential;
  const passkey = {
    id,
    staffId: ctx.actor.id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports: [...(transports ?? [])],
    label,
    createdAt: ctx.now,
  };
  return inTransaction(ctx.db, async (tx) => {
    if (!(await insertPasskey(tx, passkey))) return failed('not-verified');
    await record(tx, { actor: ctx.actor, action: 'identity.add-passkey', subject: { type: 'staff', id: ctx.actor.id } });
    return done();
  });
}
