import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance } from 'fastify';

const permissionsPolicy = [
  'accelerometer=()',
  'browsing-topics=()',
  'camera=()',
  'display-capture=()',
  'geolocation=(self)',
  'gyroscope=()',
  'magnetometer=()',
  'microphone=()',
  'midi=()',
  'payment=()',
  'publickey-credentials-create=(self)',
  'publickey-credentials-get=(self)',
  'usb=()',
].join(', ');

/**
 * Headers of every answer. Scripts and styles come from our own files alone, nothing inline, so no nonce is needed;
 * `data:` images are the icons within the style sheet.
 * @param formTargets origins a form may end at: browsers hold redirects after a form against `form-action` too
 */
export async function addSecurityHeaders(app: FastifyInstance, targets: HeaderTargets): Promise<void> {
  const headers = { ...(await helmetHeaders(targets)), 'permissions-policy': permissionsPolicy };
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}

interface HeaderTargets {
  readonly secure: boolean;
  readonly formTargets: readonly string[];
}

/** What helmet writes. It is the same for every answer, and helmet works it out anew for each, so it is asked once, by a server of its own. */
async function helmetHeaders({ secure, formTargets }: HeaderTargets): Promise<Record<string, string>> {
  const asked = fastify();
  await asked.register(helmet, {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'form-action': ["'self'", ...formTargets],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    hsts: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
    xXssProtection: false,
    xDownloadOptions: false,
  });
  let headers: Record<string, string> = {};
  asked.get('/', (_request, reply) => {
    headers = Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
    return reply.send();
  });
  await asked.inject('/');
  await asked.close();
  return headers;
}
