import { join } from 'node:path';
import { createServer, loadAssets } from '@amt/http';
import { formTargets, resolveActor } from '@amt/identity';
import { failedJobs, queueFigures } from '@amt/jobs';
import { configOf } from '@amt/module';
import { paymentsConfig } from '@amt/payments';
import { assetFolder, buildAssets } from '@amt/ui/assets';
import { drawPage } from './chrome.ts';
import { coreConfig } from './core-config.ts';
import type { House } from './house.ts';
import { modules } from './modules.ts';
import { listenFault } from './port-taken.ts';

export interface Web {
  /** where it listens, e.g. `http://127.0.0.1:8080` */
  readonly url: string;
  close(): Promise<void>;
}

/** The server of a house, not listening yet (tests inject requests). */
export async function createWeb(house: House): Promise<Awaited<ReturnType<typeof createServer>>> {
  const core = configOf(house, coreConfig);
  buildAssets();
  return createServer({
    modules,
    db: house.database.db,
    files: house.files,
    settings: house.settings,
    clock: house.clock,
    origin: core.ORIGIN,
    resolveActor,
    renderPage: drawPage,
    signIn: { person: 'identity.sign-in', staff: 'identity.staff-sign-in' },
    log: house.log,
    assets: loadAssets({ folder: assetFolder, cacheFolder: join(core.AMT_DATA, 'cache', 'assets') }),
    formTargets: [...formTargets(house.settings), ...paymentOrigins(house)],
    demo: core.AMT_DEMO,
    trustedProxies: core.TRUSTED_PROXIES?.split(',').map((address) => address.trim()) ?? [],
    ...(core.RATE_LIMITS === 'off' ? { rateLimits: 'off' as const } : {}),
    compressPages: core.COMPRESS_PAGES,
    ...(core.METRICS_TOKEN === undefined ? {} : { metricsToken: core.METRICS_TOKEN }),
    gauges: [
      {
        name: 'amt_queue_waiting_jobs',
        help: 'Jobs that could run now',
        read: async () => (await queueFigures(house.database.db)).waiting,
      },
      { name: 'amt_queue_failed_jobs', help: 'Jobs that were given up', read: async () => (await failedJobs(house.database.db)).length },
    ],
    apiInfo: { title: 'Digitales Amt', version: '0.1.0' },
  });
}

/** The pay page may be at the API's own host or, as with the simulator, at the name browsers know it by. */
function paymentOrigins(house: House): string[] {
  const { origin } = new URL(configOf(house, paymentsConfig).PAYMENT_URL);
  return [...new Set([origin, origin.replace('//127.0.0.1:', '//localhost:')])];
}

/** Serves pages until closed; running requests are finished first. @throws Obstacle when the port is taken */
export async function startWeb(house: House): Promise<Web> {
  const { HOST: host, PORT: port } = configOf(house, coreConfig);
  const app = await createWeb(house);
  try {
    const url = await app.listen({ host, port });
    return { url, close: () => app.close() };
  } catch (fault) {
    await app.close();
    throw listenFault(fault, port);
  }
}
