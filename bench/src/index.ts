export { runBench, measurementNames } from './run-bench.ts';
export type { RunOptions } from './run-bench.ts';
export type { Figure } from './figure.ts';
export { machineFacts } from './machine.ts';
export { printFigure, printHeading } from './print-figures.ts';
export type { CompleteDraft, Ground, HouseUnderTest, SignedInPage } from './house-under-test.ts';
export { freePort } from './program.ts';
export type { ProgramStart } from './program.ts';
