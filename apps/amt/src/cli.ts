import { Obstacle, UsageError, type Command } from './command.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: Command }>;
}

/** Every command by its name; a name may have two words. Loaded when called, so that `--help` answers at once. */
const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: 'start everything for one city: database, demo city, simulators, web and worker',
    load: () => import('./commands/start.ts'),
  },
  web: { summary: 'serve pages only (any number of processes on one database)', load: () => import('./commands/web.ts') },
  worker: { summary: 'run jobs only (any number of processes on one database)', load: () => import('./commands/worker.ts') },
  migrate: { summary: 'bring the database to this version', load: () => import('./commands/migrate.ts') },
  seed: { summary: "load the city's data, and demo or generated cases", load: () => import('./commands/seed.ts') },
  'city check': {
    summary: 'check a city folder: services, forms, case types, organisation',
    load: () => import('./commands/city-check.ts'),
  },
  'form check': {
    summary: 'check form files: shape, proofs of reach and consistency, legal bases, texts, scenarios',
    load: () => import('./commands/form-check.ts'),
  },
  'catalogue import': {
    summary: "take services of an XZuFi 2.2 file into the city's folder",
    load: () => import('./commands/catalogue-import.ts'),
  },
  'catalogue export': {
    summary: "write the city's services and units as XZuFi 2.2",
    load: () => import('./commands/catalogue-export.ts'),
  },
  'addresses import': {
    summary: 'import an official list of addresses (CSV, GeoJSON) as the new edition',
    load: () => import('./commands/addresses-import.ts'),
  },
  'addresses generate': {
    summary: 'write an invented list of addresses, for tests and measurements',
    load: () => import('./commands/addresses-generate.ts'),
  },
  'addresses list': { summary: 'list the imports of addresses', load: () => import('./commands/addresses-list.ts') },
  'addresses stats': { summary: 'tell what the current list of addresses holds', load: () => import('./commands/addresses-stats.ts') },
  'districts import': {
    summary: 'import the shapes of the districts (GeoJSON)',
    load: () => import('./commands/districts-import.ts'),
  },
  'config check': { summary: 'check the settings and print them, secrets masked', load: () => import('./commands/config-check.ts') },
  'user list': { summary: 'list the demo people and the staff', load: () => import('./commands/user-list.ts') },
  'user grant': { summary: 'give a member of staff a role in a unit', load: () => import('./commands/user-grant.ts') },
  'user revoke': { summary: 'take a role in a unit from a member of staff', load: () => import('./commands/user-revoke.ts') },
  backup: { summary: 'back up database and files into a folder while everything runs', load: () => import('./commands/backup.ts') },
  restore: { summary: 'restore a backup into an empty data folder', load: () => import('./commands/restore.ts') },
  'storage-keys': {
    summary: 'make, list, rotate and retire the keys that stored data is encrypted under',
    load: () => import('./commands/storage-keys.ts'),
  },
  'erasures list': {
    summary: 'list erased accounts (ids and dates), to erase them again after a restore',
    load: () => import('./commands/erasures-list.ts'),
  },
  'erasures reapply': {
    summary: 'erase again what a restored backup has brought back',
    load: () => import('./commands/erasures-reapply.ts'),
  },
  export: { summary: "export a person's data (Art. 15, 20 GDPR) as JSON", load: () => import('./commands/export.ts') },
  'audit verify': { summary: 'verify the hash chain of the audit log', load: () => import('./commands/audit-verify.ts') },
  'api-client': {
    summary: 'make, list and end keys of systems that send submissions',
    load: () => import('./commands/api-client.ts'),
  },
  'document verify': { summary: 'check the seal of a PDF', load: () => import('./commands/document-verify.ts') },
  'form import': {
    summary: 'make a form definition of a file: XDatenfelder 2.0 or 3.0, or our own JSON',
    load: () => import('./commands/form-import.ts'),
  },
  'form export': {
    summary: 'write a form as XDatenfelder 3.0, JSON Schema, XML Schema or our own JSON',
    load: () => import('./commands/form-export.ts'),
  },
  'form evaluate': {
    summary: 'tell what a form makes of answers: pages, fields, values, fee, errors',
    load: () => import('./commands/form-evaluate.ts'),
  },
  jobs: { summary: 'list jobs that were given up', load: () => import('./commands/jobs.ts') },
  bench: { summary: 'measure the figures of docs/performance.md', load: () => import('./commands/bench.ts') },
  test: { summary: 'types, lint, format, boundaries, unit, integration and browser tests', load: () => import('./commands/test.ts') },
};

function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Digitales Amt\n\nUse: npm run amt -- COMMAND [options]    (COMMAND --help tells its options)\n\n${lines.join('\n')}\n`;
}

/** Runs the command that the first one or two words name; resolves with the exit code (2 = wrong use). */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [first = '', second = ''] = args;
  if (first === '' || first === '--help' || first === 'help') {
    process.stdout.write(help());
    return first === '' ? 2 : 0;
  }
  const two = `${first} ${second}`;
  const name = two in commands ? two : first;
  const entry = commands[name];
  if (!entry) {
    process.stderr.write(`Unknown command "${first}".\n\n${help()}`);
    return 2;
  }
  const rest = args.slice(name === two ? 2 : 1);
  const { default: command } = await entry.load();
  const usage = `Use: npm run amt -- ${name} ${command.usage}\n${entry.summary}\n`;
  if (rest.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (fault) {
    if (fault instanceof Obstacle) {
      process.stderr.write(`${fault.message}\n`);
      return 1;
    }
    if (!(fault instanceof UsageError)) throw fault;
    process.stderr.write(`${fault.message}\n${usage}`);
    return 2;
  }
}
