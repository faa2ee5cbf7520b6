import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Figure } from '@amt/bench';
import { root } from '../root.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'amt-bench-test-'));
after(() => rm(folder, { recursive: true, force: true }));
const bench = (...args: string[]): Promise<{ stdout: string }> =>
  run(process.execPath, [join(root, 'apps', 'amt', 'src', 'main.ts'), 'bench', ...args], { cwd: root });

const goals = [
  'service page',
  'wizard page',
  'complete submission',
  'condition engine',
  'publish with all proofs',
  'search',
  'street suggestion',
  'start with data present',
  'resident memory',
  'first page',
];

describe('the bench', () => {
  it('walks every measurement in a hurry, prints a table and writes the figures as JSON', async () => {
    const file = join(folder, 'figures.json');
    const { stdout } = await bench('--quick', '--json', file);
    const figures = JSON.parse(await readFile(file, 'utf8')) as Figure[];
    for (const figure of figures) {
      assert.deepEqual(Object.keys(figure), ['name', 'value', 'unit', 'goal', 'met']);
      assert.ok(Number.isFinite(figure.value), `${figure.name}: ${figure.value}`);
      assert.equal(figure.goal === null, figure.met === null, figure.name);
      assert.ok(stdout.includes(figure.name), figure.name);
    }
    for (const goal of goals)
      assert.ok(
        figures.some(({ name, met }) => name.startsWith(goal) && met !== null),
        goal,
      );
  });

  it('refuses a measurement that it does not know', async () => {
    await assert.rejects(bench('--only', 'weather'), (fault: Error & { code?: number; stderr?: string }) => {
      assert.equal(fault.code, 2);
      return /no measurement "weather"/.test(fault.stderr ?? '');
    });
  });
});
