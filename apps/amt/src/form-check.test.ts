import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runScenario, suggestScenarios } from '@amt/form-proofs';
import { type FormDefinition, readForms } from '@amt/forms';
import { runCommand } from './cli.ts';
import { cityFaults } from './commands/city-check.ts';
import { formFindings } from './commands/form-check.ts';
import { root } from './root.ts';

const city = join(root, 'cities/muenchen');
const folder = await mkdtemp(join(tmpdir(), 'amt-form-check-'));
after(() => rm(folder, { recursive: true, force: true }));
const { forms } = await readForms(city);

/** Runs a command and gives its exit code and what it printed. */
async function run(...args: string[]): Promise<{ code: number; printed: string }> {
  let printed = '';
  const { write } = process.stdout;
  process.stdout.write = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  try {
    return { code: await runCommand(args), printed };
  } finally {
    process.stdout.write = write;
  }
}

async function formWith(change: (form: FormDefinition) => FormDefinition): Promise<string> {
  const file = join(folder, 'form.json');
  await writeFile(
    file,
    JSON.stringify(change(JSON.parse(await readFile(join(city, 'forms/hundesteuer-anmeldung.json'), 'utf8')) as FormDefinition)),
  );
  return file;
}

describe('the forms of the city', () => {
  for (const form of forms)
    it(`${form.definition.id} has scenarios that come out as they say, and no faults`, () => {
      const { scenarios = [] } = form.definition;
      assert.ok(scenarios.length >= 2);
      for (const scenario of scenarios) assert.deepEqual(runScenario(form, scenario), { passed: true, differences: [] }, scenario.id);
      const faults = formFindings(join(city, `forms/${form.definition.id}.json`)).filter(({ severity }) => severity === 'fault');
      assert.deepEqual(faults, []);
    });

  it('give suggestions of scenarios that pass', () => {
    for (const form of forms) {
      const suggested = suggestScenarios(form);
      assert.ok(suggested.length > 0, form.definition.id);
      for (const scenario of suggested)
        assert.deepEqual(runScenario(form, scenario).differences, [], `${form.definition.id} ${scenario.title}`);
    }
  });
});

describe('amt form check', () => {
  it('prints file, place and fault, and exits with 1', async () => {
    const file = await formWith((form) => ({
      ...form,
      pages: form.pages.map((page) =>
        page.id === 'payment'
          ? { ...page, when: { op: 'and', args: [{ answer: 'truth' }, { op: 'not', args: [{ answer: 'truth' }] }] } }
          : page,
      ),
    }));
    const { code, printed } = await run('form', 'check', file);
    assert.equal(code, 1);
    assert.ok(
      printed.includes(`${file} /pages/4/when: fault unreachable-page: The page “How you would like to pay” can never be shown`),
      printed,
    );
    const { printed: german } = await run('form', 'check', file, '--lang', 'de');
    assert.ok(german.includes('kann nie erscheinen'), german);
  });

  it('does not fail with warnings, unless it is to be strict', async () => {
    const file = await formWith((form) => form);
    assert.equal((await run('form', 'check', file)).code, 0);
    assert.equal((await run('form', 'check', file, '--strict')).code, 1);
  });

  it('prints all it found as JSON', async () => {
    const { code, printed } = await run(
      'form',
      'check',
      await formWith((form) => ({ ...form, remarks: [{ id: 'r', text: 'Offen' }] })),
      '--json',
    );
    const [first] = JSON.parse(printed) as { kind: string; pointer: string; message: { de: string } }[];
    assert.equal(code, 1);
    assert.deepEqual([first?.kind, first?.pointer, first?.message.de], ['remark', '/remarks/0', 'Noch zu entscheiden: Offen']);
  });

  it('tells what is no JSON, and no form', async () => {
    const file = join(folder, 'broken.json');
    await writeFile(file, '{');
    assert.equal((await run('form', 'check', file)).code, 1);
    await writeFile(file, '{}');
    assert.match((await run('form', 'check', file)).printed, /fault definition/);
  });
});

describe('amt city check', () => {
  it('tells what is proved to be wrong with a form', async () => {
    const copy = join(folder, 'city');
    await cp(city, copy, { recursive: true });
    const file = join(copy, 'forms/wohngeld.json');
    const form = JSON.parse(await readFile(file, 'utf8')) as FormDefinition;
    const [scenario] = form.scenarios ?? [];
    assert.ok(scenario);
    await writeFile(file, JSON.stringify({ ...form, scenarios: [{ ...scenario, expect: { feeCents: 1 } }] }));
    const faults = await cityFaults(copy);
    assert.deepEqual(
      faults.map(({ file: where, path }) => `${where} ${path}`),
      ['forms/wohngeld.json /scenarios/0/expect/feeCents'],
    );
  });
});
