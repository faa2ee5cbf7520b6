import type { Figure } from './figure.ts';

const line = (name: string, value: string, unit: string, goal: string, met: string): string =>
  `${name.padEnd(66)} ${value.padStart(8)} ${unit.padEnd(14)} ${goal.padEnd(8)} ${met}`.trimEnd();

/** First line of the table. */
export function printHeading(): string {
  return line('figure', 'value', 'unit', 'goal', 'met');
}

/** One line of the table. */
export function printFigure({ name, value, unit, goal, met }: Figure): string {
  return line(name, String(value), unit, goal ?? '', met === null ? '' : met ? 'yes' : 'no');
}
