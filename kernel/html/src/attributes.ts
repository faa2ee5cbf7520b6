import { escapeText, safeAddress, urlAttributes } from './escape.ts';

/** Attributes made by {@link attributes}; may stand only where a tag's attributes stand. */
export class Attributes {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

export type AttributeValue = string | number | boolean | null | undefined;

const checkedNames = new Map<string, 'plain' | 'aria' | 'url'>();

/**
 * Attributes that depend on something: `<input ${attributes({ checked, 'aria-describedby': hintId })}>`.
 * `true` writes the bare name; `false`, `null` and `undefined` leave the attribute out; `aria-*` writes "true" and "false".
 * @throws Error on a name that is none, on `on*`, `style` and `srcdoc`
 */
export function attributes(values: Readonly<Record<string, AttributeValue>>): Attributes {
  let out = '';
  for (const name in values) {
    const value = values[name];
    if (value === null || value === undefined) continue;
    const kind = checkedNames.get(name) ?? checkName(name);
    if (typeof value === 'boolean') {
      if (kind === 'aria') out += `${out === '' ? '' : ' '}${name}="${value}"`;
      else if (value) out += `${out === '' ? '' : ' '}${name}`;
      continue;
    }
    const text = String(value);
    out += `${out === '' ? '' : ' '}${name}="${escapeText(kind === 'url' ? safeAddress(text) : text)}"`;
  }
  return new Attributes(out);
}

function checkName(name: string): 'plain' | 'aria' | 'url' {
  if (!/^[A-Za-z][A-Za-z0-9:_-]*$/.test(name)) throw new Error(`attributes: "${name}" is not the name of an attribute`);
  const lower = name.toLowerCase();
  if (lower.startsWith('on') || lower === 'style' || lower === 'srcdoc') throw new Error(`attributes: "${name}" may not be set`);
  const kind = lower.startsWith('aria-') ? 'aria' : urlAttributes.has(lower) ? 'url' : 'plain';
  // names come from code, so there are few; a name made from data must not grow the memory
  if (checkedNames.size < 1000) checkedNames.set(name, kind);
  return kind;
}
