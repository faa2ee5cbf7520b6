import { type CompiledForm, checkDefinition } from '@amt/forms';
import { type Finding, type Places, inBoth } from './finding.ts';
import { proveDataProtection, provePrefill } from './prove-data-protection.ts';
import { proveLabels } from './prove-labels.ts';
import { proveReach } from './prove-reach.ts';
import { proveRules } from './prove-rules.ts';
import { proveTexts } from './prove-texts.ts';
import { differenceText, runScenario } from './run-scenario.ts';
import { Solver } from './satisfiable.ts';
import { proveTranslations } from './translation-states.ts';

export interface ProofOptions {
  /** names of attributes that fields can be prefilled from; without, prefill is not looked at */
  readonly attributes?: ReadonlySet<string>;
  /**
   * Only what is to be found at these places (JSON pointers), for a form that is being written: nothing is proved elsewhere, and no scenario runs.
   * What one change does to other places is told by the proofs of the whole form.
   */
  readonly only?: Places;
}

/** All that can be found out about a form without running it, in order of severity. */
export function proveForm(form: CompiledForm, { attributes, only }: ProofOptions = {}): Finding[] {
  const solver = new Solver(form);
  const findings = [
    ...proveReach(form, solver, only),
    ...proveRules(form, solver, only),
    ...proveLabels(form, solver, only),
    ...proveDataProtection(form),
    ...proveTranslations(form.definition, only),
    ...proveTexts(form.definition, only),
    ...(attributes ? provePrefill(form, attributes) : []),
    ...proveRemarks(form),
  ];
  if (!only) findings.push(...proveScenarios(form));
  return (only ? findings.filter(({ pointer }) => only(pointer)) : findings).toSorted(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );
}

/** What is still to be decided. */
function proveRemarks(form: CompiledForm): Finding[] {
  return (form.definition.remarks ?? []).flatMap(({ settled, at, text }, i): Finding[] =>
    settled
      ? []
      : [
          {
            kind: 'remark',
            severity: 'fault',
            pointer: `/remarks/${i}`,
            ...(at === undefined ? {} : { path: at }),
            message: inBoth((m) => m.remark({ text })),
          },
        ],
  );
}

/** Scenarios of the form that come out differently; without any there is nothing to tell. */
function proveScenarios(form: CompiledForm): Finding[] {
  return (form.definition.scenarios ?? []).flatMap((scenario, i) =>
    runScenario(form, scenario).differences.map((difference): Finding => ({
      kind: 'scenario-failed',
      severity: 'fault',
      pointer: `/scenarios/${i}/expect/${difference.what}`,
      path: difference.at,
      message: inBoth((m) => m.scenarioFailed({ title: scenario.title, difference: differenceText(difference) })),
    })),
  );
}

/** As {@link proveForm}, for a definition as it comes from a file: faults of its shape, cycles and missing translations stand in the same list. */
export function proveDefinition(json: unknown, options: ProofOptions = {}): Finding[] {
  const checked = checkDefinition(json);
  if (checked.ok) return proveForm(checked.form, options);
  return checked.faults.map(({ path: pointer, message, about }): Finding => {
    const kind = about === 'cycle' ? 'cycle' : about === 'translation' ? 'missing-translation' : 'definition';
    return {
      kind,
      severity: 'fault',
      pointer,
      message: inBoth((m) =>
        kind === 'cycle' ? m.cycle({ message }) : kind === 'definition' ? m.definition({ message }) : m.missingTranslation({ message }),
      ),
    };
  });
}
