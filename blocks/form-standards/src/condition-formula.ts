import type { CompiledForm } from '@amt/forms';
import type { JsonSchema } from './schema-of-field.ts';

/** A node of a compiled form. */
export type TreeNode = CompiledForm['tree']['nodes'][number];
/** Where a schema looks at: the answers as a whole, or one item of a repeat group. */
export type Level = TreeNode | undefined;

/** A condition as JSON Schema can say it. An atom is a schema of one level; conditions of one level stay one atom. */
export type Formula =
  | { readonly kind: 'const'; readonly value: boolean }
  | { readonly kind: 'atom'; readonly level: Level; readonly schema: JsonSchema }
  | { readonly kind: 'not'; readonly part: Formula }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] };

export const always: Formula = { kind: 'const', value: true };
export const never: Formula = { kind: 'const', value: false };
export const atom = (level: Level, schema: JsonSchema): Formula => ({ kind: 'atom', level, schema });

export function not(part: Formula): Formula {
  if (part.kind === 'const') return part.value ? never : always;
  if (part.kind === 'not') return part.part;
  return part.kind === 'atom' ? atom(part.level, { not: part.schema }) : { kind: 'not', part };
}

export const and = (...parts: Formula[]): Formula => joined('and', parts);
export const or = (...parts: Formula[]): Formula => joined('or', parts);
/** An odd number of them holds. */
export const xor = (...parts: Formula[]): Formula => parts.reduce((odd, part) => or(and(odd, not(part)), and(not(odd), part)), never);

function joined(kind: 'and' | 'or', parts: readonly Formula[]): Formula {
  const neutral = kind === 'and';
  if (parts.some((part) => part.kind === 'const' && part.value !== neutral)) return neutral ? never : always;
  const telling = parts.filter((part) => part.kind !== 'const');
  const [first] = telling;
  if (!first) return neutral ? always : never;
  if (telling.length === 1) return first;
  const atoms = telling.filter((part) => part.kind === 'atom');
  if (atoms.length === telling.length && first.kind === 'atom' && atoms.every((part) => part.level === first.level))
    return atom(first.level, { [kind === 'and' ? 'allOf' : 'anyOf']: atoms.map((part) => part.schema) });
  return { kind, parts: telling };
}

/** The levels a condition looks at. */
export function levelsOf(formula: Formula): ReadonlySet<Level> {
  if (formula.kind === 'atom') return new Set([formula.level]);
  if (formula.kind === 'not') return levelsOf(formula.part);
  return formula.kind === 'const' ? new Set() : new Set(formula.parts.flatMap((part) => [...levelsOf(part)]));
}

/** The first atom of a level, and the condition once it is known whether it holds. */
export function decide(formula: Formula, level: Level): { schema: JsonSchema; ifTrue: Formula; ifFalse: Formula } | undefined {
  const found = firstAtom(formula, level);
  return found && { schema: found.schema, ifTrue: replaced(formula, found, always), ifFalse: replaced(formula, found, never) };
}

type Atom = Extract<Formula, { kind: 'atom' }>;

function firstAtom(formula: Formula, level: Level): Atom | undefined {
  if (formula.kind === 'atom') return formula.level === level ? formula : undefined;
  if (formula.kind === 'not') return firstAtom(formula.part, level);
  if (formula.kind === 'const') return undefined;
  for (const part of formula.parts) {
    const found = firstAtom(part, level);
    if (found) return found;
  }
  return undefined;
}

function replaced(formula: Formula, one: Atom, by: Formula): Formula {
  if (formula === one) return by;
  if (formula.kind === 'not') return not(replaced(formula.part, one, by));
  if (formula.kind === 'and' || formula.kind === 'or')
    return joined(
      formula.kind,
      formula.parts.map((part) => replaced(part, one, by)),
    );
  return formula;
}

/** Something at a path below an object is there and fits. */
export function at(steps: readonly string[], schema: JsonSchema): JsonSchema {
  return steps.reduceRight<JsonSchema>((inner, step) => ({ type: 'object', required: [step], properties: { [step]: inner } }), schema);
}

/** What is at a path fits, if it is there. */
export function within(steps: readonly string[], schema: JsonSchema): JsonSchema {
  return steps.reduceRight<JsonSchema>((inner, step) => ({ properties: { [step]: inner } }), schema);
}

/** Steps of a node from the level it lives in. */
export function stepsOf(node: TreeNode): string[] {
  return (node.owner ? node.path.slice(node.owner.path.length + 1) : node.path).split('.');
}
