import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Db } from './database.ts';
import { sql } from './database.ts';

/** Plain SQL files `0001-what.sql` of one module, applied in the order of their names. */
export interface MigrationSource {
  readonly name: string;
  readonly folder: URL;
}

export interface AppliedMigration {
  readonly source: string;
  readonly name: string;
}

/** The database and the program's migrations do not fit together; nothing was changed beyond what `applied` says. */
export class MigrationProblem extends Error {}

interface MigrationFile extends AppliedMigration {
  readonly text: string;
  readonly checksum: string;
}

/** "amt migr", so that no other user of advisory locks meets it by chance */
const lockKey = '7020121387430797938';

/**
 * Applies what is missing, sources in the order given, each file in a transaction of its own. Several processes may call it at once:
 * the second waits and finds nothing to do.
 *
 * @throws MigrationProblem when an applied file was changed or is missing, or when a file fails (with its name and line).
 */
export async function migrate(db: Db, sources: readonly MigrationSource[]): Promise<readonly AppliedMigration[]> {
  const files = (await Promise.all(sources.map(filesOf))).flat();
  return db.connection().execute(async (session) => {
    await sql`select pg_advisory_lock(${sql.lit(lockKey)}::bigint)`.execute(session);
    try {
      await sql`set statement_timeout = 0`.execute(session);
      await createMigrationTable(session);
      const missing = await withoutApplied(session, sources, files);
      for (const file of missing) await apply(session, file);
      return missing.map(({ source, name }) => ({ source, name }));
    } finally {
      await sql`reset statement_timeout`.execute(session);
      await sql`select pg_advisory_unlock(${sql.lit(lockKey)}::bigint)`.execute(session);
    }
  });
}

async function filesOf(source: MigrationSource): Promise<MigrationFile[]> {
  const names = (await readdir(source.folder)).filter((name) => name.endsWith('.sql')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name)) throw new MigrationProblem(`${source.name}/${name}: name it 0001-what-it-does.sql`);
      const text = await readFile(new URL(name, source.folder), 'utf8');
      const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
      return { source: source.name, name, text, checksum };
    }),
  );
}

async function createMigrationTable(db: Db): Promise<void> {
  await sql`create schema if not exists kernel`.execute(db);
  await sql`create table if not exists kernel.migration (
    source text not null,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now(),
    primary key (source, name)
  )`.execute(db);
}

async function withoutApplied(db: Db, sources: readonly MigrationSource[], files: readonly MigrationFile[]): Promise<MigrationFile[]> {
  const { rows } = await sql<
    AppliedMigration & { checksum: string }
  >`select source, name, checksum from kernel.migration order by source, name`.execute(db);
  const ours = new Map(files.map((file) => [`${file.source}/${file.name}`, file]));
  const known = new Set(sources.map((source) => source.name));
  for (const row of rows) {
    const key = `${row.source}/${row.name}`;
    const file = ours.get(key);
    if (!file && known.has(row.source)) {
      throw new MigrationProblem(
        `${key} is applied in the database but not part of this program: the database was used by a newer version. Start that version, or restore a backup.`,
      );
    }
    if (file && file.checksum !== row.checksum) {
      throw new MigrationProblem(
        `${key} was changed after it was applied. Put the file back as it was and write the change as a new migration.`,
      );
    }
    ours.delete(key);
  }
  return [...ours.values()];
}

async function apply(db: Db, file: MigrationFile): Promise<void> {
  await sql`begin`.execute(db);
  try {
    // The leading comment keeps the text from being prepared: it may hold several statements.
    await sql.raw(`/* ${file.source}/${file.name} */ ${file.text}`).execute(db);
    await sql`insert into kernel.migration (source, name, checksum) values (${file.source}, ${file.name}, ${file.checksum})`.execute(db);
    await sql`commit`.execute(db);
  } catch (fault) {
    await sql`rollback`.execute(db);
    throw new MigrationProblem(
      `${file.source}/${file.name}${lineOf(file.text, fault)}: ${fault instanceof Error ? fault.message : String(fault)}`,
      { cause: fault },
    );
  }
}

function lineOf(text: string, fault: unknown): string {
  const position = fault instanceof Error && 'position' in fault ? Number(fault.position) : Number.NaN;
  if (!Number.isFinite(position)) return '';
  return ` line ${text.slice(0, position).split('\n').length}`;
}
