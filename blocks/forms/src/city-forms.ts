import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { City, Context } from '@amt/module';
import { checkDefinition } from './check-definition.ts';
import type { CompiledForm } from './compile-form.ts';
import { offeredForm } from './definition-store.ts';
import { publishForm } from './publish-form.ts';

/** A fault of a city's form file: `path` is a JSON pointer into the file. */
export interface FormFault {
  /** relative to the city's folder: `forms/bewohnerparkausweis.json` */
  readonly file: string;
  readonly path: string;
  readonly message: string;
}

/** Reads and checks `forms/*.json` of a city folder; a city without forms is right. */
export async function readForms(folder: string): Promise<{ forms: readonly CompiledForm[]; faults: readonly FormFault[] }> {
  const names = await readdir(join(folder, 'forms')).catch(missingFolder);
  const forms: CompiledForm[] = [];
  const faults: FormFault[] = [];
  for (const name of names.filter((one) => one.endsWith('.json')).toSorted()) {
    const file = `forms/${name}`;
    const checked = checkText(await readFile(join(folder, file), 'utf8'));
    if (!checked.ok) faults.push(...checked.faults.map((fault) => ({ file, ...fault })));
    else if (`${checked.form.definition.id}.json` !== name)
      faults.push({ file, path: '/id', message: `the file must be named ${checked.form.definition.id}.json` });
    else forms.push(checked.form);
  }
  return { forms, faults };
}

function checkText(text: string): ReturnType<typeof checkDefinition> {
  try {
    return checkDefinition(JSON.parse(text));
  } catch (problem) {
    return { ok: false, faults: [{ path: '', message: problem instanceof Error ? problem.message : 'is no JSON' }] };
  }
}

/** Versions `major.minor.patch`, compared number by number. */
function isLater(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) if (left?.[i] !== right?.[i]) return (left?.[i] ?? 0) > (right?.[i] ?? 0);
  return false;
}

function missingFolder(problem: unknown): string[] {
  if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return [];
  throw problem;
}

/** Publishes the forms of the city. @throws with file, place and fault when one is wrong or its version was published with other content */
export async function seedForms(ctx: Context, city: City): Promise<void> {
  const { forms, faults } = await readForms(city.folder);
  if (faults.length > 0) throw new Error(faults.map((fault) => `${fault.file} ${fault.path}: ${fault.message}`).join('\n'));
  for (const form of forms) {
    const offered = await offeredForm(ctx.db, form.definition.id);
    // a department has published a later one: the city's file is not its last word any more
    if (offered && isLater(offered.definition.version, form.definition.version)) continue;
    const published = await publishForm(ctx, form);
    if (!published.ok)
      throw new Error(
        `forms/${form.definition.id}.json /version: version ${form.definition.version} is published with other content; raise the version`,
      );
  }
}
