/** Text and attribute values; signs that XML 1.0 cannot hold are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** Elements indented below each other. */
export class XmlLines {
  readonly #lines: string[] = ['<?xml version="1.0" encoding="UTF-8"?>'];
  #depth = 0;

  /** `<name attributes>` … `</name>` around what `inside` writes */
  element(name: string, attributes: Readonly<Record<string, string | undefined>>, inside?: () => void): void {
    const open = `${name}${attributesOf(attributes)}`;
    if (!inside) return this.#line(`<${open}/>`);
    const before = this.#lines.length;
    this.#line(`<${open}>`);
    this.#depth++;
    inside();
    this.#depth--;
    if (this.#lines.length === before + 1) {
      this.#lines.pop();
      this.#line(`<${open}/>`);
    } else this.#line(`</${name}>`);
  }

  /** An element with a text; nothing without one. */
  text(name: string, text: string | undefined, attributes: Readonly<Record<string, string | undefined>> = {}): void {
    if (text !== undefined) this.#line(`<${name}${attributesOf(attributes)}>${escapeXml(text)}</${name}>`);
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #line(text: string): void {
    this.#lines.push('  '.repeat(this.#depth) + text);
  }
}

function attributesOf(attributes: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeXml(value).replaceAll('\n', '&#10;')}"`))
    .join('');
}
