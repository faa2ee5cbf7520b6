import { ConfigProblem, describeSettings } from '@amt/config';
import { envelopeConfig, readKeysFile, storageKeysFile, StorageKeysProblem } from '@amt/envelope';
import { configOf } from '@amt/module';
import { parseArguments, type Command } from '../command.ts';
import { environment } from '../environment.ts';
import { programConfig, settingsOf } from '../house.ts';
import { modules } from '../modules.ts';

const command: Command = {
  usage: '',
  async run(args) {
    parseArguments(args, {});
    const env = environment(process.env);
    const parts = [...programConfig, ...modules.flatMap(({ config }) => config ?? [])];
    for (const { module, key, value, from, description } of describeSettings(parts, env)) {
      process.stdout.write(`${module.padEnd(12)} ${key.padEnd(32)} ${value.padEnd(48)} ${from.padEnd(12)} ${description}\n`);
    }
    try {
      readKeysFile(storageKeysFile(configOf({ settings: settingsOf(env) }, envelopeConfig)));
    } catch (fault) {
      if (!(fault instanceof ConfigProblem || fault instanceof StorageKeysProblem)) throw fault;
      process.stderr.write(`\n${fault.message}\n`);
      return 1;
    }
    process.stdout.write('\nThe settings are complete.\n');
    return 0;
  },
};
export default command;
