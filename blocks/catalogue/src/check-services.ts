import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { jsonFiles, readCityServices, type CityFault } from './city-files.ts';
import type { Service } from './service.ts';

/** Ways that need no computer; a service without one would shut people out. */
const analogue = new Set(['appointment', 'counter', 'phone', 'paper']);

/** Judges services and life situations of a city folder: each file for itself, and everything they refer to. */
export async function checkServices(folder: string): Promise<readonly CityFault[]> {
  const { services, lifeSituations, faults } = await readCityServices(folder);
  const known = {
    unit: new Set(await idsOf(join(folder, 'organisation.json'), 'units')),
    'life situation': new Set(lifeSituations.map(({ id }) => id)),
    form: new Set((await jsonFiles(join(folder, 'forms'))).map((file) => basename(file, '.json'))),
    'case type': new Set((await jsonFiles(join(folder, 'case-types'))).map((file) => basename(file, '.json'))),
    service: new Set(services.map(({ service }) => service.id)),
  };
  const found: CityFault[] = [...faults];
  const taken = { slug: new Map<string, string>(), leika: new Map<string, string>() };
  for (const { file, service } of services) {
    const add = (path: string, message: string): void => void found.push({ file, path, message });
    const refer = (kind: keyof typeof known, id: string | undefined, path: string): void => {
      if (id !== undefined && !known[kind].has(id)) add(path, `there is no ${kind} "${id}"`);
    };
    refer('unit', service.unitId, '/unitId');
    refer('form', service.formId, '/formId');
    refer('case type', service.caseTypeId, '/caseTypeId');
    service.lifeSituations.forEach((id, i) => refer('life situation', id, `/lifeSituations/${i}`));
    service.related.forEach((id, i) => refer('service', id, `/related/${i}`));
    checkSense(service, add);
    for (const locale of ['de', 'en'] as const) {
      claim(taken.slug, `${locale}/${service.slug[locale]}`, service.id, (other) =>
        add(`/slug/${locale}`, `is the address of "${other}" already`),
      );
    }
    if (service.leikaKey !== undefined)
      claim(taken.leika, service.leikaKey, service.id, (other) => add('/leikaKey', `is the key of "${other}" already`));
  }
  return found;
}

function checkSense(service: Service, add: (path: string, message: string) => void): void {
  if (service.related.includes(service.id)) add('/related', 'a service is not related to itself');
  if ((service.formId === undefined) !== (service.caseTypeId === undefined)) add('/formId', 'a form and a case type come together');
  if (service.formId === undefined && service.signIn !== 'none') add('/signIn', 'without an online form nobody signs in: must be "none"');
  if (!service.channels.some(({ kind }) => analogue.has(kind)))
    add('/channels', 'a way without a computer is missing (counter, appointment, phone or paper)');
  const { minDays, maxDays } = service.processingTime;
  if (minDays !== undefined && maxDays !== undefined && minDays > maxDays) add('/processingTime/minDays', 'is more than maxDays');
  service.fees.forEach((fee, i) => {
    if (fee.kind === 'variable' && fee.minCents !== undefined && fee.maxCents !== undefined && fee.minCents > fee.maxCents)
      add(`/fees/${i}/minCents`, 'is more than maxCents');
  });
}

function claim(taken: Map<string, string>, key: string, id: string, clash: (other: string) => void): void {
  const other = taken.get(key);
  if (other === undefined) taken.set(key, id);
  else clash(other);
}

/** Ids of a list in another block's file, which checks its own shape itself; none when it cannot be read. */
async function idsOf(file: string, list: string): Promise<string[]> {
  try {
    const value = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const items = value[list];
    return Array.isArray(items) ? items.map((item: { id?: unknown }) => String(item.id)) : [];
  } catch {
    return [];
  }
}
