import { type DefinitionFault, type FormDefinition, checkDefinition } from '@amt/forms';
import type { ImportNotes } from '@amt/form-standards';
import type { Change } from './change.ts';
import { ImportFault } from './import-fault.ts';
import { FormIndex } from './node-at.ts';

const mostRounds = 12;
const mostChecks = 60;

/**
 * Puts the changes in and leaves out, with a remark, what does not fit: types that differ, answers of several entries read as one, circles. Faults name
 * their place, so most are found in a few rounds; the rest by halving, with a limit, beyond which everything that is left becomes a remark.
 *
 * @throws ImportFault where the form is not right without any of them
 */
export function settle(drafted: FormDefinition, changes: readonly Change[], notes: ImportNotes): FormDefinition {
  const base = withoutUnknownPatterns(drafted, notes);
  let kept = changes;
  for (let round = 0; round < mostRounds; round++) {
    const { form, written, lost } = withChanges(base, kept);
    const checked = checkDefinition(form);
    if (checked.ok && lost.length === 0) return form;
    const wrong = new Set(lost);
    if (!checked.ok)
      for (const { path } of checked.faults)
        for (const [change, pointers] of written) if (pointers.some((one) => path === one || path.startsWith(`${one}/`))) wrong.add(change);
    if (wrong.size === 0) break;
    for (const change of wrong) {
      const fault = checked.ok ? undefined : checked.faults.find(({ path }) => written.get(change)?.some((one) => path.startsWith(one)));
      leaveOut(change, notes, fault);
    }
    kept = kept.filter((change) => !wrong.has(change));
  }
  return halved(base, kept, notes);
}

function leaveOut(change: Change, notes: ImportNotes, fault?: DefinitionFault): void {
  const why = fault === undefined ? '' : ` (${fault.message})`;
  notes.add(`Nicht übernommen: ${change.original}${why}`, change.at, change.source);
}

function withChanges(
  base: FormDefinition,
  changes: readonly Change[],
): { form: FormDefinition; written: Map<Change, readonly string[]>; lost: Change[] } {
  const form = structuredClone(base);
  const index = new FormIndex(form);
  const written = new Map<Change, readonly string[]>();
  const lost: Change[] = [];
  for (const change of changes) {
    const pointers = change.apply(form, index);
    if (pointers) written.set(change, pointers);
    else lost.push(change);
  }
  return { form, written, lost };
}

function halved(base: FormDefinition, changes: readonly Change[], notes: ImportNotes): FormDefinition {
  let checks = 0;
  const keep = (kept: readonly Change[], more: readonly Change[]): readonly Change[] => {
    if (more.length === 0) return kept;
    if (++checks <= mostChecks && checkDefinition(withChanges(base, [...kept, ...more]).form).ok) return [...kept, ...more];
    if (more.length === 1 || checks > mostChecks) {
      for (const change of more) leaveOut(change, notes);
      return kept;
    }
    const middle = Math.floor(more.length / 2);
    return keep(keep(kept, more.slice(0, middle)), more.slice(middle));
  };
  return withChanges(base, keep([], changes)).form;
}

/** Leaves out patterns our language does not know, with a remark. */
function withoutUnknownPatterns(drafted: FormDefinition, notes: ImportNotes): FormDefinition {
  const checked = checkDefinition(drafted);
  if (checked.ok) return drafted;
  const copy = structuredClone(drafted);
  const index = new FormIndex(copy);
  for (const { path, message } of checked.faults) {
    if (!path.endsWith('/pattern/regex')) throw new ImportFault({ code: 'definition', message, path });
    const at = index.pathAt(path);
    const node = at === undefined ? undefined : index.node(at)?.node;
    if (!node || !('pattern' in node) || !node.pattern) continue;
    notes.add(`Muster, das nicht übernommen werden konnte: ${node.pattern.regex} (${message})`, at);
    delete node.pattern;
  }
  const again = checkDefinition(copy);
  if (again.ok) return copy;
  const [fault] = again.faults;
  throw new ImportFault({ code: 'definition', message: fault?.message ?? 'is no form definition', path: fault?.path ?? '' });
}
