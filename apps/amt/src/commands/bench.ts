import { writeFile } from 'node:fs/promises';
import { machineFacts, measurementNames, printFigure, printHeading, runBench } from '@amt/bench';
import { benchGround } from '../bench/ground.ts';
import { parseArguments, UsageError, type Command } from '../command.ts';

const command: Command = {
  usage: `[--json FILE] [--only ${measurementNames.join(',')}] [--quick]`,
  async run(args) {
    const { options, flags } = parseArguments(args, { options: ['json', 'only'], flags: ['quick'] });
    const only = options.only?.split(',');
    const unknown = only?.find((name) => !measurementNames.includes(name));
    if (unknown !== undefined) throw new UsageError(`there is no measurement "${unknown}"`);
    const say = (line: string): void => void process.stdout.write(`${line}\n`);
    say(machineFacts());
    if (flags.has('quick')) say('A quick run: it shows that everything can be measured; its figures mean nothing.');
    say(printHeading());
    const figures = await runBench(await benchGround(), {
      ...(only ? { only } : {}),
      quick: flags.has('quick'),
      onFigures: (found) => found.forEach((figure) => say(printFigure(figure))),
    });
    say(machineFacts());
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`);
    return 0;
  },
};
export default command;
