import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configOf, type Context } from '@amt/module';
import { deliveriesConfig } from './settings.ts';
import type { Delivery } from './tables.ts';

type Named = Pick<Delivery, 'id' | 'formId'>;

/** `<AMT_DATA>/deliveries/<form>/<delivery>.xml`: where other programs of the office collect it. */
export function xmlFile(ctx: Context, { id, formId }: Named): string {
  return join(configOf(ctx, deliveriesConfig).AMT_DATA, 'deliveries', formId, `${id}.xml`);
}

/** Writes the file piece by piece and shows it only when it is whole and on disk. The same delivery again puts the same file in its place. */
export async function writeXmlFile(ctx: Context, delivery: Named, pieces: Iterable<string>): Promise<void> {
  const path = xmlFile(ctx, delivery);
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    for (const piece of pieces) await file.write(piece);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}

export async function removeXmlFile(ctx: Context, delivery: Named): Promise<void> {
  await rm(xmlFile(ctx, delivery), { force: true });
}
