import Big from 'big.js';
import { type Json, isRecord } from './answers.ts';

/** A value of the expression language as it is kept: decimals that are no safe integers become digits. */
export function jsonOf(value: unknown): Json | undefined {
  if (value instanceof Big) return value.toFixed();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value as Json[];
  return isRecord(value) ? value : undefined;
}
