/** One measured figure, as `--json` writes it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `requests/s`, `ms`, `MB`, … */
  readonly unit: string;
  /** what was set as a goal, e.g. `>= 1500`; null for figures that are told for information */
  readonly goal: string | null;
  readonly met: boolean | null;
}

/** Three significant digits: more would claim a precision that one run does not have. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** A figure that shall reach the goal or go beyond it. */
export function atLeast(goal: number, name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, goal: `>= ${goal}`, met: value >= goal };
}

/** A figure that shall stay below the goal. */
export function below(goal: number, name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, goal: `< ${goal}`, met: value < goal };
}

/** A figure without a goal. */
export function information(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, goal: null, met: null };
}
