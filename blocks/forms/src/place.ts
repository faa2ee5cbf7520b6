import type { FormDefinition } from './definition.ts';
import type { Expression } from './expression.ts';
import type { CompiledNode, Compute, FormTree } from './form-tree.ts';
import type { ValueType } from './value-type.ts';

/** An expression with its type; `values` are all texts it can be, where that is known. */
export interface Compiled {
  readonly type: ValueType;
  readonly run: Compute;
  readonly values?: readonly string[] | undefined;
  /** set for texts, numbers … written into the definition */
  readonly literal?: string;
}

/** What compiling needs to know, and where it tells what it found. */
export interface Place {
  readonly definition: FormDefinition;
  readonly tree: FormTree;
  /** repeat groups whose item is at hand */
  readonly scope: readonly CompiledNode[];
  /** JSON pointer of the expression */
  readonly pointer: string;
  /** adds a fault at the pointer */
  readonly report: (pointer: string, message: string, about?: 'cycle') => void;
  /** hears what the expression reads: `answer:<path>`, `computed:<id>`, `fact:<name>` */
  readonly reads: (input: string) => void;
  /** compiles another part of the form first, to know its type */
  readonly computed: (id: string, pointer: string) => Compiled | undefined;
  readonly derived: (node: CompiledNode) => Compiled | undefined;
  /** compiles an expression within this one */
  readonly compile: (expression: Expression, place: Place) => Compiled | undefined;
}

/** Compiles every argument, so that all faults are told at once; undefined when one is wrong. */
export function compileArgs(args: readonly Expression[], place: Place): Compiled[] | undefined {
  const compiled = args.map((arg, i) => place.compile(arg, { ...place, pointer: `${place.pointer}/args/${i}` }));
  return compiled.every((arg) => arg !== undefined) ? compiled : undefined;
}

/** Reports at the place (or below it) and returns nothing. */
export function fault(place: Place, message: string, below = ''): undefined {
  place.report(place.pointer + below, message);
  return undefined;
}
