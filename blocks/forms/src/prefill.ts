import { type Answers, type Json, type Provenance, type ProvenanceMap, addressParts, withAnswer } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import type { CompiledForm } from './compile-form.ts';
import type { FormNode, InputField } from './definition.ts';
import type { Facts } from './answers.ts';
import { parseFieldInput } from './parse-input.ts';

/** A fact about the person as identity states it. */
export interface PrefillAttribute {
  readonly name: string;
  readonly value: string;
  readonly trustLevel: string;
  /** e.g. `bayernid` */
  readonly source: string;
}

const order = ['none', 'basic', 'normal', 'substantial', 'high'];

/** STORK levels in order. */
export function reaches(level: string | undefined, needed: string): boolean {
  return level !== undefined && order.indexOf(level) >= order.indexOf(needed);
}

/** A prefilled answer that the person cannot change: the field asks for a trust level and the source has it. */
export function isLocked(field: FormNode, provenance: Provenance | undefined): boolean {
  if (!('trustLevel' in field) || field.trustLevel === undefined || provenance?.source !== 'prefilled') return false;
  return reaches(provenance.trustLevel, field.trustLevel);
}

/** Answers to begin with. A value that the field would refuse is left out; fields in repeat groups are not prefilled. */
export function prefillAnswers(
  form: CompiledForm,
  attributes: readonly PrefillAttribute[],
  facts: Facts,
  at: Temporal.Instant,
): { answers: Answers; provenance: ProvenanceMap } {
  const known = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  const provenance: Record<string, Provenance> = {};
  let answers: Answers = {};
  for (const node of form.tree.nodes) {
    const { def } = node;
    if (node.owner || !('prefill' in def) || def.prefill === undefined) continue;
    const found = valueFrom(def, def.prefill, known);
    if (!found || checkAnswer(def, found.value, form.checks.get(node) ?? {}, facts)) continue;
    answers = withAnswer(answers, node.path, found.value);
    provenance[node.path] = { source: 'prefilled', from: found.source, trustLevel: found.trustLevel, at: at.toString() };
  }
  return { answers, provenance };
}

function valueFrom(
  field: InputField,
  name: string,
  known: ReadonlyMap<string, PrefillAttribute>,
): { value: Json; source: string; trustLevel: string } | undefined {
  if (field.kind === 'address') {
    const parts = addressParts.flatMap((part) => known.get(part) ?? []);
    const [first] = parts;
    if (!first || parts.length < addressParts.length) return undefined;
    // an address is as trustworthy as its weakest part
    const trustLevel = parts.map((part) => part.trustLevel).toSorted((a, b) => order.indexOf(a) - order.indexOf(b))[0] ?? 'none';
    return { value: Object.fromEntries(parts.map((part) => [part.name, part.value])), source: first.source, trustLevel };
  }
  const attribute = known.get(name);
  if (!attribute) return undefined;
  const { value: text, source, trustLevel } = attribute;
  if (field.kind === 'date') return { value: text, source, trustLevel };
  const parsed = parseFieldInput(field, text, 'de');
  return parsed.ok && parsed.value !== undefined ? { value: parsed.value, source, trustLevel } : undefined;
}
