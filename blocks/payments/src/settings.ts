import { readFileSync } from 'node:fs';
import { configOf, defineConfig, type Settings } from '@amt/module';
import { Type } from 'typebox';
import { PaymentProvider } from './xbezahldienste/client.ts';
import type { ClientCertificate } from './xbezahldienste/http-exchange.ts';

export const paymentsConfig = defineConfig(
  'payments',
  Type.Object({
    PAYMENT_URL: Type.String({
      default: 'http://127.0.0.1:8094/xbezahldienste/v1',
      description: 'base address of the XBezahldienste provider',
    }),
    PAYMENT_ORIGINATOR_ID: Type.String({ default: 'muenchen', pattern: '^[\\w-]{1,36}$', description: 'our id at the provider' }),
    PAYMENT_ENDPOINT_ID: Type.String({
      default: 'amt',
      pattern: '^[\\w-]{1,36}$',
      description: 'the cash office (endpoint) at the provider',
    }),
    PAYMENT_TOKEN_URL: Type.Optional(
      Type.String({ description: 'OAuth 2.0 token endpoint; set for providers that want client credentials' }),
    ),
    PAYMENT_CLIENT_ID: Type.Optional(Type.String()),
    PAYMENT_CLIENT_SECRET: Type.Optional(Type.String()),
    PAYMENT_CLIENT_CERT_FILE: Type.Optional(
      Type.String({ description: 'client certificate for mutual TLS: .p12/.pfx, or .pem with PAYMENT_CLIENT_KEY_FILE' }),
    ),
    PAYMENT_CLIENT_KEY_FILE: Type.Optional(Type.String()),
    PAYMENT_CLIENT_CERT_PASSPHRASE: Type.Optional(Type.String()),
    PAYMENT_CA_FILE: Type.Optional(Type.String({ description: 'trust anchors (PEM) of a provider without a public certificate' })),
    PAYMENT_TIMEOUT_MS: Type.Integer({ default: 10_000, minimum: 100 }),
    PAYMENT_RETRIES: Type.Integer({ default: 2, minimum: 0, maximum: 5 }),
    AMT_DEMO: Type.Boolean({ default: false, description: 'Demo city: pages say that no money moves' }),
  }),
);

/** Whether pages should say that no real money moves. */
export function isSimulated(from: { readonly settings: Settings }): boolean {
  return configOf(from, paymentsConfig).AMT_DEMO;
}

const providers = new WeakMap<Settings, PaymentProvider>();

/** The provider of these settings; one per process, so that its access token is kept. */
export function providerOf(from: { readonly settings: Settings }): PaymentProvider {
  const known = providers.get(from.settings);
  if (known) return known;
  const made = openProvider(from);
  providers.set(from.settings, made);
  return made;
}

function openProvider(from: { readonly settings: Settings }): PaymentProvider {
  const config = configOf(from, paymentsConfig);
  const { PAYMENT_TOKEN_URL: tokenUrl, PAYMENT_CLIENT_ID: clientId, PAYMENT_CLIENT_SECRET: clientSecret } = config;
  const oauth = tokenUrl && clientId && clientSecret ? { tokenUrl, clientId, clientSecret } : undefined;
  const certificate = clientCertificate(config);
  return new PaymentProvider({
    url: config.PAYMENT_URL,
    originatorId: config.PAYMENT_ORIGINATOR_ID,
    endPointId: config.PAYMENT_ENDPOINT_ID,
    credentials: { ...(oauth && { oauth }), ...(certificate && { certificate }) },
    timeoutMs: config.PAYMENT_TIMEOUT_MS,
    retries: config.PAYMENT_RETRIES,
  });
}

interface CertificateFiles {
  readonly PAYMENT_CLIENT_CERT_FILE?: string;
  readonly PAYMENT_CLIENT_KEY_FILE?: string;
  readonly PAYMENT_CLIENT_CERT_PASSPHRASE?: string;
  readonly PAYMENT_CA_FILE?: string;
}

function clientCertificate(files: CertificateFiles): ClientCertificate | undefined {
  const ca = files.PAYMENT_CA_FILE ? { ca: readFileSync(files.PAYMENT_CA_FILE) } : {};
  const passphrase = files.PAYMENT_CLIENT_CERT_PASSPHRASE ? { passphrase: files.PAYMENT_CLIENT_CERT_PASSPHRASE } : {};
  const certFile = files.PAYMENT_CLIENT_CERT_FILE;
  if (certFile === undefined) return files.PAYMENT_CA_FILE ? ca : undefined;
  if (/\.(p12|pfx)$/i.test(certFile)) return { pfx: readFileSync(certFile), ...passphrase, ...ca };
  const key = files.PAYMENT_CLIENT_KEY_FILE ? { key: readFileSync(files.PAYMENT_CLIENT_KEY_FILE) } : {};
  return { cert: readFileSync(certFile), ...key, ...passphrase, ...ca };
}
