import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { City, Context } from '@amt/module';
import { Type, type Static, type TSchema } from 'typebox';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { publishCaseType } from './case-type-store.ts';
import { checkCaseType } from './check-case-type.ts';
import { storeHolidays } from './holiday-store.ts';
import { insertTextBlock } from './text-block-store.ts';

const ajv = new Ajv2020({ allErrors: true });

const HolidaysSchema = Type.Array(
  Type.Object({ date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), name: Type.Object({ de: Type.String(), en: Type.String() }) }),
);
const TextBlocksSchema = Type.Array(
  Type.Object({
    key: Type.String(),
    unitId: Type.String(),
    name: Type.String(),
    body: Type.Object({ de: Type.String(), en: Type.String() }),
  }),
);

/** A fault of a city's file: which file, where in it, what. */
export interface CityFault {
  readonly file: string;
  readonly path: string;
  readonly message: string;
}

/** Publishes case types, holidays and text blocks of a city folder; running cases keep the version they were opened with. */
export async function seedCaseTypes(ctx: Context, city: City): Promise<void> {
  for (const file of await jsonFiles(join(city.folder, 'case-types'))) {
    const checked = checkCaseType(JSON.parse(await readFile(file, 'utf8')));
    if (!checked.ok) throw new Error(`${file}: ${checked.faults.map((f) => `${f.path} ${f.message}`).join('; ')}`);
    await publishCaseType(ctx.db, checked.caseType, ctx.now);
  }
  await storeHolidays(ctx.db, await read(join(city.folder, 'holidays.json'), HolidaysSchema));
  for (const file of await jsonFiles(join(city.folder, 'text-blocks'))) {
    for (const block of await read(file, TextBlocksSchema)) {
      await insertTextBlock(
        ctx.db,
        { key: block.key, unitId: block.unitId, name: block.name, bodyDe: block.body.de, bodyEn: block.body.en },
        ctx.now,
      );
    }
  }
}

/** The same files, judged for `amt city check`. */
export async function checkCaseTypes(folder: string): Promise<CityFault[]> {
  const faults: CityFault[] = [];
  for (const file of await jsonFiles(join(folder, 'case-types'))) {
    try {
      const checked = checkCaseType(JSON.parse(await readFile(file, 'utf8')));
      if (!checked.ok) faults.push(...checked.faults.map((fault) => ({ file, ...fault })));
    } catch (fault) {
      faults.push({ file, path: '/', message: fault instanceof Error ? fault.message : String(fault) });
    }
  }
  const lists: [string, TSchema][] = [
    [join(folder, 'holidays.json'), HolidaysSchema],
    ...(await jsonFiles(join(folder, 'text-blocks'))).map((file): [string, TSchema] => [file, TextBlocksSchema]),
  ];
  for (const [file, schema] of lists) {
    await read(file, schema).catch((fault: unknown) =>
      faults.push({ file, path: '/', message: fault instanceof Error ? fault.message : String(fault) }),
    );
  }
  return faults;
}

async function jsonFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

async function read<Schema extends TSchema>(file: string, schema: Schema): Promise<Static<Schema>> {
  const value: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!ajv.validate<Static<Schema>>(schema, value)) throw new Error(ajv.errorsText(ajv.errors));
  return value;
}
