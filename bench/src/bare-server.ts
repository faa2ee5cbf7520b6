import { createServer } from 'node:http';
import pg from 'pg';

/**
 * What a service page is measured against: the least that answers the same number of bytes after the same number of prepared statements
 * (two, each by primary key) on the same database, with nothing of the house in it.
 */
const [port, connectionString, bytes] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: connectionString ?? '', max: 12 });
const body = Buffer.alloc(Number(bytes), 'x');
const ask = async (n: number): Promise<void> =>
  void (await pool.query({ name: 'bare', text: 'select definition from catalogue.service order by id offset $1 limit 1', values: [n] }));

createServer((_request, response) => {
  void ask(0)
    .then(() => ask(1))
    .then(() => response.writeHead(200, { 'content-type': 'text/html', 'content-length': body.length }).end(body));
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
