import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How the house is started as a program of its own. */
export interface ProgramStart {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Program {
  readonly url: string;
  readonly pid: number;
  /** milliseconds from the start of the process until `/health/ready` answered 200 */
  readonly readyAfterMs: number;
  /** asks it to end and waits until it has */
  stop(): Promise<void>;
}

const longestStartMs = 90_000;

/** Starts the program on a port of its own and waits until it is ready. @throws Error with what it printed when it ends or takes too long */
export async function startProgram({ command, args, env }: ProgramStart): Promise<Program> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  // to a file, as under systemd or in a container: this process has load to make and no time to read logs
  const folder = mkdtempSync(join(tmpdir(), 'amt-bench-log-'));
  const log = openSync(join(folder, 'log'), 'a');
  const child = spawn(command, [...args], { env: { ...env, PORT: String(port), ORIGIN: url }, stdio: ['ignore', log, log] });
  const end = async (): Promise<void> => {
    await stop(child);
    closeSync(log);
    rmSync(folder, { recursive: true });
  };
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() - began > longestStartMs) {
      const printed = readFileSync(join(folder, 'log'), 'utf8').slice(-4000);
      await end();
      throw new Error(`the program was not ready after ${Math.round(performance.now() - began)} ms:\n${printed}`);
    }
    await pause(10);
  }
  return { url, pid: child.pid ?? 0, readyAfterMs: performance.now() - began, stop: end };
}

/** Asks it to end, and after a while insists. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killing = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(killing);
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

/** Resident memory of a process in MB (10^6 bytes), as the operating system counts it. */
export function residentMegabytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kilobytes = existsSync(status)
    ? /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return (Number(kilobytes) * 1024) / 1e6;
}

/** The counterparts of the demo city take the ports from 11 to 16 above the one of the house, so those must be free too. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all([0, 11, 12, 13, 14, 15, 16].map((above) => canListen(port + above)));
    if (free.every(Boolean)) return port;
  }
  throw new Error('no free port was found');
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
