import { systemClock } from '@amt/clock';
import { writeFile } from 'node:fs/promises';
import { parseArguments, UsageError, type Command } from '../command.ts';
import { findForm } from '../find-form.ts';
import { formExporters } from '../form-exporters.ts';
import { FileFault } from '../read-form-file.ts';

const names = Object.keys(formExporters).join('|');

const command: Command = {
  usage: `FILE|ID --as ${names} [--out FILE]   ID: a form of the city or one that is offered; exit code 2 when there is none`,
  async run(args) {
    const { positionals, options } = parseArguments(args, { options: ['as', 'out'], positionals: { min: 1, max: 1 } });
    const exporter = options.as !== undefined && Object.hasOwn(formExporters, options.as) ? formExporters[options.as] : undefined;
    if (!exporter) throw new UsageError(`--as must be one of ${names}`);
    try {
      const content = await exporter(await findForm(positionals[0] ?? ''), systemClock.now());
      if (options.out === undefined) process.stdout.write(content);
      else await writeFile(options.out, content);
      return 0;
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      process.stderr.write(`${fault.message}\n`);
      return 2;
    }
  },
};
export default command;
