import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after } from 'node:test';
import { root } from '../src/root.ts';

const main = join(root, 'apps/amt/src/main.ts');

/** A process of `amt` as people start it. */
export interface Program {
  readonly child: ChildProcess;
  /** what it has printed so far, both streams */
  readonly output: () => string;
  /** Resolves with the output when it holds the text. @throws when the process ends before */
  says(text: string | RegExp): Promise<string>;
  /** Sends the signal and resolves with the exit code, or the name of the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/** Starts `amt <args>`; what still runs when the tests end is killed. */
export function startProgram(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: root,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting = new Set<() => void>();
  const take = (part: Buffer): void => {
    output += part.toString();
    for (const look of waiting) look();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  after(() => child.kill('SIGKILL'));
  return {
    child,
    output: () => output,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!(typeof text === 'string' ? output.includes(text) : text.test(output))) return;
          waiting.delete(look);
          resolve(output);
        };
        waiting.add(look);
        look();
        void ended.then(([code, signal]) =>
          reject(new Error(`amt ${args.join(' ')} ended (${signal ?? code}) before it said ${text}:\n${output}`)),
        );
      }),
    end: async (signal) => {
      child.kill(signal);
      const [code, by] = await ended;
      return by ?? code ?? 0;
    },
  };
}

/** Runs `amt <args>` to its end. */
export async function runProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; output: string }> {
  const { child, output } = startProgram(args, env);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, output: output() };
}

/** Settings of whoever runs the tests must not reach the programs. */
function cleanEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/amt') };
}
