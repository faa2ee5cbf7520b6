import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { systemClock } from '@amt/clock';
import { readCityServices } from '@amt/catalogue';
import { serviceToXzufi, unitToXzufi, writeXzufi } from '@amt/catalogue-standards';
import { readOrganisation } from '@amt/identity';
import { readCity } from '../city.ts';
import { parseArguments, type Command } from '../command.ts';
import { FileFault } from '../read-form-file.ts';
import { root } from '../root.ts';
import { xzufiCity } from '../xzufi-city.ts';

/** Services and units of a city folder as one message of XZuFi 2.2. @throws FileFault when the folder has faults */
export async function exportCatalogue(folder: string, ids: readonly string[]): Promise<string> {
  const city = xzufiCity(folder);
  const { services, faults } = await readCityServices(folder);
  if (faults.length > 0)
    throw new FileFault(faults.map(({ file, path, message }) => `${relative(process.cwd(), file)} ${path}: ${message}`).join('\n'));
  const unknown = ids.filter((id) => !services.some(({ service }) => service.id === id));
  if (unknown.length > 0) throw new FileFault(`There is no service ${unknown.map((id) => `"${id}"`).join(', ')}.`);
  const chosen = services.map(({ service }) => service).filter(({ id }) => ids.length === 0 || ids.includes(id));
  const { units } = await readOrganisation(folder);
  const responsible = new Set(chosen.map(({ unitId }) => unitId));
  return writeXzufi(
    {
      services: chosen.map((service) => serviceToXzufi(service, city)),
      units: units.filter(({ id }) => ids.length === 0 || responsible.has(id)).map((unit) => unitToXzufi(unit, chosen, city)),
    },
    { messageId: randomUUID(), createdAt: systemClock.now().toString(), sender: readCity(folder).facts.name.de },
  );
}

const command: Command = {
  usage: '[--out FILE] [--city FOLDER] [--only ID,ID…]   without --out the file is printed; exit code 2 when the folder has faults',
  async run(args) {
    const { options } = parseArguments(args, { options: ['out', 'city', 'only'] });
    const folder = resolve(options.city ?? process.env['AMT_CITY'] ?? join(root, 'cities/muenchen'));
    try {
      const xml = await exportCatalogue(folder, options.only?.split(',') ?? []);
      if (options.out === undefined) process.stdout.write(xml);
      else await writeFile(options.out, xml);
      return 0;
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      process.stderr.write(`${fault.message}\n`);
      return 2;
    }
  },
};
export default command;
