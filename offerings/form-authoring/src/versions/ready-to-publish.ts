import { type CompiledForm, type DefinitionFault, checkDefinition } from '@amt/forms';
import type { AuthorForm } from '../model/author-form.ts';
import { definitionOf } from '../model/definition-of.ts';
import { runScenario } from '../scenarios/run-scenario.ts';
import { nextNumber } from './next-number.ts';

export type Readiness =
  | { readonly ok: true; readonly form: CompiledForm; readonly number: string }
  | { readonly ok: false; readonly faults: readonly DefinitionFault[] };

/** Whether a form may be published, with the number it would get: no fault, nothing left to decide, all its tests right. */
export function readyToPublish(form: AuthorForm, offered: AuthorForm | undefined, now: Temporal.Instant): Readiness {
  const number = nextNumber(offered, form);
  const checked = checkDefinition(definitionOf(form, number));
  if (!checked.ok) return { ok: false, faults: checked.faults };
  const undecided = (form.remarks ?? []).map((remark, i) => ({ path: `/remarks/${i}`, message: `undecided: ${String(remark['text'])}` }));
  const red = (checked.form.definition.scenarios ?? []).flatMap((scenario, i) =>
    runScenario(checked.form, scenario, now).length > 0 ? [{ path: `/scenarios/${i}`, message: `red: ${scenario.title}` }] : [],
  );
  const faults = [...undecided, ...red];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, form: checked.form, number };
}
