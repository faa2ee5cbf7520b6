import { defineConfig } from '@amt/module';
import { Type } from 'typebox';

/** Settings of the program itself; modules bring their own. */
export const coreConfig = defineConfig(
  'amt',
  Type.Object({
    HOST: Type.String({ default: '127.0.0.1', description: 'address to listen on; 0.0.0.0 in a container' }),
    PORT: Type.Integer({ default: 8080, minimum: 0, maximum: 65_535 }),
    ORIGIN: Type.String({ pattern: '^https?://[^/]+$', description: 'address of the house as browsers see it' }),
    AMT_DATA: Type.String({ description: 'folder of database, files and keys' }),
    AMT_CITY: Type.String({ description: 'folder of the city' }),
    AMT_DEMO: Type.Boolean({ default: false, description: 'demo city: invented people, simulators; never in production' }),
    DATABASE_URL: Type.Optional(
      Type.String({
        pattern: '^postgres(ql)?://',
        format: 'password',
        description: 'external PostgreSQL 16 or newer; not set: an embedded one in AMT_DATA',
      }),
    ),
    DATABASE_CONNECTIONS: Type.Integer({ default: 12, minimum: 4, maximum: 200 }),
    WORKER_CONCURRENCY: Type.Integer({ default: 4, minimum: 1, maximum: 50 }),
    EVENTS_KEEP_DAYS: Type.Integer({ default: 30, minimum: 1, description: 'days that delivered events are kept, to look into a fault' }),
    METRICS_TOKEN: Type.Optional(Type.String({ minLength: 16, format: 'password', description: 'lets other machines read /metrics' })),
    TRUSTED_PROXIES: Type.Optional(
      Type.String({ description: 'addresses or networks in front whose X-Forwarded-* is believed, separated by commas' }),
    ),
    LOG_LEVEL: Type.Union(
      ['fatal', 'error', 'warn', 'info', 'debug'].map((level) => Type.Literal(level)),
      { default: 'info' },
    ),
    RATE_LIMITS: Type.Union([Type.Literal('on'), Type.Literal('off')], { default: 'on', description: 'off for load tests only' }),
    COMPRESS_PAGES: Type.Boolean({ default: false, description: 'compress personal pages too; leave off where a proxy does it' }),
  }),
);
