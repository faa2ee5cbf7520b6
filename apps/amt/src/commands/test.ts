import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments, type Command } from '../command.ts';
import { root } from '../root.ts';

interface Step {
  readonly name: string;
  readonly run: () => Promise<boolean>;
}

const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

/** The whole truth about a commit: static checks first, because they are quick, then everything that runs. */
const steps: readonly Step[] = [
  { name: 'types', run: () => succeeds(bin('tsc'), ['--noEmit']) },
  { name: 'lint', run: () => succeeds(bin('oxlint'), ['--type-aware', '--quiet']) },
  { name: 'format', run: () => succeeds(bin('oxfmt'), ['--check']) },
  { name: 'unused', run: () => succeeds(bin('knip'), ['--no-progress', '--no-config-hints']) },
  { name: 'unit', run: () => nodeTests(perWorkspace(), 3) },
  // the files of a process share one running house with its demo city; two houses are what two cores carry
  { name: 'browser', run: () => nodeTests(halves('browser', testFiles('apps/amt').filter(inBrowser)), 2) },
];

function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** Files that one process runs. */
interface Part {
  readonly name: string;
  readonly files: readonly string[];
}

const inBrowser = (file: string): boolean => file.includes('/e2e/');

const testFiles = (workspace: string): string[] =>
  globSync(`${workspace}/**/*.test.ts`, { cwd: root, exclude: (name) => name.includes('node_modules') }).toSorted();

/**
 * One process per workspace: one per file would cost more than the tests themselves, and one for all would let them wait for each other. Those that boot
 * the whole house take longest: they begin first, in two halves.
 */
function perWorkspace(): Part[] {
  const withoutBrowser = (workspace: string): string[] => testFiles(workspace).filter((file) => !inBrowser(file));
  const workspaces = globSync(['ui', 'kernel/*', 'blocks/*', 'offerings/*', 'simulators', 'bench'], { cwd: root });
  return [...halves('apps/amt', withoutBrowser('apps/amt')), ...workspaces.map((name) => ({ name, files: withoutBrowser(name) }))].filter(
    ({ files }) => files.length > 0,
  );
}

function halves(name: string, files: readonly string[]): Part[] {
  return [0, 1].map((half) => ({ name: `${name} (${half + 1} of 2)`, files: files.filter((_, i) => i % 2 === half) }));
}

/** Several at a time, because they wait for the database as often as they compute; each one's words are printed together when it has ended. */
async function nodeTests(parts: Part[], atOnce: number): Promise<boolean> {
  let passed = true;
  const work = async (): Promise<void> => {
    for (let next = parts.shift(); next; next = parts.shift()) {
      process.stderr.write(`   … ${next.name}\n`);
      const { ok, output } = await outcome(process.execPath, ['--test', '--test-isolation=none', '--test-reporter=spec', ...next.files]);
      process.stdout.write(`\n-- ${next.name}\n${output}`);
      passed = ok && passed;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return passed;
}

function outcome(program: string, args: readonly string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => output.push(part));
    child.stderr.on('data', (part: Buffer) => output.push(part));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(output).toString() }));
  });
}

const command: Command = {
  usage: '[STEP ...]   steps: types lint format unused unit browser; default all',
  async run(args) {
    const { positionals } = parseArguments(args, { positionals: { min: 0, max: steps.length } });
    const began = performance.now();
    const results: { name: string; passed: boolean; seconds: number }[] = [];
    for (const step of steps.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
      process.stdout.write(`\n== ${step.name}\n`);
      const from = performance.now();
      const passed = await step.run();
      results.push({ name: step.name, passed, seconds: (performance.now() - from) / 1000 });
    }
    process.stdout.write(
      `\n${results.map((r) => `${r.passed ? 'ok    ' : 'FAILED'} ${r.name.padEnd(8)} ${r.seconds.toFixed(1)} s`).join('\n')}\n`,
    );
    process.stdout.write(`${((performance.now() - began) / 1000).toFixed(0)} s in all\n`);
    return results.every((r) => r.passed) ? 0 : 1;
  },
};
export default command;
