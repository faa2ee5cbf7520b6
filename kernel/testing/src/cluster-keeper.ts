import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@amt/db';

/**
 * Program, started beside the test server: when no test process has used the server for a while, it stops the server and removes it.
 * So tests may end in any way, and one run after the other finds the server and its templates.
 */
const [, , folder, quietSeconds] = process.argv;
if (folder === undefined || quietSeconds === undefined) throw new Error('usage: cluster-keeper.ts <folder> <seconds>');

const server = await startEmbeddedPostgres({ folder, durable: false });
for (let quiet = 0; quiet < Number(quietSeconds);) {
  await pause(1000);
  quiet = server.users() > 1 ? 0 : quiet + 1;
}
await server.stop({ removeData: true });
