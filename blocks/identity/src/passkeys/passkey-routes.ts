import { readFileSync } from 'node:fs';
import { fileAnswer, json, redirect, route, type Session } from '@amt/module';
import { inTransaction } from '@amt/db';
import { record } from '@amt/audit';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import Type from 'typebox';
import { messages } from '../messages.ts';
import { signInStaff } from '../sign-in-staff.ts';
import { afterSignIn } from '../start-page.ts';
import { deletePasskey } from './passkey-store.ts';
import { registerPasskey, registrationOptions } from './register-passkey.ts';
import { authenticationOptions, verifyPasskey } from './verify-passkey.ts';

const script = readFileSync(new URL('../../public/passkeys.js', import.meta.url), 'utf8');
const challengeKey = 'identity.challenge';

/** A challenge is good for one answer, whatever comes of it. */
async function takeChallenge(session: Session): Promise<string> {
  const challenge = session.get(challengeKey);
  await session.set(challengeKey, undefined);
  return typeof challenge === 'string' ? challenge : '';
}

/** What a browser's `credential.toJSON()` gave; its inside is verified by the WebAuthn library. */
function credentialIn(text: string): { id: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
      ? { ...value, id: value.id }
      : undefined;
  } catch {
    return undefined;
  }
}

const passkeyScript = route({
  name: 'identity.passkey-script',
  method: 'GET',
  path: '/identity/passkeys.js',
  access: 'public',
  handle: () => fileAnswer({ body: script, mediaType: 'text/javascript; charset=utf-8', inline: true }),
});

const optionsToRegister = route({
  name: 'identity.passkey-registration-options',
  method: 'POST',
  path: '/api/identity/passkeys/registration-options',
  access: 'staff',
  summary: 'WebAuthn options to set up a passkey for the signed-in member of staff',
  handle: async (ctx, request) => {
    const options = await registrationOptions(ctx);
    await request.session.set(challengeKey, options.challenge);
    return json(options);
  },
});

const optionsToSignIn = route({
  name: 'identity.passkey-sign-in-options',
  method: 'POST',
  path: '/api/identity/passkeys/sign-in-options',
  access: 'public',
  rateLimit: 30,
  summary: 'WebAuthn options to sign in with a passkey',
  handle: async (ctx, request) => {
    const options = await authenticationOptions(ctx);
    await request.session.set(challengeKey, options.challenge);
    return json(options);
  },
});

const add = route({
  name: 'identity.add-passkey',
  method: 'POST',
  path: { de: '/profil/passkeys', en: '/profile/passkeys' },
  access: 'staff',
  body: Type.Object({
    label: Type.Optional(Type.String({ maxLength: 100 })),
    credential: Type.Optional(Type.String({ maxLength: 20_000 })),
  }),
  handle: async (ctx, request) => {
    const { label = '', credential = '' } = request.body;
    const profile = (problem?: string) => redirect(request.href('identity.profile', {}, { problem }));
    const challenge = await takeChallenge(request.session);
    if (label.trim() === '') return profile('label');
    const response = credentialIn(credential);
    const added =
      response && (await registerPasskey(ctx, { label: label.trim(), response: response as RegistrationResponseJSON, challenge }));
    if (!added?.ok) return profile('passkey');
    await request.session.flash(messages[ctx.locale].profile.added());
    return profile();
  },
});

const remove = route({
  name: 'identity.remove-passkey',
  method: 'POST',
  path: { de: '/profil/passkeys/entfernen', en: '/profile/passkeys/remove' },
  access: 'staff',
  body: Type.Object({ id: Type.String() }),
  handle: async (ctx, request) => {
    const { actor } = ctx;
    const gone = await inTransaction(ctx.db, async (tx) => {
      const found = await deletePasskey(tx, actor.id, request.body.id);
      if (found) await record(tx, { actor, action: 'identity.remove-passkey', subject: { type: 'staff', id: actor.id } });
      return found;
    });
    if (gone) await request.session.flash(messages[ctx.locale].profile.removed());
    return redirect(request.href('identity.profile'));
  },
});

const signIn = route({
  name: 'identity.passkey-sign-in',
  method: 'POST',
  path: { de: '/anmelden/beschaeftigte/passkey', en: '/sign-in/staff/passkey' },
  access: 'public',
  rateLimit: 30,
  body: Type.Object({ return: Type.Optional(Type.String()), credential: Type.Optional(Type.String({ maxLength: 20_000 })) }),
  handle: async (ctx, request) => {
    const { session, body } = request;
    const challenge = await takeChallenge(session);
    const response = credentialIn(body.credential ?? '');
    const verified = response && (await verifyPasskey(ctx, { response: response as AuthenticationResponseJSON, challenge }));
    const staff = verified?.ok === true ? await signInStaff(ctx, verified.value, 'passkey') : undefined;
    if (!staff?.ok)
      return redirect(request.href('identity.staff-sign-in', {}, { problem: staff?.code ?? 'passkey-failed', return: body.return }));
    await session.signIn({ kind: 'staff', id: staff.value.id });
    return redirect(afterSignIn(ctx, request, 'staff', body.return));
  },
});

/** Passkeys of staff: set up, sign in, remove. */
export const passkeyRoutes = [passkeyScript, optionsToRegister, optionsToSignIn, add, remove, signIn];
