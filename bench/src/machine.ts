import { cpus, loadavg, totalmem } from 'node:os';

/** The machine in one line; with the load of the last minute, since a shared machine gives smaller figures. */
export function machineFacts(): string {
  const processors = cpus();
  const [load = 0] = loadavg();
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${load.toFixed(1)}`;
}
