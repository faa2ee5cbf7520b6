import type { FormOutput, Json, Submission } from '@amt/forms';

export type XmlOutput = Extract<FormOutput, { kind: 'xml' }>;

/** An entry of the mapping with the entries below its path. */
interface Mapped {
  readonly name: string;
  /** steps from the entry above */
  readonly steps: readonly string[];
  readonly children: readonly Mapped[];
}

/**
 * Answers and computed values as XML, in the order of the mapping, piece by piece. A group becomes an element with children, a repeat group or a list one
 * element per entry. An entry whose path lies below another's (`people` and `people.first`) names a child of it; where there is none, children are
 * called by their ids. What is absent is left out.
 */
export function* xmlOf(
  { root, namespace, elements }: XmlOutput,
  { answers, computed }: Pick<Submission, 'answers' | 'computed'>,
): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<${root}${namespace === undefined ? '' : ` xmlns="${escapeXml(namespace)}"`}>`;
  for (const entry of nest(elements)) yield* mapped(entry, { ...computed, ...answers });
  yield `</${root}>\n`;
}

/** Hangs entries below the entry whose path begins theirs, the longest one. */
function nest(elements: XmlOutput['elements']): readonly Mapped[] {
  const entries = elements.map(({ path, name }) => ({ path, name, children: [] as Mapped[], steps: path.split('.') }));
  const top: Mapped[] = [];
  for (const entry of entries) {
    const parent = entries
      .filter((other) => entry.path.startsWith(`${other.path}.`))
      .toSorted((a, b) => b.path.length - a.path.length)
      .at(0);
    const steps = parent ? entry.path.slice(parent.path.length + 1).split('.') : entry.steps;
    (parent?.children ?? top).push({ name: entry.name, steps, children: entry.children });
  }
  return top;
}

function* mapped({ name, steps, children }: Mapped, from: Json): Generator<string> {
  for (const value of valuesAt(from, steps)) {
    if (children.length === 0 || !isObject(value)) yield* element(name, value);
    else {
      yield `<${name}>`;
      for (const child of children) yield* mapped(child, value);
      yield `</${name}>`;
    }
  }
}

/** What stands at a path, lists opened on the way and at its end. */
function valuesAt(value: Json | undefined, [step, ...rest]: readonly string[]): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => valuesAt(item, step === undefined ? [] : [step, ...rest]));
  if (step === undefined) return [value];
  return isObject(value) && Object.hasOwn(value, step) ? valuesAt(value[step], rest) : [];
}

function* element(name: string, value: Json): Generator<string> {
  if (value === null) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) yield* element(name, item);
    return;
  }
  yield `<${name}>`;
  if (isObject(value)) for (const [key, part] of Object.entries(value)) yield* element(nameOf(key), part);
  else yield escapeXml(typeof value === 'string' ? value : JSON.stringify(value));
  yield `</${name}>`;
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Ids of fields are names already; values of matrix rows may be anything. */
function nameOf(key: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(key) ? key : `_${key.replaceAll(/[^\w.-]/g, '_')}`;
}

/** Text for an element or attribute. Characters that XML 1.0 has no place for become U+FFFD; a carriage return stays one. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"\r]|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (letter) => named[letter] ?? '\ufffd');
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
