/** The end of a use case: a value, or an expected failure with a code. Faults throw instead. */
export type Result<Value, Code extends string = never> = { readonly ok: true; readonly value: Value } | Failure<Code>;

export interface Failure<Code extends string> {
  readonly ok: false;
  readonly code: Code;
}

export function done(): { ok: true; value: void };
export function done<Value>(value: Value): { ok: true; value: Value };
export function done(value?: unknown): { ok: true; value: unknown } {
  return { ok: true, value };
}

export function failed<Code extends string>(code: Code): Failure<Code> {
  return { ok: false, code };
}
