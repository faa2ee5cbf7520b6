import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readCityServices, serviceFaults, ServiceSchema, type Service } from '@amt/catalogue';
import { matchingService, readXzufi, serviceOfXzufi } from '@amt/catalogue-standards';
import { readOrganisation } from '@amt/identity';
import { FileFault, readBytes } from './read-form-file.ts';
import { xzufiCity } from './xzufi-city.ts';

/** What becomes of one Leistung of a file. */
export interface ImportedService {
  readonly id: string;
  readonly state: 'new' | 'changed' | 'unchanged' | 'incomplete';
  /** properties that differ from what the folder holds */
  readonly changed: readonly string[];
  /** what keeps it from being written */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
  /** what of the file was not taken */
  readonly remarks: readonly string[];
}

/**
 * Takes the services of an XZuFi file into a city folder: what exists is changed in what the file says, what is new gets a file, what would not fit the
 * schema of services is told and not written. `dryRun` writes nothing.
 *
 * @param unitId responsible unit of new services for which the file names none of the city's units
 * @throws FileFault when the file or the folder cannot be read
 */
export async function importCatalogue(
  folder: string,
  file: string,
  { unitId, dryRun }: { readonly unitId?: string | undefined; readonly dryRun: boolean },
): Promise<ImportedService[]> {
  const city = xzufiCity(folder);
  const read = await readXzufi(await readBytes(file));
  if (!read.ok)
    throw new FileFault(
      read.faults.map(({ line, column, path, message }) => `${file}:${line ?? 1}:${column ?? 1} ${path ?? '/'}: ${message}`).join('\n'),
    );
  const { services, faults } = await readCityServices(folder);
  if (faults.length > 0)
    throw new FileFault(faults.map((fault) => `${relative(process.cwd(), fault.file)} ${fault.path}: ${fault.message}`).join('\n'));
  const { units } = await readOrganisation(folder);
  const all = services.map(({ service }) => service);
  const taken = new Set(all.map(({ id }) => id));
  const imported: ImportedService[] = [];
  for (const from of read.file.services) {
    const existing = matchingService(all, from);
    const responsible =
      read.file.units.find(({ responsibilities }) => responsibilities.some(({ service }) => service.value === from.id.value))?.id.value ??
      unitId;
    const unit = units.find(({ id }) => id === responsible);
    const draft = serviceOfXzufi(from, {
      ...city,
      ...(existing && { existing }),
      ...(unit && { unitId: unit.id }),
      ...(unit?.phone !== undefined && { phone: unit.phone }),
    });
    const service = existing ? draft.service : inOrder(draft.service);
    const wrong = [
      ...serviceFaults(service),
      ...(!existing && taken.has(service.id) ? [{ path: '/id', message: `"${service.id}" is another service` }] : []),
    ];
    const changed = existing ? differing(existing, service) : Object.keys(service);
    const state = wrong.length > 0 ? 'incomplete' : !existing ? 'new' : changed.length > 0 ? 'changed' : 'unchanged';
    taken.add(service.id);
    imported.push({ id: service.id, state, changed: existing ? changed : [], faults: wrong, remarks: draft.remarks });
    if (!dryRun && (state === 'new' || state === 'changed'))
      await write(join(folder, 'services', `${service.id}.json`), service, existing === undefined);
  }
  return imported;
}

/** The schema's order, for who reads the file. */
function inOrder(service: Partial<Service> & Pick<Service, 'id'>): Partial<Service> & Pick<Service, 'id'> {
  const names = Object.keys(ServiceSchema.properties);
  const entries = Object.entries(service).filter(([, value]) => value !== undefined);
  return { id: service.id, ...Object.fromEntries(entries.toSorted(([a], [b]) => names.indexOf(a) - names.indexOf(b))) };
}

function differing(before: object, after: object): string[] {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
}

async function write(file: string, service: object, isNew: boolean): Promise<void> {
  const before = isNew ? { $schema: '../../../docs/schemas/service.schema.json' } : {};
  const text = `${JSON.stringify({ ...before, ...service }, null, 2)}\n`;
  if (!isNew && (await readFile(file, 'utf8')) === text) return;
  await writeFile(file, text);
}
