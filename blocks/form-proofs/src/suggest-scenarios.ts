import { type CompiledForm, type CompiledNode, type Condition, type FormScenario, aroundOf, evaluate } from '@amt/forms';
import { instancePathOf } from './formula.ts';
import { labelOf } from './node-text.ts';
import { scenarioDay } from './run-scenario.ts';
import { type Demand, Solver } from './satisfiable.ts';

interface Covered {
  readonly name: string;
  readonly condition: Condition;
  readonly within: CompiledNode | undefined;
  /** what has to be shown for the condition to matter */
  readonly around: readonly Demand[];
  /** what the condition shows or hides */
  readonly node?: CompiledNode;
}

/**
 * Scenarios for an author to begin with: for each condition of the form, answers for which it holds and answers for which it does not, with what the
 * evaluator makes of them. Conditions a scenario before covers as well get none of their own.
 */
export function suggestScenarios(form: CompiledForm): FormScenario[] {
  const solver = new Solver(form);
  const scenarios: FormScenario[] = [];
  const told = new Set<string>();
  for (const covered of conditionsOf(form)) {
    for (const holds of [true, false]) {
      const verdict = solver.decide([...covered.around, { condition: covered.condition, holds, within: covered.within }], {
        today: scenarioDay,
      });
      if (verdict.result !== 'sat') continue;
      const key = JSON.stringify([verdict.answers, verdict.facts]);
      if (told.has(key) && !covered.node) continue;
      told.add(key);
      scenarios.push(scenarioOf(form, covered, holds, verdict, `s${scenarios.length + 1}`));
    }
  }
  return scenarios.slice(0, 200);
}

function scenarioOf(
  form: CompiledForm,
  { name, node }: Covered,
  holds: boolean,
  {
    answers,
    facts,
  }: { readonly answers: FormScenario['answers']; readonly facts: { today: string; signedIn: boolean; trustLevel: string } },
  id: string,
): FormScenario {
  const evaluation = evaluate(form, answers as Parameters<typeof evaluate>[1], facts);
  const path = node && instancePathOf(node, new Map());
  const shown = path !== undefined && evaluation.nodes.has(path);
  return {
    id,
    title: `${name}: ${holds ? 'trifft zu' : 'trifft nicht zu'}`,
    answers,
    facts: facts as NonNullable<FormScenario['facts']>,
    expect: {
      pages: evaluation.pages.map(({ page }) => page.id),
      ...(path === undefined ? {} : shown ? { asked: [path] } : { notAsked: [path] }),
      ...(form.definition.fee ? { feeCents: evaluation.fee.totalCents } : {}),
      ...(form.definition.outputs ? { outputs: aroundOf(evaluation).outputs.map((output) => output.id) } : {}),
    },
  };
}

function conditionsOf(form: CompiledForm): Covered[] {
  const { pages, fee, steps = [], outputs = [] } = form.definition;
  const root = { within: undefined, around: [] };
  const named = (parts: readonly { id: string; when?: Condition }[], name: string): Covered[] =>
    parts.flatMap(({ id, when }) => (when === undefined ? [] : [{ ...root, name: `${name} ${id}`, condition: when }]));
  return [
    ...pages.flatMap((page) => (page.when === undefined ? [] : [{ ...root, name: `Seite ${page.title.de}`, condition: page.when }])),
    ...form.tree.nodes.flatMap((node): Covered[] => {
      const { def } = node;
      const common = { name: labelOf(node, 'de'), within: node.owner, node };
      const around: Demand[] = node.parent
        ? [{ node: node.parent, shown: true }]
        : node.page.def.when === undefined
          ? []
          : [{ condition: node.page.def.when, holds: true }];
      return [
        ...('when' in def && def.when !== undefined ? [{ ...common, condition: def.when, around }] : []),
        ...('requiredWhen' in def && def.requiredWhen !== undefined
          ? [{ ...common, name: `Pflicht: ${common.name}`, condition: def.requiredWhen, around: [{ node, shown: true } as const] }]
          : []),
      ];
    }),
    ...form.rules.map(({ def, target }): Covered => ({
      name: `Regel ${def.id}`,
      condition: def.valid,
      within: target.owner,
      around: def.when === undefined ? [] : [{ condition: def.when, holds: true, within: target.owner }],
    })),
    ...named(fee?.lines ?? [], 'Gebühr'),
    ...named(steps, 'Schritt'),
    ...named(outputs, 'Ausgang'),
  ];
}
