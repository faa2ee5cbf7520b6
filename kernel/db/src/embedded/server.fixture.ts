import { startEmbeddedPostgres } from '../index.ts';

/** Program of the kill tests: uses the server in the folder given until it is told to stop, or killed. */
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: server.fixture.ts <folder>');
const server = await startEmbeddedPostgres({ folder });
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
setInterval(() => undefined, 1000);
process.send?.({ adopted: server.adopted, connectionString: server.connectionString });
