import { verifyFile } from '@amt/signatures';
import { systemClock } from '@amt/clock';
import { parseArguments, type Command } from '../command.ts';
import { environment } from '../environment.ts';
import { settingsOf } from '../house.ts';

const command: Command = {
  usage: 'FILE.pdf [--json]   exit code 1 when the seal does not hold',
  async run(args) {
    const { positionals, flags } = parseArguments(args, { flags: ['json'], positionals: { min: 1, max: 1 } });
    const [file = ''] = positionals;
    try {
      const report = await verifyFile({ settings: settingsOf(environment(process.env)), now: systemClock.now() }, file);
      process.stdout.write(flags.has('json') ? `${JSON.stringify(report, null, 2)}\n` : `${report.sentences.de.join('\n')}\n`);
      return report.holds ? 0 : 1;
    } catch (fault) {
      if (!(fault instanceof Error && 'code' in fault && typeof fault.code === 'string')) throw fault;
      process.stderr.write(`${file} cannot be read: ${fault.code}\n`);
      return 1;
    }
  },
};
export default command;
