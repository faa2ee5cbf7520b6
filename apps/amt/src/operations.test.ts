import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { renderReceipt } from '@amt/documents';
import signatures, { sealPdf } from '@amt/signatures';
import { testHouse } from '@amt/testing';
import { runProgram, startProgram, type Program } from '../test/child-program.ts';
import { freePort } from '../test/free-port.ts';
import { simulatorPorts } from './environment.ts';
import { cityFaults } from './commands/city-check.ts';
import { root } from './root.ts';

const folder = await mkdtemp(join(tmpdir(), 'amt-operations-'));
after(() => rm(folder, { recursive: true, force: true }));
const data = join(folder, 'data');
const port = await freePort();
const env = { AMT_DATA: data, PORT: String(port) };

/** Database servers that run on our folder; as root it lies where the server's account can reach it. */
function servers(): string[] {
  const places = [folder, realpathSync(join(data, 'postgres'))];
  const all = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => /postgres/.test(line) && places.some((place) => line.includes(place)));
}

describe('the program', () => {
  const start = async (change: Readonly<Record<string, string>> = {}): Promise<Program> => {
    const program = startProgram(['start'], { ...env, ...change });
    await program.says('Ctrl-C ends it.');
    return program;
  };
  const health = async (path: string): Promise<[number, unknown]> => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/${path}`);
    return [answer.status, await answer.json()];
  };

  it('starts with an empty folder, tells where to click, is live and ready, and Ctrl-C ends it with its database', async () => {
    const program = await start();
    for (const part of [`http://localhost:${port}`, '/de/anmelden', 'npm run amt -- user list'])
      assert.ok(program.output().includes(part), part);
    assert.deepEqual(await health('live'), [200, { status: 'ok' }]);
    assert.deepEqual(await health('ready'), [200, { status: 'ok', checks: { database: 'ok', files: 'ok' } }]);
    assert.ok(servers().length > 0);

    // commands work beside it
    const [people, audit] = await Promise.all([
      runProgram(['user', 'list'], { ...env, AMT_DEMO: 'true' }),
      runProgram(['audit', 'verify'], env),
    ]);
    assert.equal(people.code, 0, people.output);
    for (const name of ['Lehner', 'Katharina Moser', 'katharina-moser']) assert.ok(people.output.includes(name), name);
    assert.equal(audit.code, 0, audit.output);
    assert.equal((JSON.parse(audit.output) as { intact: boolean }).intact, true);

    assert.equal(await program.end('SIGINT'), 0, program.output());
    assert.deepEqual(servers(), []);
  });

  it('ends itself when its port or one of the simulators is taken, and says what to do', async () => {
    for (const taken of [port, simulatorPorts(port).payments]) {
      const other = createServer().listen(taken, '127.0.0.1');
      await once(other, 'listening');
      const { code, output } = await runProgram(['start'], { ...env, HOST: '127.0.0.1' });
      other.close();
      assert.equal(code, 1, output);
      assert.match(output, new RegExp(`Port ${taken} .*is taken by another program.*PORT=${port + 100} npm start`));
      assert.doesNotMatch(output, /\n\s+at /);
      assert.deepEqual(servers(), []);
    }
  });

  it('starts again after kill -9, on what was there', async () => {
    const killed = await start({ AMT_DEMO: 'false' });
    assert.equal(await killed.end('SIGKILL'), 'SIGKILL');
    const program = await start({ AMT_DEMO: 'false' });
    assert.equal((await health('ready'))[0], 200);
    assert.ok((await (await fetch(`http://127.0.0.1:${port}/api/services`)).text()).includes('bewohnerparkausweis'));
    assert.equal(await program.end('SIGTERM'), 0, program.output());
    assert.deepEqual(servers(), []);
  });
});

describe('the command line', { concurrency: true }, () => {
  it('lists its commands, and tells how to use what was used wrongly', async () => {
    const [help, unknown, wrong] = await Promise.all([
      runProgram(['--help'], env),
      runProgram(['fly'], env),
      runProgram(['city', 'check', '--fast'], env),
    ]);
    assert.equal(help.code, 0);
    for (const name of [
      'start',
      'migrate',
      'seed',
      'city check',
      'user list',
      'backup',
      'restore',
      'export',
      'audit verify',
      'document verify',
      'bench',
    ])
      assert.match(help.output, new RegExp(`^  ${name} `, 'm'));
    assert.deepEqual([unknown.code, unknown.output.includes('Unknown command "fly"')], [2, true]);
    assert.deepEqual([wrong.code, wrong.output.includes('unknown option --fast')], [2, true]);
  });

  it('finds nothing wrong with the city, and names file, path and fault in a broken copy', async () => {
    const city = join(root, 'cities/muenchen');
    const broken = join(folder, 'broken');
    await cp(city, broken, { recursive: true });
    const change = async (file: string, edit: (text: string) => string): Promise<void> =>
      writeFile(join(broken, file), edit(await readFile(join(broken, file), 'utf8')));
    await change('case-types/wohngeld.json', (text) => text.replace('"initial": "received"', '"initial": "nowhere"'));
    await change('forms/wohngeld.json', (text) => text.replace('"kind": "repeat"', '"kind": "repetition"'));
    await change('services/wohngeld.json', (text) => text.replace('"id": "wohngeld"', '"id": 7'));
    await change('organisation.json', (text) => text.slice(0, 1000));
    await change('holidays.json', (text) => text.replace(/"date": "\d{4}-/, '"date": "soon-'));
    assert.deepEqual(await cityFaults(city), []);
    const bad = await runProgram(['city', 'check', broken], env);
    assert.equal(bad.code, 1);
    for (const fault of [
      /case-types\/wohngeld\.json \/initial: unknown state "nowhere"/,
      /forms\/wohngeld\.json \/pages\/\S+: \S/,
      /services\/wohngeld\.json \/id: \S/,
      /organisation\.json \/: \S/,
      /holidays\.json \/\S*: \S/,
    ])
      assert.match(bad.output, fault);
    assert.doesNotMatch(bad.output, /\n\s+at /);
  });

  it('tells a sealed document from one that was changed or never sealed', async () => {
    const seals = join(folder, 'seals');
    const house = await testHouse({ modules: [signatures], env: { AMT_DATA: seals, TSA_URL: '' } });
    const letter = await renderReceipt({
      locale: 'de',
      fileReference: 'PRK-2026-000001-5',
      recipient: ['Erika Muster'],
      sender: { authority: 'Stadt', unit: 'Parken', address: 'Platz 1, 80331 München' },
      issuedAt: house.clock.now(),
      service: 'Parkausweis',
      receivedAt: house.clock.now(),
      name: 'Erika Muster',
      sections: [],
      uploads: [],
      nextSteps: [],
    });
    const sealed = await sealPdf(house.context(), letter, { reason: 'Test', idempotencyKey: 'operations' });
    const changed = Buffer.from(sealed);
    changed.writeUInt8((changed[500] ?? 0) ^ 1, 500);
    const check = async (name: string, content: Uint8Array): ReturnType<typeof runProgram> => {
      await writeFile(join(folder, name), content);
      return runProgram(['document', 'verify', join(folder, name), '--json'], { ...env, AMT_DATA: seals });
    };
    const [good, bad, unsealed] = await Promise.all([
      check('good.pdf', sealed),
      check('changed.pdf', changed),
      check('unsealed.pdf', letter),
    ]);
    assert.deepEqual([good.code, (JSON.parse(good.output) as { holds: boolean }).holds], [0, true], good.output);
    for (const one of [bad, unsealed])
      assert.deepEqual([one.code, (JSON.parse(one.output) as { holds: boolean }).holds], [1, false], one.output);
  });
});
