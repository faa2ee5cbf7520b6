import { checkAddresses } from '@amt/addresses';
import { checkCaseTypes } from '@amt/cases';
import { checkServices } from '@amt/catalogue';
import { proveForm } from '@amt/form-proofs';
import { readForms } from '@amt/forms';
import { attributeNames, checkDemoPeople, checkOrganisation, readOrganisation } from '@amt/identity';
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { cityOutputFaults } from '../check-city-outputs.ts';
import { readCity } from '../city.ts';
import { parseArguments, type Command } from '../command.ts';
import { root } from '../root.ts';

interface Fault {
  readonly file: string;
  readonly path: string;
  readonly message: string;
}

/** Judges one JSON file with a check of its module; a file that is no JSON is one fault. */
function checkFile(file: string, check: (json: unknown) => readonly { path: string; message: string }[]): Fault[] {
  try {
    return check(JSON.parse(readFileSync(file, 'utf8'))).map((fault) => ({ file, ...fault }));
  } catch (problem) {
    return [{ file, path: '/', message: problem instanceof Error ? problem.message : String(problem) }];
  }
}

/** Mail addresses of the units; undefined when the file is wrong, which is told elsewhere. */
async function unitAddresses(folder: string): Promise<ReadonlySet<string> | undefined> {
  const organisation = await readOrganisation(folder).catch(() => undefined);
  return organisation && new Set(organisation.units.flatMap(({ mail }) => mail?.toLowerCase() ?? []));
}

/** Faults of the form files, and what is proved to be wrong with forms that are in shape; warnings are for `amt form check`. */
async function formFaults(folder: string): Promise<Fault[]> {
  const addresses = await unitAddresses(folder);
  const { forms, faults } = await readForms(folder);
  const proved = forms.flatMap((form) =>
    proveForm(form, { attributes: attributeNames })
      .filter(({ severity }) => severity === 'fault')
      .map(({ pointer, message }) => ({ file: `forms/${form.definition.id}.json`, path: pointer, message: message.en })),
  );
  return [...faults, ...proved, ...cityOutputFaults(forms, addresses)];
}

/** Every fault of a city folder, file by file. */
export async function cityFaults(folder: string): Promise<Fault[]> {
  const facts = checkFile(join(folder, 'city.json'), () => {
    readCity(folder);
    return [];
  });
  const people = join(folder, 'demo-people.json');
  const parts = await Promise.all([checkServices(folder), formFaults(folder), checkCaseTypes(folder), checkAddresses(folder)]);
  return [
    ...facts,
    ...checkFile(join(folder, 'organisation.json'), checkOrganisation),
    ...(existsSync(people) ? checkFile(people, checkDemoPeople) : []),
    ...parts.flat(),
  ];
}

const command: Command = {
  usage: '[FOLDER]   default: the city of AMT_CITY, else cities/muenchen',
  async run(args) {
    const { positionals } = parseArguments(args, { positionals: { min: 0, max: 1 } });
    const folder = resolve(positionals[0] ?? process.env['AMT_CITY'] ?? join(root, 'cities/muenchen'));
    if (!existsSync(folder)) {
      process.stderr.write(`There is no folder ${folder}.\n`);
      return 1;
    }
    const faults = await cityFaults(folder);
    for (const { file, path, message } of faults)
      process.stdout.write(`${relative(process.cwd(), isAbsolute(file) ? file : join(folder, file))} ${path || '/'}: ${message}\n`);
    process.stdout.write(faults.length === 0 ? `${relative(process.cwd(), folder) || folder}: no faults\n` : `${faults.length} faults\n`);
    return faults.length === 0 ? 0 : 1;
  },
};
export default command;
