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
        'secrets that webhooks are signed with, one "host=secret" per line or parted by spaces; the host with its port where it has one',
    }),
    WEBHOOK_PLAIN_HOSTS: Type.String({
      default: '',
      description: 'hosts (with port) that may be reached by http and at private addresses, parted by commas: receivers in the own network',
    }),
    WEBHOOK_TIMEOUT_MS: Type.Integer({ default: 10_000, minimum: 100, maximum: 120_000 }),
    WEBHOOK_FILE_BYTES: Type.Integer({
      default: 1_000_000,
      minimum: 0,
      maximum: 20_000_000,
      description: 'files up to so many bytes together travel inside the message, others as links',
    }),
  }),
);

/** The secret shared with a receiver; `host` as in `URL.host`. */
export function webhookSecret(from: { readonly settings: Settings }, host: string): string | undefined {
  for (const entry of configOf(from, deliveriesConfig).WEBHOOK_SECRETS.split(/\s+/)) {
    const at = entry.indexOf('=');
    if (at > 0 && entry.slice(0, at) === host && at < entry.length - 1) return entry.slice(at + 1);
  }
  return undefined;
}

/** Whether the operator has allowed http and private addresses for this host. */
export function isPlainHost(from: { readonly settings: Settings }, host: string): boolean {
  return configOf(from, deliveriesConfig)
    .WEBHOOK_PLAIN_HOSTS.split(',')
    .some((allowed) => allowed.trim() === host);
}
