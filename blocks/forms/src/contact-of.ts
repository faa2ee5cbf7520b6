import { type Answers, answerAt } from './answers.ts';
import type { CompiledForm } from './compile-form.ts';
import type { Contact } from './submission.ts';

const names = { givenName: 'given-name', surname: 'family-name', mail: 'email' } as const;

/** Name and mail of the person, from the fields that are prefilled or autofilled with them. */
export function contactOf(form: CompiledForm, answers: Answers): Contact {
  const found: Record<string, string> = {};
  for (const node of form.tree.nodes) {
    const { def } = node;
    if (node.owner || !('label' in def) || !('autocomplete' in def || 'prefill' in def)) continue;
    for (const [name, token] of Object.entries(names)) {
      const value = def.prefill === name || def.autocomplete === token ? answerAt(answers, node.path) : undefined;
      if (typeof value === 'string' && found[name] === undefined) found[name] = value;
    }
  }
  return found;
}
