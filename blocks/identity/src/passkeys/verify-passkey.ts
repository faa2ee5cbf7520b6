import { done, failed, type Context, type Result } from '@amt/module';
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { notePasskeyUse, passkeyById } from './passkey-store.ts';
import { relyingParty } from './register-passkey.ts';

/** Options for `navigator.credentials.get`. No list of credentials: who asks learns nothing about who has one. */
export async function authenticationOptions(ctx: Context): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({ rpID: relyingParty(ctx).id, userVerification: 'required' });
}

/** Verifies a signature over the challenge; a counter that went back (a copied key) is refused. @returns whose passkey it is */
export async function verifyPasskey(
  ctx: Context,
  { response, challenge }: { response: AuthenticationResponseJSON; challenge: string },
): Promise<Result<{ staffId: string }, 'not-verified'>> {
  const passkey = await passkeyById(ctx.db, response.id);
  if (!passkey) return failed('not-verified');
  const rp = relyingParty(ctx);
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: rp.origin,
    expectedRPID: rp.id,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: passkey.counter },
  }).catch(() => ({ verified: false, authenticationInfo: undefined }));
  if (!verified || !authenticationInfo) return failed('not-verified');
  await notePasskeyUse(ctx.db, passkey.id, authenticationInfo.newCounter, ctx.now);
  return done({ staffId: passkey.staffId });
}
