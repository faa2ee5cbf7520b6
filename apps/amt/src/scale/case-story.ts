import type { CaseAction, CaseTypeDefinition } from '@amt/cases';
import type { Random } from './random.ts';

/** One step of a case: an action of its type, at an instant. */
export interface Step {
  readonly action: CaseAction;
  readonly at: Temporal.Instant;
}

export interface Story {
  readonly openedAt: Temporal.Instant;
  readonly initial: string;
  readonly steps: readonly Step[];
}

type Effect = CaseAction['effect'];

/** How far cases get, and how many of a hundred do: most are closed, the rest is what staff see in their lists. */
const plots: readonly (readonly [share: number, effects: readonly Effect[]])[] = [
  [3, []],
  [12, ['payment-received']],
  [12, ['payment-received', 'take']],
  [8, ['payment-received', 'take', 'ask']],
  [5, ['payment-received', 'take', 'withdraw']],
  [20, ['payment-received', 'take', 'ask', 'answer', 'propose', 'approve', 'issued', 'close']],
  [40, ['payment-received', 'take', 'propose', 'approve', 'issued', 'close']],
];

/** Walks the case type's own machine along a plot; effects the type does not know, or that need staff where there is none, are left out. */
export function storyOf(
  type: CaseTypeDefinition,
  random: Random,
  world: { readonly now: Temporal.Instant; readonly feeDue: boolean; readonly staffed: boolean },
): Story {
  const effects = plotOf(random.below(100));
  const open = effects.length < 4;
  const ageHours = open ? 1 + random.below(30 * 24) : 20 * 24 + random.below(700 * 24);
  const openedAt = world.now.subtract({ hours: ageHours, seconds: random.below(3600) }).round('second');
  const initial = world.feeDue && type.initialUnpaid !== undefined ? type.initialUnpaid : type.initial;
  const steps: Step[] = [];
  let state = initial;
  for (const [index, effect] of effects.entries()) {
    const action = type.actions.find((one) => one.effect === effect && one.from.includes(state));
    if (!action) continue;
    if (!world.staffed && action.effect !== 'payment-received') break;
    // steps are spread over the first two thirds of the case's age, so that none lies in the future
    steps.push({ action, at: openedAt.add({ seconds: Math.floor((ageHours * 2400 * (index + 1)) / (effects.length + 1)) }) });
    state = action.to;
  }
  return { openedAt, initial, steps };
}

function plotOf(percent: number): readonly Effect[] {
  let sum = 0;
  for (const [share, effects] of plots) {
    sum += share;
    if (percent < sum) return effects;
  }
  return [];
}
