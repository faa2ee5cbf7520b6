import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One breach of the plan of the house: where and what. */
export interface Breach {
  readonly file: string;
  readonly fault: string;
}

interface Workspace {
  /** path from the root, e.g. `blocks/cases` */
  readonly folder: string;
  /** `@amt/cases` */
  readonly name: string;
  readonly floor: Floor;
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
}

const floors = ['kernel', 'ui', 'blocks', 'offerings', 'simulators', 'bench', 'apps'] as const;
type Floor = (typeof floors)[number];

/** Floors each floor may import from. Blocks among themselves follow {@link blockOrder}; offerings never meet. */
const mayImport: Readonly<Record<Floor, readonly Floor[]>> = {
  kernel: ['kernel', 'ui'],
  ui: ['kernel'],
  blocks: ['blocks', 'kernel', 'ui'],
  offerings: ['blocks', 'kernel', 'ui'],
  simulators: [],
  bench: ['kernel', 'ui', 'blocks', 'offerings', 'apps'],
  apps: [...floors],
};
const blockOrder = [
  'identity',
  'catalogue',
  'catalogue-standards',
  'addresses',
  'forms',
  'form-standards',
  'form-imports',
  'form-proofs',
  'mailbox',
  'documents',
  'form-paper',
  'payments',
  'signatures',
  'cases',
  'deliveries',
  'applications',
];

/** Walks manifests, imports and SQL of the tree under `root` and lists every breach of the floors. */
export function breaches(root: string): Breach[] {
  const workspaces = globSync(
    [
      'kernel/*/package.json',
      'ui/package.json',
      'blocks/*/package.json',
      'offerings/*/package.json',
      'simulators/package.json',
      'bench/package.json',
      'apps/*/package.json',
    ],
    { cwd: root },
  ).map((file) => readWorkspace(root, file));
  const byName = new Map(workspaces.map((w) => [w.name, w]));
  return workspaces.flatMap((workspace) => [...manifestBreaches(workspace, byName), ...sourceBreaches(root, workspace, byName)]);
}

function readWorkspace(root: string, file: string): Workspace {
  const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
    name: string;
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
  };
  const folder = file.replace(/\/package\.json$/, '');
  const floor = floors.find((f) => folder === f || folder.startsWith(`${f}/`));
  if (!floor) throw new Error(`${folder} stands on no floor`);
  return {
    folder,
    name: manifest.name,
    floor,
    dependencies: new Set(Object.keys(manifest.dependencies ?? {})),
    devDependencies: new Set(Object.keys(manifest.devDependencies ?? {})),
  };
}

function manifestBreaches(workspace: Workspace, byName: ReadonlyMap<string, Workspace>): Breach[] {
  return [...workspace.dependencies].flatMap((name) => {
    const target = byName.get(name);
    const fault = target && direction(workspace, target);
    return fault ? [{ file: `${workspace.folder}/package.json`, fault }] : [];
  });
}

/** @returns what is wrong about `from` depending on `to`, if anything. */
function direction(from: Workspace, to: Workspace): string | undefined {
  if (!mayImport[from.floor].includes(to.floor)) return `${from.name} must not depend on ${to.name}: imports point down`;
  if (from.floor === 'blocks' && to.floor === 'blocks') {
    const [a, b] = [from, to].map((w) => blockOrder.indexOf(w.folder.replace('blocks/', '')));
    if (a === undefined || b === undefined || a === -1 || b === -1 || b >= a)
      return `${from.name} must not depend on ${to.name}: the order of the blocks is ${blockOrder.join(', ')}`;
  }
  return undefined;
}

function sourceBreaches(root: string, workspace: Workspace, byName: ReadonlyMap<string, Workspace>): Breach[] {
  const found: Breach[] = [];
  for (const file of globSync(`${workspace.folder}/**/*.{ts,sql}`, { cwd: root, exclude: (name) => name.includes('node_modules') })) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const specifier of file.endsWith('.ts') ? importsOf(text) : []) {
      const fault = importFault(workspace, specifier, byName, root, file);
      if (fault) found.push({ file, fault });
    }
    if (workspace.floor !== 'apps' && workspace.floor !== 'bench' && !isTest(file))
      found.push(...foreignTables(workspace, text, byName).map((fault) => ({ file, fault })));
  }
  return found;
}

/** Tests and what only tests and measurements use: they may take the test kit, simulators and test tools, and put rows where they need them. */
function isTest(file: string): boolean {
  return /(\.test|\.fixture|-test-kit)\.ts$|\/test\/|^kernel\/testing\/|^bench\//.test(file);
}

function importsOf(text: string): string[] {
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s+['"]([^'"]+)['"]/gm,
    ),
  ].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
}

function importFault(
  from: Workspace,
  specifier: string,
  byName: ReadonlyMap<string, Workspace>,
  root: string,
  file: string,
): string | undefined {
  if (specifier.startsWith('.')) {
    const target = relative(root, join(root, file, '..', specifier));
    return target.startsWith(from.folder) || from.floor === 'apps' ? undefined : `reaches into ${target} past the door`;
  }
  if (specifier.startsWith('node:')) return undefined;
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] ?? specifier);
  const target = byName.get(name);
  if (name === from.name) return undefined;
  if (isTest(file)) {
    // What all tests share stands in the manifest of the root; the test kit itself builds on the kernel it helps to test.
    if (name === '@amt/testing') return undefined;
    return from.dependencies.has(name) || from.devDependencies.has(name) || !target
      ? undefined
      : `imports ${name}, which its package.json does not declare`;
  }
  if (from.devDependencies.has(name)) return `imports ${name}, which is there for its tests only`;
  if (!from.dependencies.has(name)) return `imports ${name}, which its package.json does not declare`;
  return target && direction(from, target);
}

/** Names of tables in another module's schema, as Kysely (`'cases.case'`) or SQL (`from cases.case`) writes them; `identity` may be referenced by foreign keys. */
function foreignTables(workspace: Workspace, text: string, byName: ReadonlyMap<string, Workspace>): string[] {
  const own = workspace.folder.split('/').at(-1) ?? '';
  const schemas = [...byName.values()]
    .filter((w) => w.floor === 'blocks' || w.floor === 'offerings')
    .map((w) => w.folder.split('/').at(-1) ?? '');
  const foreign = schemas.filter((schema) => schema !== own).map((schema) => schema.replaceAll('-', '_'));
  const pattern = new RegExp(
    String.raw`(?:selectFrom|insertInto|updateTable|deleteFrom|[a-zA-Z]*[jJ]oin)\(\s*['"\x60](${foreign.join('|')})\.|\b(?:from|join|into|update|references)\s+(${foreign.join('|')})\.`,
    'g',
  );
  return [...text.matchAll(pattern)].flatMap((match) => {
    const schema = match[1] ?? match[2] ?? '';
    return match[0].startsWith('references') && schema === 'identity' ? [] : [`names a table of ${schema}: ask that module's door`];
  });
}
