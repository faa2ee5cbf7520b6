import { fileURLToPath } from 'node:url';
import { generateMessages } from '../../../kernel/i18n/src/generate.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

// The texts of all modules are compiled before the first module is loaded, because modules import them.
const { faults } = generateMessages(root);
if (faults.length > 0) {
  process.stderr.write(`The texts cannot be compiled:\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  process.exit(1);
}
const { runCommand } = await import('./cli.ts');
process.exitCode = await runCommand(process.argv.slice(2));
