import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Validator } from 'typebox/compile';

const compiled = new WeakMap<TSchema, Validator>();

/**
 * A payload that does not fit its schema is a fault of the code, found before it is stored.
 *
 * @throws TypeError naming the paths that are wrong, never the values: they may be personal.
 */
export function checkPayload(of: { readonly name: string; readonly payload: TSchema }, payload: unknown): void {
  let validator = compiled.get(of.payload);
  if (validator === undefined) {
    validator = Compile(of.payload);
    compiled.set(of.payload, validator);
  }
  if (validator.Check(payload)) return;
  const faults = validator.Errors(payload).map((fault) => `${fault.instancePath || '/'} ${fault.message}`);
  throw new TypeError(`payload of ${of.name}: ${faults.join('; ')}`);
}
