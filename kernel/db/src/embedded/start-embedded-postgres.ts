import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import {
  checkMajorVersion,
  clusterFolder,
  prepareClusterFolder,
  prepareInnerFolders,
  removeContents,
  systemFolder,
  type ClusterFolder,
} from './cluster-folder.ts';
import { exclusive } from './exclusive.ts';
import { DatabaseProblem } from './problem.ts';
import { connectionOf, createCluster, disarmStalePidFile, serverPid, startServer, stopServer, type Server } from './server-control.ts';
import { serverUser } from './server-user.ts';
import { usersIn } from './users.ts';

/** `moved`: the folder became a link to `detail`, as the server's account could not reach it. */
export type StartStep = 'preparing' | 'moved' | 'creating' | 'starting' | 'waiting' | 'ready';

export interface EmbeddedPostgresOptions {
  /** holds everything of this server; made when missing */
  readonly folder: string;
  readonly onProgress?: (step: StartStep, detail?: string) => void;
  /** false: no fsync; only for databases that may be lost (tests) */
  readonly durable?: boolean;
}

export interface EmbeddedPostgres {
  readonly connectionString: string;
  /** it was running already, started by another program or left by one that was killed */
  readonly adopted: boolean;
  /** PGDATA */
  readonly dataFolder: string;
  /** How many programs use the server, this one included. */
  users(): number;
  /** Leaves the server; the last of the programs that use it stops it (fast shutdown), and removes its data if told so. Close the connections before. */
  stop(options?: { removeData?: boolean }): Promise<void>;
}

/**
 * A PostgreSQL server of our own behind a unix socket that only its account can open. Programs that name the same folder share one server.
 * A server that outlived its program (kill -9) is adopted; one that crashed is started and recovers by itself.
 *
 * @throws DatabaseProblem with advice: another major version, no way to run unprivileged, disk full, …
 */
export async function startEmbeddedPostgres({ folder, onProgress, durable = true }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  onProgress?.('preparing');
  const user = serverUser(clusterFolder(folder).root);
  const paths = prepareClusterFolder(folder, user, (movedTo) => onProgress?.('moved', movedTo));
  const binaries = await findBinaries({ linkFolder: paths.links, copyFolder: systemFolder, canReach: (path) => user.canReach(path) });
  checkMajorVersion(paths.data, binaries.major);
  const server: Server = { folder: paths, binaries, user, durable };
  const users = usersIn(paths.users);

  return exclusive(paths.lock, async () => {
    prepareInnerFolders(paths, user);
    const running = await adopt(paths, onProgress);
    const connectionString = running ?? (await start(server, onProgress));
    const entry = users.enter();
    onProgress?.('ready');
    let stopping: Promise<void> | undefined;
    const leave = (removeData: boolean): Promise<void> =>
      exclusive(paths.lock, async () => {
        users.leave(entry);
        if (users.count() > 0) return;
        await stopServer(server);
        if (removeData) removeContents(paths);
      });
    return {
      connectionString,
      adopted: running !== undefined,
      dataFolder: paths.data,
      users: () => users.count(),
      stop: ({ removeData = false } = {}) => (stopping ??= leave(removeData)),
    };
  });
}

/** A server that is there but does not answer is starting, recovering or stopping: it gets a minute. */
async function adopt(folder: ClusterFolder, onProgress: EmbeddedPostgresOptions['onProgress']): Promise<string | undefined> {
  if (!existsSync(folder.data)) return undefined;
  for (let second = 0; second < 60; second++) {
    const pid = serverPid(folder);
    if (pid === undefined) return undefined;
    const connection = await connectionOf(folder);
    if (connection !== undefined) return connection;
    if (second === 0) onProgress?.('waiting', String(pid));
    await pause(1000);
  }
  throw new DatabaseProblem(
    `A PostgreSQL server (process ${serverPid(folder)}) holds ${folder.data} and does not answer. Look into ${folder.log}; end that process and start again.`,
  );
}

async function start(server: Server, onProgress: EmbeddedPostgresOptions['onProgress']): Promise<string> {
  if (!existsSync(server.folder.data)) {
    onProgress?.('creating');
    await createCluster(server);
  }
  onProgress?.('starting');
  disarmStalePidFile(server.folder);
  await startServer(server);
  const connection = await connectionOf(server.folder);
  if (connection === undefined)
    throw new DatabaseProblem(`PostgreSQL runs in ${server.folder.data} but does not answer. Look into ${server.folder.log}.`);
  return connection;
}
