import { configOf, defineConfig, type Settings } from '@amt/module';
import { Type } from 'typebox';

export const deliveriesConfig = defineConfig(
  'deliveries',
  Type.Object({
    AMT_DATA: Type.String({ default: './data', description: 'folder of the data; XML outputs go to its folder deliveries' }),
    AUTHORITY_NAME: Type.String({ default: 'Stadtverwaltung', description: 'name of the authority, as letters carry it' }),
    ORIGIN: Type.String({ default: 'http://localhost:8080', description: 'public address of this office, for links to files' }),
    WEBHOOK_SECRETS: Type.String({
      default: '',
      format: 'password',
      description:
        'secrets that webhooks are signed with, one "host=secret" per line or parted by spaces; the host with its port where it has one; "*" stands for all other hosts',
    }),
    WEBHOOK_PLAIN_HOSTS: Type.String({
      default: '',
      description: 'hosts (with port) that may be reached by http and at private addresses, parted by commas: receivers in the own network',
    }),
    WEBHOOK_GATEWAYS: Type.String({
      default: '',
      description:
        'where receivers are really reached, one "host=address" per line or parted by spaces: a gateway of the own network, which may use http; "*" stands for all other hosts',
    }),
    WEBHOOK_TIMEOUT_MS: Type.Integer({ default: 10_000, minimum: 100, maximum: 120_000 }),
    WEBHOOK_FILE_BYTES: Type.Integer({
      default: 1_000_000,
      minimum: 0,
      maximum: 20_000_000,
      description: 'files up to so many bytes together travel inside the message, others as links',
    }),
    FIT_CONNECT_URL: Type.String({
      default: '',
      description: 'delivery service of FIT-Connect without /v2; empty: FIT-Connect is not used',
    }),
    FIT_CONNECT_TOKEN_URL: Type.String({ default: '', description: 'OAuth 2.0 token endpoint of FIT-Connect' }),
    FIT_CONNECT_CLIENT_ID: Type.String({ default: '' }),
    FIT_CONNECT_CLIENT_SECRET: Type.String({ default: '', format: 'password' }),
    FIT_CONNECT_TIMEOUT_MS: Type.Integer({ default: 60_000, minimum: 100, maximum: 600_000 }),
    FIT_CONNECT_DESTINATION_ID: Type.String({ default: '', description: 'our own destination; empty: nothing is received' }),
    FIT_CONNECT_KEYS: Type.String({
      default: '',
      format: 'password',
      description:
        'private keys of our destination as JWK set (FIT_CONNECT_KEYS_FILE names the file); in demo mode made in <AMT_DATA>/fit-connect',
    }),
    FIT_CONNECT_FORMS: Type.String({
      default: '',
      description: 'which form takes which data, one "schemaUri=formId" per line or parted by spaces',
    }),
    FIT_CONNECT_CALLBACK_SECRET: Type.String({ default: '', format: 'password', description: 'secret of the callback of our destination' }),
    AMT_DEMO: Type.Boolean({ default: false, description: 'demo city: keys of the destination are made at first use' }),
  }),
);

/** The secret shared with a receiver; `host` as in `URL.host`. */
export function webhookSecret(from: { readonly settings: Settings }, host: string): string | undefined {
  return entryFor(configOf(from, deliveriesConfig).WEBHOOK_SECRETS, host);
}

/** Address that stands for a receiver whose form names another: the operator knows the way, the form only where to. */
export function webhookGateway(from: { readonly settings: Settings }, host: string): string | undefined {
  return entryFor(configOf(from, deliveriesConfig).WEBHOOK_GATEWAYS, host);
}

/** The value of `host=value` in a list; that of `*` where the host has none of its own. */
function entryFor(list: string, host: string): string | undefined {
  const entries = new Map(
    list.split(/\s+/).flatMap((entry): [string, string][] => {
      const at = entry.indexOf('=');
      return at > 0 && at < entry.length - 1 ? [[entry.slice(0, at), entry.slice(at + 1)]] : [];
    }),
  );
  return entries.get(host) ?? entries.get('*');
}

/** Whether the operator has allowed http and private addresses for this host. */
export function isPlainHost(from: { readonly settings: Settings }, host: string): boolean {
  return configOf(from, deliveriesConfig)
    .WEBHOOK_PLAIN_HOSTS.split(',')
    .some((allowed) => allowed.trim() === host);
}
