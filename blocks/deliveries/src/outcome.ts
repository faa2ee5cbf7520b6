/**
 * How a try ended.
 * - `delivered`: the other side has it
 * - `refused`: it has said that it will not take it
 * - `later`: it certainly has not taken it, and may next time
 * - `unknown`: its word did not come; the next try carries the same idempotency key
 *
 * `answer` is for staff: a status or a code, never content of the submission.
 */
export interface Outcome {
  readonly kind: 'delivered' | 'refused' | 'later' | 'unknown';
  readonly answer: string;
}
