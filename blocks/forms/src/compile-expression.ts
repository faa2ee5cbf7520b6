import { type Json, isRecord } from './answers.ts';
import { compileOperation } from './compile-operation.ts';
import { plainDate } from './civil-date.ts';
import { type Decimal, toDecimal } from './decimal.ts';
import type { Expression } from './expression.ts';
import type { CompiledNode, Compute } from './form-tree.ts';
import { computedValue, seen } from './frame.ts';
import { type Compiled, type Place, fault } from './place.ts';
import { type ValueType, isAddressPart, knownValues, typeOfNode } from './value-type.ts';

const factTypes = { today: 'date', signedIn: 'bool', trustLevel: 'text' } as const;
const trustLevels = ['none', 'basic', 'normal', 'substantial', 'high'];

/** Compiles to a closure, or reports why not and returns undefined. */
export function compileExpression(expression: Expression, place: Place): Compiled | undefined {
  if (typeof expression === 'string') return { type: 'text', run: () => expression, literal: expression };
  if (typeof expression === 'boolean') return { type: 'bool', run: () => expression };
  if (typeof expression === 'number') {
    const value = toDecimal(expression);
    if (value === undefined) return fault(place, 'number out of range');
    return { type: 'number', run: () => value };
  }
  if ('date' in expression) {
    const { date } = expression;
    return plainDate(date) ? { type: 'date', run: () => date } : fault(place, `there is no day ${date}`, '/date');
  }
  if ('cents' in expression) {
    const { cents } = expression;
    return Number.isSafeInteger(cents) ? { type: 'money', run: () => cents } : fault(place, 'amount out of range', '/cents');
  }
  if ('fact' in expression) {
    const { fact } = expression;
    place.reads(`fact:${fact}`);
    return { type: factTypes[fact], run: (frame) => frame.run.facts[fact], values: fact === 'trustLevel' ? trustLevels : undefined };
  }
  if ('computed' in expression) {
    const { computed } = expression;
    const compiled = place.computed(computed, `${place.pointer}/computed`);
    place.reads(`computed:${computed}`);
    return compiled && { type: compiled.type, run: (frame) => computedValue(computed, frame) };
  }
  if ('answer' in expression) return compileAnswer(expression.answer, place);
  return compileOperation(expression, place);
}

function compileAnswer(path: string, place: Place): Compiled | undefined {
  const node = place.tree.byPath.get(path);
  if (!node) return compilePart(path, place);
  if (!reachable(node, place)) return undefined;
  place.reads(`answer:${path}`);
  if (node.kind === 'locked' || node.kind === 'hidden') {
    const derived = place.derived(node);
    return derived && { type: derived.type, run: (frame) => seen(node, frame) };
  }
  const type = typeOfNode(node);
  if (!type) return fault(place, `"${path}" is a ${node.kind} and has no value`, '/answer');
  return { type, run: reader(node, type), values: knownValues(place.definition, node) };
}

function reader(node: CompiledNode, type: ValueType): Compute {
  if (node.kind === 'choice') return (frame) => textOf(partOf(seen(node, frame), 'choice'));
  switch (type) {
    case 'number':
      return (frame) => decimalOf(seen(node, frame));
    case 'money':
      return (frame) => integerOf(seen(node, frame));
    case 'bool':
      return (frame) => {
        const value = seen(node, frame);
        return typeof value === 'boolean' ? value : undefined;
      };
    case 'list':
    case 'files':
    case 'items':
      return (frame) => {
        const value = seen(node, frame);
        return Array.isArray(value) ? value : undefined;
      };
    case 'address':
    case 'parts':
      return (frame) => {
        const value = seen(node, frame);
        return isRecord(value) ? value : undefined;
      };
    default:
      return (frame) => textOf(seen(node, frame));
  }
}

/** A part of an address (`home.postalCode`) or a row of a matrix (`days.monday`). */
function compilePart(path: string, place: Place): Compiled | undefined {
  const dot = path.lastIndexOf('.');
  const part = path.slice(dot + 1);
  const node = dot < 0 ? undefined : place.tree.byPath.get(path.slice(0, dot));
  const matrix = node && 'rows' in node.def && node.def.rows.some((row) => row.value === part) ? node.def : undefined;
  if (!node || !(matrix || (node.kind === 'address' && isAddressPart(part)))) return fault(place, `there is no field "${path}"`, '/answer');
  if (!reachable(node, place)) return undefined;
  place.reads(`answer:${node.path}`);
  const values = matrix?.columns.map((column) => column.value);
  return { type: 'text', run: (frame) => textOf(partOf(seen(node, frame), part)), values };
}

function reachable(node: CompiledNode, place: Place): boolean {
  if (node.owner === undefined || place.scope.includes(node.owner)) return true;
  fault(place, `"${node.path}" is asked several times: use sum, count, any or all over "${node.owner.path}"`, '/answer');
  return false;
}

function partOf(value: unknown, part: string): Json | undefined {
  return isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const integerOf = (value: unknown): number | undefined => (typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined);
function decimalOf(value: unknown): Decimal | undefined {
  return typeof value === 'number' || typeof value === 'string' ? toDecimal(value) : undefined;
}
