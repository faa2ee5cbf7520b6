import type { FormDefinition } from '@amt/forms';
import { importForm as beginFromFile, readAuthorForm } from '@amt/form-authoring';
import { type Product, importForeignForm, productNames, products, recogniseForm } from '@amt/form-imports';
import { importGenericode, importTranslatedRules, importXdf } from '@amt/form-standards';
import { unitById } from '@amt/identity';
import { writeFile } from 'node:fs/promises';
import { parseArguments, type Command } from '../command.ts';
import { FileFault, formIn, jsonIn, readBytes } from '../read-form-file.ts';
import { withHouse } from '../with-house.ts';

type Faults = readonly { readonly line?: number; readonly column?: number; readonly path?: string; readonly message: string }[];

function refused(file: string, faults: Faults): FileFault {
  const lines = faults.map(
    ({ line, column, path, message }) => `${file}${line === undefined ? '' : `:${line}:${column ?? 1}`} ${path || '/'}: ${message}`,
  );
  return new FileFault(lines.join('\n'));
}

type CodeList = NonNullable<FormDefinition['lists']>[string];

async function codeList(file: string): Promise<CodeList> {
  const result = await importGenericode(await readBytes(file));
  if (result.ok) return result.list;
  throw refused(file, result.faults);
}

/** Formats a file may be said to have: our own, the state's, or a product's. */
const formats = ['amt', 'xdatenfelder', ...products] as const;
type Format = (typeof formats)[number];

export interface ImportFormOptions {
  readonly lists?: readonly string[];
  readonly rules?: string | undefined;
  /** else recognised by content */
  readonly from?: Format | undefined;
  /** the responsible unit */
  readonly unit?: string | undefined;
}

/** The form in a file of our own, of the state's catalogue, or of another product. @throws FileFault */
export async function importForm(file: string, options: ImportFormOptions = {}): Promise<FormDefinition> {
  const bytes = await readBytes(file);
  const from = options.from ?? recogniseForm(bytes);
  if (from === 'amt' || from === undefined) return formIn(file, jsonIn(file, bytes)).definition;
  return from === 'xdatenfelder' ? fromXdf(file, bytes, options) : fromProduct(file, bytes, from, options.unit);
}

async function fromProduct(file: string, bytes: Uint8Array, from: Product, unit: string | undefined): Promise<FormDefinition> {
  const result = await importForeignForm(bytes, { from, ...(unit !== undefined && { ownerUnit: unit }) });
  if (!result.ok) throw refused(file, result.faults);
  process.stderr.write(`${productNames[result.product]}\n`);
  return result.definition;
}

async function fromXdf(file: string, bytes: Uint8Array, { lists = [], rules, unit }: ImportFormOptions): Promise<FormDefinition> {
  const result = await importXdf(bytes, { lists: await Promise.all(lists.map(codeList)), ...(unit !== undefined && { ownerUnit: unit }) });
  if (!result.ok) throw refused(file, result.faults);
  if (rules === undefined) return result.definition;
  const ruled = importTranslatedRules(result.definition, jsonIn(rules, await readBytes(rules)));
  if (!ruled.ok) throw refused(rules, ruled.faults);
  return ruled.definition;
}

/** Begins a working copy. @returns what to tell the operator */
async function intoBuilder(definition: FormDefinition, unitId: string): Promise<string> {
  const read = readAuthorForm(definition);
  if (!read.ok) throw new FileFault(read.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return withHouse(async (house) => {
    if (!(await unitById(house.database.db, unitId))) throw new FileFault(`There is no unit "${unitId}".`);
    const id = await beginFromFile(house.systemContext(), { form: read.form, unitId });
    return `The form "${id}" is in the builder of ${unitId}: /de/mitarbeit/formulare/${id}`;
  });
}

/** @throws FileFault */
function formatOf(name: string | undefined): Format | undefined {
  if (name === undefined) return undefined;
  const format = formats.find((one) => one === name);
  if (!format) throw new FileFault(`--from takes one of ${formats.join(', ')}, not "${name}".`);
  return format;
}

const command: Command = {
  usage:
    'FILE [--from FORMAT] [--lists FILE,FILE…] [--rules FILE] [--out FILE | --unit UNIT]   --from: amt, xdatenfelder, open-forms, gc-forms, defra-forms, surveyjs, limesurvey, else recognised by content; --unit begins a working copy for the unit in the builder; without both the definition is printed; exit code 2 when the file is refused',
  async run(args) {
    const { positionals, options } = parseArguments(args, {
      options: ['out', 'lists', 'rules', 'unit', 'from'],
      positionals: { min: 1, max: 1 },
    });
    try {
      const definition = await importForm(positionals[0] ?? '', {
        lists: options.lists?.split(',') ?? [],
        rules: options.rules,
        from: formatOf(options.from),
        unit: options.unit,
      });
      const text = `${JSON.stringify(definition, null, 2)}\n`;
      if (options.unit !== undefined) process.stdout.write(`${await intoBuilder(definition, options.unit)}\n`);
      else if (options.out === undefined) process.stdout.write(text);
      else await writeFile(options.out, text);
      for (const { at, text: remark, source } of definition.remarks ?? [])
        process.stderr.write(`${at ?? definition.id}: ${remark}${source === undefined ? '' : ` (${source})`}\n`);
      return 0;
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      process.stderr.write(`${fault.message}\n`);
      return 2;
    }
  },
};
export default command;
