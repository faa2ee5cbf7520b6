import { type CompiledForm, type CompiledNode, type CompiledPage, optionsOf } from '@amt/forms';
import { type Finding, type Places, everywhere, inBoth } from './finding.ts';
import { labelOf, placeOf } from './node-text.ts';
import type { Demand, Solver } from './satisfiable.ts';

type Rule = CompiledForm['rules'][number];

/** Rules that never apply or can never be met, required questions without a right answer, options that are always refused. */
export function proveRules(form: CompiledForm, solver: Solver, at: Places = everywhere): Finding[] {
  const byTarget = new Map<CompiledNode, Rule[]>();
  for (const rule of form.rules) byTarget.set(rule.target, [...(byTarget.get(rule.target) ?? []), rule]);
  return [
    ...form.rules.flatMap((rule) => (at(pointerOf(form, rule)) ? proveRule(form, solver, rule) : [])),
    ...form.tree.nodes.flatMap((node) => (at(node.pointer) ? proveAnswerable(form, solver, node, byTarget.get(node) ?? []) : [])),
    ...provePages(
      form.tree.pages.filter(({ index }) => at(`/pages/${index}`)),
      solver,
      byTarget,
    ),
  ];
}

const cannot = (solver: Solver, demands: readonly Demand[]): boolean => solver.decide(demands, { proofOnly: true }).result === 'unsat';
const isField = (node: CompiledNode): boolean => !['group', 'repeat', 'label', 'locked', 'hidden', 'branch'].includes(node.kind);

/** A rule speaks where its field is shown and, for a single field, answered. */
function heard({ target }: Rule): Demand {
  return isField(target) ? { node: target, answered: true } : { node: target, shown: true };
}

const pointerOf = (form: CompiledForm, { def }: Rule): string => `/rules/${form.definition.rules?.indexOf(def) ?? 0}`;

function proveRule(form: CompiledForm, solver: Solver, rule: Rule): Finding[] {
  const { target, def } = rule;
  const pointer = pointerOf(form, rule);
  const place = { ...placeOf(target) };
  const label = (l: string): string => labelOf(target, l);
  const applies: Demand[] = [heard(rule)];
  if (def.when !== undefined) applies.push({ condition: def.when, holds: true, within: target.owner });
  if (cannot(solver, applies))
    return [
      {
        ...place,
        pointer: def.when === undefined ? pointer : `${pointer}/when`,
        kind: 'rule-never-applies',
        severity: 'warning',
        message: inBoth((m, l) => m.ruleNeverApplies({ label: label(l) })),
      },
    ];
  if (!cannot(solver, [...applies, { condition: def.valid, holds: true, within: target.owner }])) return [];
  // with a condition it is a way to say no: other answers go on
  return [
    {
      ...place,
      pointer: `${pointer}/valid`,
      kind: 'rule-never-met',
      severity: def.when === undefined ? 'fault' : 'warning',
      message: inBoth((m, l) => m.ruleNeverMet({ label: label(l) })),
    },
  ];
}

/** That all rules at a node are content. */
function contented(rules: readonly Rule[]): Demand[] {
  return rules.map(({ def, target }) => ({
    condition: def.when === undefined ? def.valid : { op: 'or', args: [{ op: 'not', args: [def.when] }, def.valid] },
    holds: true,
    within: target.owner,
  }));
}

function isRequired({ def }: CompiledNode): boolean {
  return !('required' in def && !def.required) && !('requiredWhen' in def && def.requiredWhen !== undefined);
}

function proveAnswerable(form: CompiledForm, solver: Solver, node: CompiledNode, rules: readonly Rule[]): Finding[] {
  if (!isField(node) || cannot(solver, [{ node, shown: true }])) return [];
  const right = contented(rules);
  if (isRequired(node) && (cannot(solver, [{ node, answered: true }, ...right]) || hasTooFewOptions(form, node)))
    return [{ ...placeOf(node), kind: 'dead-end', severity: 'fault', message: inBoth((m, l) => m.deadEnd({ label: labelOf(node, l) })) }];
  const { def } = node;
  if (rules.length === 0 || !('kind' in def) || (def.kind !== 'select' && def.kind !== 'radios')) return [];
  return optionsOf(form.definition, def).flatMap((option, i): Finding[] => {
    const chosen: Demand = { condition: { op: 'equal', args: [{ answer: node.path }, option.value] }, holds: true, within: node.owner };
    if (cannot(solver, [chosen]) || !cannot(solver, [chosen, ...right])) return [];
    return [
      {
        ...placeOf(node, def.options ? `/options/${i}` : ''),
        kind: 'option-never-accepted',
        severity: 'warning',
        message: inBoth((m, l) => m.optionNeverAccepted({ label: labelOf(node, l), option: option.label[l] ?? option.label.de })),
      },
    ];
  });
}

function hasTooFewOptions(form: CompiledForm, { def }: CompiledNode): boolean {
  return 'kind' in def && def.kind === 'checkboxes' && def.min !== undefined && def.min > optionsOf(form.definition, def).length;
}

/** More rules than this on one page are not looked at together. */
const mostTogether = 40;

/** Required questions of a page that are asked together: whether all can be answered so that every rule there is content. */
function provePages(pages: readonly CompiledPage[], solver: Solver, byTarget: ReadonlyMap<CompiledNode, readonly Rule[]>): Finding[] {
  return pages.flatMap((page): Finding[] => {
    const asked = page.nodes.filter((node) => isField(node) && isRequired(node) && !('when' in node.def && node.def.when !== undefined));
    const withRules = asked.filter((node) => byTarget.has(node));
    const rules = withRules.flatMap((node) => byTarget.get(node) ?? []);
    if (withRules.length < 2 || rules.length > mostTogether) return [];
    const shown: Demand[] = page.def.when === undefined ? [] : [{ condition: page.def.when, holds: true }];
    if (withRules.some((node) => cannot(solver, [{ node, answered: true }, ...contented(byTarget.get(node) ?? [])]))) return [];
    const answered: Demand[] = withRules.map((node) => ({ node, answered: true }));
    if (cannot(solver, shown) || !cannot(solver, [...shown, ...answered, ...contented(rules)])) return [];
    return [
      {
        kind: 'dead-end',
        severity: 'fault',
        pointer: `/pages/${page.index}`,
        page: page.def.id,
        message: inBoth((m, l) => m.deadEndPage({ label: page.def.title[l] ?? page.def.title.de })),
      },
    ];
  });
}
