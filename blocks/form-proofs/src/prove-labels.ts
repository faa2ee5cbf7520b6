import type { CompiledForm, CompiledNode } from '@amt/forms';
import { type Finding, type Places, everywhere, inBoth } from './finding.ts';
import { labelOf, placeOf } from './node-text.ts';
import type { Solver } from './satisfiable.ts';

/** Questions of one page (or one labelled group on it) with the same label that can be shown at the same time. */
export function proveLabels(form: CompiledForm, solver: Solver, at: Places = everywhere): Finding[] {
  const groups = new Map<string, CompiledNode[]>();
  for (const node of form.tree.nodes) {
    if (node.kind === 'label' || node.kind === 'hidden' || !('label' in node.def) || node.def.label === undefined) continue;
    const key = JSON.stringify([node.page.index, namedAround(node)?.path, node.def.label.de.trim().toLowerCase()]);
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.values()].flatMap((same): Finding[] => {
    const [first, ...others] = same;
    if (!first || !same.some(({ pointer }) => at(pointer))) return [];
    const again = others.find(
      (other) =>
        solver.decide(
          [
            { node: first, shown: true },
            { node: other, shown: true },
          ],
          { proofOnly: true },
        ).result !== 'unsat',
    );
    if (!again) return [];
    return [
      {
        ...placeOf(again, '/label'),
        kind: 'duplicate-label',
        severity: 'warning',
        message: inBoth((m, l) => m.duplicateLabel({ label: labelOf(again, l) })),
      },
    ];
  });
}

/** The nearest group around that has a name of its own, which is read out with the question. */
function namedAround(node: CompiledNode): CompiledNode | undefined {
  let around = node.parent;
  while (around && !('label' in around.def && around.def.label !== undefined)) around = around.parent;
  return around;
}
