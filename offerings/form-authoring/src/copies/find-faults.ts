import { type DefinitionFault, checkDefinition } from '@amt/forms';
import type { AuthorForm } from '../model/author-form.ts';
import { definitionOf } from '../model/definition-of.ts';

/** A form with thousands of faults is told by its first ones. */
const mostFaults = 300;

/** What is wrong with a form that is being written, each with its place. The number of the version is given when it is handed in. */
export function findFaults(form: AuthorForm): readonly DefinitionFault[] {
  const checked = checkDefinition(definitionOf(form, form.version ?? '0.0.0'));
  return checked.ok ? [] : checked.faults.slice(0, mostFaults);
}
