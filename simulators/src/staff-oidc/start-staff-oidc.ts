import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type Configuration } from 'oidc-provider';
import { refusalPage, signInPage, type StaffMember } from './page.ts';

export interface StaffOidcOptions {
  /** 0 = any free port */
  readonly port: number;
  readonly host?: string;
  readonly staff: readonly StaffMember[];
  readonly clientId: string;
  /** `<ORIGIN>/oidc/callback` */
  readonly redirectUri: string;
}

export interface StaffOidc {
  /** the issuer, e.g. `http://localhost:8092` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * An OpenID Connect provider in place of the city's staff directory: authorization code with PKCE for one public client,
 * a sign-in page that lists the staff. For offline use and tests, never in production.
 */
export async function startStaffOidc(options: StaffOidcOptions): Promise<StaffOidc> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, configuration(options));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const uid = /^\/interaction\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    const done = uid === undefined ? answer(request, response) : interaction(provider, options.staff, uid, request, response);
    done.catch(() => send(response, 500, refusalPage('Fehler im Simulator.')));
  });
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configuration({ staff, clientId, redirectUri }: StaffOidcOptions): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'RS256',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'simulator' }] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    ttl: { Session: 60, Interaction: 1800, Grant: 1800, IdToken: 600, AccessToken: 600 },
    findAccount: (_ctx, subject) => {
      const person = staff.find((one) => one.subject === subject);
      return person && { accountId: subject, claims: () => ({ sub: subject, name: person.name, email: person.mail }) };
    },
    // the one client is trusted: no question of consent
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        accountId: ctx.oidc.session?.accountId ?? '',
        clientId: ctx.oidc.client?.clientId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

async function interaction(
  provider: Provider,
  staff: readonly StaffMember[],
  uid: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return send(response, 200, signInPage(uid, staff));
  const form = new URLSearchParams(await bodyOf(request));
  const subject = form.get('subject') ?? '';
  if (form.get('outcome') === 'cancelled') {
    return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'cancelled by the person' });
  }
  if (!staff.some((person) => person.subject === subject)) return send(response, 400, refusalPage('Diese Person gibt es nicht.'));
  return provider.interactionFinished(request, response, { login: { accountId: subject, remember: false } });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += String(part);
  return body;
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}
