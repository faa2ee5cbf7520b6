import type { CompiledForm, CompiledNode, Condition } from '@amt/forms';
import { type Finding, type FindingKind, type Places, everywhere, inBoth } from './finding.ts';
import { labelOf, placeOf } from './node-text.ts';
import type { Demand, Solver } from './satisfiable.ts';

/** Pages, nodes, rules, fees, steps and outputs: whether their conditions can hold, alone and where they stand, and whether they always do. */
export function proveReach(form: CompiledForm, solver: Solver, at: Places = everywhere): Finding[] {
  const findings: Finding[] = [];
  const lost = new Set<unknown>();
  for (const page of form.tree.pages) {
    if (page.def.when === undefined || !at(`/pages/${page.index}/when`)) continue;
    const place = { pointer: `/pages/${page.index}/when`, page: page.def.id };
    const own: Demand = { condition: page.def.when, holds: true };
    if (cannot(solver, [own])) {
      lost.add(page);
      findings.push({ ...place, kind: 'contradiction', severity: 'fault', message: inBoth((m) => m.contradiction()) });
      findings.push({
        ...place,
        kind: 'unreachable-page',
        severity: 'fault',
        message: inBoth((m, l) => m.unreachablePage({ label: page.def.title[l] ?? page.def.title.de })),
      });
    } else findings.push(...alwaysTrue(solver, page.def.when, undefined, [], place));
  }
  for (const node of form.tree.nodes) {
    if (!at(node.pointer)) continue;
    if (lost.has(node.parent ?? node.page)) lost.add(node);
    else findings.push(...reachOfNode(solver, node, lost));
  }
  return [...findings, ...proveConditional(form, solver, at)];
}

const cannot = (solver: Solver, demands: readonly Demand[]): boolean => solver.decide(demands, { proofOnly: true }).result === 'unsat';

function reachOfNode(solver: Solver, node: CompiledNode, lost: Set<unknown>): Finding[] {
  const { def } = node;
  const findings: Finding[] = [];
  if ('when' in def && def.when !== undefined) {
    const place = placeOf(node, '/when');
    const own: Demand = { condition: def.when, holds: true, within: node.owner };
    const contradicts = cannot(solver, [own]);
    if (contradicts) findings.push({ ...place, kind: 'contradiction', severity: 'fault', message: inBoth((m) => m.contradiction()) });
    if (contradicts || cannot(solver, [{ node, shown: true }])) {
      lost.add(node);
      const required = isRequired(node);
      findings.push({
        ...place,
        kind: required ? 'required-never-asked' : 'unreachable-field',
        severity: 'fault',
        message: inBoth((m, l) =>
          required ? m.requiredNeverAsked({ label: labelOf(node, l) }) : m.unreachableField({ label: labelOf(node, l) }),
        ),
      });
      return findings;
    }
    findings.push(...alwaysTrue(solver, def.when, node.owner, aroundOf(node), place));
  }
  if ('requiredWhen' in def && def.requiredWhen !== undefined) {
    const place = placeOf(node, '/requiredWhen');
    if (
      cannot(solver, [
        { node, shown: true },
        { condition: def.requiredWhen, holds: true, within: node.owner },
      ])
    )
      findings.push({
        ...place,
        kind: 'required-when-never',
        severity: 'warning',
        message: inBoth((m, l) => m.requiredWhenNever({ label: labelOf(node, l) })),
      });
    else findings.push(...alwaysTrue(solver, def.requiredWhen, node.owner, [{ node, shown: true }], place));
  }
  return findings;
}

/** What holds where the node's own condition is looked at. */
function aroundOf(node: CompiledNode): Demand[] {
  if (node.parent) return [{ node: node.parent, shown: true }];
  return node.page.def.when === undefined ? [] : [{ condition: node.page.def.when, holds: true }];
}

function isRequired({ def, kind }: CompiledNode): boolean {
  if (kind === 'label' || kind === 'locked' || kind === 'hidden' || kind === 'group' || kind === 'branch') return false;
  if (kind === 'repeat') return 'min' in def && typeof def.min === 'number' && def.min > 0;
  return !('required' in def && !def.required) && !('requiredWhen' in def && def.requiredWhen !== undefined);
}

function alwaysTrue(
  solver: Solver,
  condition: Condition,
  within: CompiledNode | undefined,
  around: readonly Demand[],
  place: Pick<Finding, 'pointer' | 'path' | 'page'>,
): Finding[] {
  const otherwise: Demand = { condition, holds: false, within };
  if (solver.decide([...around, otherwise], { complete: true, proofOnly: true }).result !== 'unsat') return [];
  return [{ ...place, kind: 'always-true', severity: 'warning', message: inBoth((m) => m.alwaysTrue()) }];
}

/** Fee lines, steps and outputs; rules have proofs of their own. */
function proveConditional(form: CompiledForm, solver: Solver, at: Places): Finding[] {
  const { fee, steps = [], outputs = [] } = form.definition;
  const parts = [
    ...(fee?.lines ?? []).map(({ when }, i) => ({ when, pointer: `/fee/lines/${i}/when` })),
    ...steps.map(({ when }, i) => ({ when, pointer: `/steps/${i}/when` })),
    ...outputs.map(({ when }, i) => ({ when, pointer: `/outputs/${i}/when` })),
  ];
  return parts.flatMap(({ when, pointer }): Finding[] => {
    if (when === undefined || !at(pointer)) return [];
    const never = cannot(solver, [{ condition: when, holds: true }]);
    if (!never) return alwaysTrue(solver, when, undefined, [], { pointer });
    const kind: FindingKind = 'never-holds';
    return [{ kind, severity: 'fault', pointer, message: inBoth((m) => m.neverHolds()) }];
  });
}
