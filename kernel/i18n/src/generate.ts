import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileModule, type MessageFiles } from './compile-module.ts';
import { locales, type Locale } from './locale.ts';

/** What a run did. */
export interface GenerateReport {
  readonly modules: number;
  /** `src/messages.ts` files that were written (or, when only checking, are out of date) */
  readonly changed: readonly string[];
  /** in words, each with the path of the file and the key */
  readonly faults: readonly string[];
}

/**
 * Compiles the messages of every module under `root` to `src/messages.ts` beside them. Files whose text would be the same are
 * left alone, so that nothing that watches them wakes up.
 */
export function generateMessages(root: string, { checkOnly = false }: { checkOnly?: boolean } = {}): GenerateReport {
  const folders = globSync(['kernel/*', 'ui', 'blocks/*', 'offerings/*', 'simulators', 'apps/*'], {
    cwd: root,
  })
    .filter((folder) => locales.some((locale) => existsSync(join(root, folder, 'messages', `${locale}.json`))))
    .toSorted();
  const changed: string[] = [];
  const faults: string[] = [];
  for (const folder of folders) {
    const read = readMessageFiles(join(root, folder), root, faults);
    if (!read) continue;
    const { source, faults: found } = compileModule(read);
    faults.push(...found.map((fault) => `${folder}/messages/${fault}`));
    if (source === undefined) continue;
    const target = join(root, folder, 'src/messages.ts');
    if (existsSync(target) && readFileSync(target, 'utf8') === source) continue;
    if (!checkOnly) {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, source);
    }
    changed.push(`${folder}/src/messages.ts`);
  }
  return { modules: folders.length, changed, faults };
}

function readMessageFiles(folder: string, root: string, faults: string[]): MessageFiles | undefined {
  const files: Partial<Record<Locale, unknown>> = {};
  const faultsBefore = faults.length;
  for (const locale of locales) {
    const path = join(folder, 'messages', `${locale}.json`);
    if (!existsSync(path)) continue;
    try {
      files[locale] = JSON.parse(readFileSync(path, 'utf8')) as unknown;
    } catch (fault) {
      faults.push(`${relative(root, path)}: not valid JSON: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }
  if (faults.length > faultsBefore) return undefined;
  if (files.de === undefined || files.en === undefined) {
    faults.push(`${relative(root, folder)}/messages: de.json and en.json are both needed`);
    return undefined;
  }
  return { ...files, de: files.de };
}

if (import.meta.main) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
  const checkOnly = process.argv.includes('--check');
  const { modules, changed, faults } = generateMessages(root, { checkOnly });
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) console.error(`texts: ${faults.length} faults in ${modules} modules`);
  else console.log(`texts: ${modules} modules, ${changed.length} ${checkOnly ? 'out of date' : 'written'}`);
  if (faults.length > 0 || (checkOnly && changed.length > 0)) process.exitCode = 1;
}
