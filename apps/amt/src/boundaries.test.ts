import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { breaches } from './boundaries.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('floors and doors', () => {
  it('are kept by every manifest, import and SQL statement', () => assert.deepEqual(breaches(root), []));

  const folder = mkdtempSync(join(tmpdir(), 'amt-floors-'));
  after(() => rmSync(folder, { recursive: true }));
  const write = (file: string, text: string): void => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const listed = (names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, '*']));
  const manifest = (name: string, dependencies: string[], devDependencies: string[] = []): string =>
    JSON.stringify({ name, dependencies: listed(dependencies), devDependencies: listed(devDependencies) });
  cpSync(join(root, 'kernel/db/package.json'), join(folder, 'kernel/db/package.json'), { recursive: true });
  write('blocks/identity/package.json', manifest('@amt/identity', ['@amt/cases']));
  write('blocks/cases/package.json', manifest('@amt/cases', ['@amt/identity'], ['@amt/simulators']));
  write('simulators/package.json', manifest('@amt/simulators', []));
  write('blocks/cases/src/given.fixture.ts', "import { start } from '@amt/simulators';\ndb.insertInto('identity.account');\n");
  write('blocks/cases/src/open.test.ts', "import { start } from '@amt/simulators';\nimport { y } from '@amt/db';\n");
  write('blocks/cases/src/product.ts', "import { start } from '@amt/simulators';\n");
  write('blocks/cases/src/index.ts', "import { x } from '@amt/identity';\nimport pg from 'pg';\ndb.selectFrom('identity.account');\n");
  write('blocks/cases/src/deep.ts', "import { y } from '../../identity/src/store.ts';\n");
  write(
    'blocks/cases/migrations/0001.sql',
    'create table cases.a (b uuid references identity.account);\nselect * from identity.account;\n',
  );
  const found = breaches(folder).map(({ file, fault }) => `${file}: ${fault}`);

  for (const [what, part] of [
    ['an upward dependency', 'blocks/identity/package.json: @amt/identity must not depend on @amt/cases'],
    ['an undeclared package', 'blocks/cases/src/index.ts: imports pg'],
    ["another module's table in Kysely", 'blocks/cases/src/index.ts: names a table of identity'],
    ["another module's table in SQL", 'blocks/cases/migrations/0001.sql: names a table of identity'],
    ['a test tool in the product', 'blocks/cases/src/product.ts: imports @amt/simulators, which is there for its tests only'],
    ["what a test's manifest does not declare", 'blocks/cases/src/open.test.ts: imports @amt/db'],
    ['a way past the door', 'blocks/cases/src/deep.ts: reaches into'],
  ] as const) {
    it(`notice ${what}`, () =>
      assert.ok(
        found.some((line) => line.startsWith(part)),
        found.join('\n'),
      ));
  }
  it('let tests use simulators and put rows where they need them', () =>
    assert.deepEqual(
      found.filter((line) => line.includes('fixture')),
      [],
    ));
  it('allow a foreign key to identity', () => assert.equal(found.filter((line) => line.includes('0001.sql')).length, 1));
});
