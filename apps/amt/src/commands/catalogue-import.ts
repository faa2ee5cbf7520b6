import { join, resolve } from 'node:path';
import { parseArguments, type Command } from '../command.ts';
import { importCatalogue, type ImportedService } from '../import-catalogue.ts';
import { FileFault } from '../read-form-file.ts';
import { root } from '../root.ts';

/** One service in lines for the operator. */
function linesOf({ id, state, changed, faults, remarks }: ImportedService): string[] {
  const head = { new: `+ ${id}`, changed: `~ ${id}: ${changed.join(', ')}`, unchanged: `= ${id}`, incomplete: `! ${id}: not complete` }[
    state
  ];
  return [head, ...faults.map(({ path, message }) => `    ${path}: ${message}`), ...remarks.map((remark) => `    (${remark})`)];
}

const command: Command = {
  usage:
    'FILE [--city FOLDER] [--unit UNIT] [--dry-run]   --unit: responsible unit of new services; what is not complete is told and not written; exit code 1 then, 2 when the file is refused',
  async run(args) {
    const { positionals, options, flags } = parseArguments(args, {
      options: ['city', 'unit'],
      flags: ['dry-run'],
      positionals: { min: 1, max: 1 },
    });
    const folder = resolve(options.city ?? process.env['AMT_CITY'] ?? join(root, 'cities/muenchen'));
    try {
      const imported = await importCatalogue(folder, positionals[0] ?? '', { unitId: options.unit, dryRun: flags.has('dry-run') });
      for (const line of imported.flatMap(linesOf)) process.stdout.write(`${line}\n`);
      const count = (state: ImportedService['state']): number => imported.filter((one) => one.state === state).length;
      process.stdout.write(
        `${imported.length} services: ${count('new')} new, ${count('changed')} changed, ${count('unchanged')} unchanged, ${count('incomplete')} not complete${flags.has('dry-run') ? ' (nothing written)' : ''}\n`,
      );
      return count('incomplete') > 0 ? 1 : 0;
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      process.stderr.write(`${fault.message}\n`);
      return 2;
    }
  },
};
export default command;
