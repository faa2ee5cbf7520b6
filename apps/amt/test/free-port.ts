import { createServer } from 'node:net';
import { simulatorPorts } from '../src/environment.ts';

/** Below the ports that systems hand out by themselves (32768 and up): others of our own tests listen there for a moment at any time. */
const first = 11_000;
const blocks = 500;
/** Ports of one house: its own, those of its simulators, and some to spare. */
const width = 40;

/** Processes that run beside each other have neighbouring numbers: they begin far from each other, so that none comes to the blocks of the next. */
let next = (process.pid * 37) % blocks;

/** A port whose simulators' ports are free as well; another one for each who asks. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < blocks; tries++) {
    const port = first + (next++ % blocks) * width;
    const free = await Promise.all([port, ...Object.values(simulatorPorts(port))].map(isFree));
    if (free.every(Boolean)) return port;
  }
  throw new Error('no free block of ports');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
