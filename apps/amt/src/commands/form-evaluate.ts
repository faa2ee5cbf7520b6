import { officeDate, systemClock } from '@amt/clock';
import { type Answers, type CompiledForm, evaluate } from '@amt/forms';
import { parseArguments, UsageError, type Command } from '../command.ts';
import { findForm } from '../find-form.ts';
import { FileFault, jsonIn, readBytes } from '../read-form-file.ts';

const levels = ['none', 'basic', 'normal', 'substantial', 'high'];

/** What a form makes of answers, as JSON. */
function evaluationOf(form: CompiledForm, answers: Answers, facts: { today: string; signedIn: boolean; trustLevel: string }): object {
  const { pages, nodes, computed, fee, errors, values } = evaluate(form, answers, facts);
  return {
    form: { id: form.definition.id, version: form.definition.version, hash: form.hash },
    pages: pages.map(({ page, complete }) => ({ id: page.id, title: page.title.de, complete })),
    fields: [...nodes.values()].map(({ path, node, value, required }) => ({
      path,
      kind: node.kind,
      required,
      ...(value !== undefined && { value }),
    })),
    values,
    computed,
    fee: { lines: fee.lines.map(({ line, cents }) => ({ id: line.id, cents })), totalCents: fee.totalCents },
    errors,
  };
}

const command: Command = {
  usage: 'FILE|ID ANSWERS.json [--today YYYY-MM-DD] [--trust-level LEVEL]   exit code 2 when a file is refused',
  async run(args) {
    const { positionals, options } = parseArguments(args, { options: ['today', 'trust-level'], positionals: { min: 2, max: 2 } });
    const today = options.today ?? officeDate(systemClock.now()).toString();
    if (!/^\d{4}-\d{2}-\d{2}$/.test(today)) throw new UsageError('--today must be YYYY-MM-DD');
    const trustLevel = options['trust-level'] ?? 'none';
    if (!levels.includes(trustLevel)) throw new UsageError(`--trust-level must be one of ${levels.join(', ')}`);
    const [formName = '', file = ''] = positionals;
    try {
      const form = await findForm(formName);
      const answers = jsonIn(file, await readBytes(file));
      if (typeof answers !== 'object' || answers === null || Array.isArray(answers))
        throw new FileFault(`${file}: answers are a JSON object`);
      const found = evaluationOf(form, answers as Answers, { today, signedIn: trustLevel !== 'none', trustLevel });
      process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
      return 0;
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      process.stderr.write(`${fault.message}\n`);
      return 2;
    }
  },
};
export default command;
