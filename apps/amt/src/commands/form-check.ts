import { type Finding, proveDefinition } from '@amt/form-proofs';
import { attributeNames } from '@amt/identity';
import { readFileSync } from 'node:fs';
import { parseArguments, type Command } from '../command.ts';

/** Everything found about one form file; a file that is no JSON is one fault. */
export function formFindings(file: string): Finding[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    return [{ kind: 'definition', severity: 'fault', pointer: '', message: { de: message, en: message } }];
  }
  return proveDefinition(json, { attributes: attributeNames });
}

const command: Command = {
  usage: 'FILE… [--json] [--strict] [--lang de|en]   exit 1 with faults; with --strict also with warnings',
  async run(args) {
    const { positionals, flags, options } = parseArguments(args, {
      options: ['lang'],
      flags: ['json', 'strict'],
      positionals: { min: 1, max: 200 },
    });
    const language = options.lang === 'de' ? 'de' : 'en';
    const findings = positionals.flatMap((file) => formFindings(file).map((finding) => ({ file, ...finding })));
    if (flags.has('json')) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
    else {
      for (const { file, pointer, severity, kind, message } of findings)
        process.stdout.write(`${file} ${pointer || '/'}: ${severity} ${kind}: ${message[language]}\n`);
      const faults = findings.filter(({ severity }) => severity === 'fault').length;
      process.stdout.write(findings.length === 0 ? 'no faults\n' : `${faults} faults, ${findings.length - faults} warnings\n`);
    }
    const failing = findings.some(({ severity }) => severity === 'fault' || flags.has('strict'));
    return failing ? 1 : 0;
  },
};
export default command;
