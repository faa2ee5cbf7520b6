export { proveDefinition, proveForm } from './prove-form.ts';
export type { ProofOptions } from './prove-form.ts';
export type { Finding, FindingKind } from './finding.ts';
export { Solver } from './satisfiable.ts';
export type { Demand, Verdict } from './satisfiable.ts';
