import type { Compilable, CompiledQuery } from 'kysely';
import type { Db, Tx } from './database.ts';

/** Stands for a parameter while the text of a statement is made. */
class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A statement whose text is always the same, for what is asked at every request: the query builder makes the text at the first call, later calls only
 * fill in the parameters. `build` may do nothing with the parameters but put them into the query, since it sees placeholders.
 *
 *     const bySlug = statement((db, { slug }: { slug: string }) => db.selectFrom('…').select('…').where('slug', '=', slug));
 *     const rows = await bySlug(db, { slug: 'hund-anmelden' });
 *
 * @throws Error at the first call when a parameter came into the query as something else than itself
 */
export function statement<Parameters extends object, Row>(
  build: (db: Db | Tx, parameters: Parameters) => Compilable<Row>,
): (db: Db | Tx, parameters: Parameters) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, parameters) => {
    compiled ??= compileOnce(build, db);
    const values = compiled.parameters.map((part) => (part instanceof Placeholder ? Reflect.get(parameters, part.name) : part));
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters: values });
    return rows;
  };
}

function compileOnce<Parameters extends object, Row>(
  build: (db: Db | Tx, parameters: Parameters) => Compilable<Row>,
  db: Db | Tx,
): CompiledQuery<Row> {
  const asked = new Set<string>();
  const placeholders = new Proxy({} as Parameters, {
    get: (_target, name) => {
      asked.add(String(name));
      return new Placeholder(String(name));
    },
  });
  const compiled = build(db, placeholders).compile();
  const used = new Set(compiled.parameters.flatMap((part) => (part instanceof Placeholder ? [part.name] : [])));
  const lost = [...asked].filter((name) => !used.has(name));
  if (lost.length > 0) throw new Error(`statement: ${lost.join(', ')} did not come into the query as a parameter of its own`);
  return compiled;
}
