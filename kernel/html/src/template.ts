import { urlAttributes } from './escape.ts';

/** What may stand in a hole, found from the markup around it. */
export type Hole = 'text' | 'plain-text' | 'attribute' | 'aria' | 'url' | 'attributes';

/** A template that would let a value change the meaning of the markup; a mistake in the code, found at the first rendering. */
export class UnsafeTemplate extends Error {}

type State =
  | 'data'
  | 'tag-name'
  | 'between'
  | 'name'
  | 'after-name'
  | 'before-value'
  | 'double'
  | 'single'
  | 'unquoted'
  | 'after-value'
  | 'raw'
  | 'comment'
  | 'declaration';

/** Elements whose content is not markup; values are refused there, except plain text in the last two. */
const rawElements = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext', 'title', 'textarea']);
const textElements = new Set(['title', 'textarea']);
const refusedAttributes = new Map([
  ['style', 'inline styles are blocked by the content security policy'],
  ['srcdoc', 'it holds markup within an attribute'],
]);

/**
 * Walks the static parts of a template once, as an HTML tokenizer would (WHATWG HTML 13.2.5), and finds the context of each hole.
 * @throws UnsafeTemplate naming the hole
 */
export function parseTemplate(strings: readonly string[]): readonly Hole[] {
  const scanner = new Scanner(strings);
  const holes: Hole[] = [];
  for (const [index, text] of strings.entries()) {
    scanner.read(text, index);
    if (index < strings.length - 1) holes.push(scanner.hole(strings[index + 1] ?? ''));
  }
  scanner.end();
  return holes;
}

class Scanner {
  readonly #strings: readonly string[];
  #index = 0;
  #state: State = 'data';
  #tag = '';
  #closing = false;
  #attribute = '';
  /** what stands before the hole in the value of the present attribute; undefined when a hole stands there already */
  #value: string | undefined = '';

  constructor(strings: readonly string[]) {
    this.#strings = strings;
  }

  read(text: string, index: number): void {
    this.#index = index;
    let at = 0;
    while (at < text.length) at = this.#step(text, at);
  }

  end(): void {
    if (this.#state === 'data') return;
    this.#index = this.#strings.length - 1;
    this.#refuse(this.#state === 'raw' ? `<${this.#tag}> is not closed in the same template` : 'the template ends within a tag');
  }

  /** @param next the static part after the hole */
  hole(next: string): Hole {
    switch (this.#state) {
      case 'data':
        return 'text';
      case 'raw':
        if (textElements.has(this.#tag)) return 'plain-text';
        return this.#refuse(`a value may not stand within <${this.#tag}>`);
      case 'between':
        if (this.#closing) return this.#refuse('a value may not stand in a closing tag');
        if (!/^(\s|>|\/>)/.test(next)) return this.#refuse('attributes() must be followed by a blank or the end of the tag');
        return 'attributes';
      case 'double':
      case 'single':
        return this.#attributeHole(next);
      case 'unquoted':
      case 'before-value':
        return this.#refuse(`the value of the attribute "${this.#attribute}" must stand in quotes`);
      case 'comment':
      case 'declaration':
        return this.#refuse('a value may not stand in a comment or declaration');
      default:
        return this.#refuse('a value may not be (part of) the name of a tag or attribute; use attributes({...})');
    }
  }

  #attributeHole(next: string): Hole {
    const name = this.#attribute;
    if (name.startsWith('on')) return this.#refuse(`a value may not stand in the script attribute "${name}"`);
    const why = refusedAttributes.get(name);
    if (why !== undefined) return this.#refuse(`a value may not stand in the attribute "${name}": ${why}`);
    const before = this.#value;
    this.#value = undefined;
    if (!urlAttributes.has(name)) return name.startsWith('aria-') ? 'aria' : 'attribute';
    if (before === undefined) return 'attribute';
    if (before === '') {
      // what follows must not be able to complete a scheme that begins in the value
      if (!/^["'/?#&]/.test(next)) return this.#refuse(`the address in "${name}" must be one value, or go on with / ? #`);
      return 'url';
    }
    if (!/^((https?|mailto|tel):|[^:]*[/?#])/i.test(before)) {
      return this.#refuse(`the address in "${name}" must begin with a value, a path or a known scheme`);
    }
    return 'attribute';
  }

  #step(text: string, at: number): number {
    switch (this.#state) {
      case 'data':
        return this.#data(text, at);
      case 'raw':
        return this.#raw(text, at);
      case 'comment':
        return this.#skipTo(text, at, '-->');
      case 'declaration':
        return this.#skipTo(text, at, '>');
      case 'double':
      case 'single':
        return this.#quoted(text, at);
      default:
        return this.#inTag(text, at);
    }
  }

  #data(text: string, at: number): number {
    const open = text.indexOf('<', at);
    if (open === -1) return text.length;
    if (text.startsWith('<!--', open)) {
      this.#state = 'comment';
      return open + 4;
    }
    const next = text.charAt(open + 1);
    if (next === '!' || next === '?') {
      this.#state = 'declaration';
      return open + 2;
    }
    const closing = next === '/';
    const name = /^[A-Za-z][^\s/>]*/.exec(text.slice(open + (closing ? 2 : 1)))?.[0];
    if (name === undefined) {
      // at the end of a part the hole itself would be the name
      if (open + (closing ? 2 : 1) >= text.length) this.#state = 'tag-name';
      return open + (closing ? 2 : 1);
    }
    this.#tag = name.toLowerCase();
    this.#closing = closing;
    const after = open + (closing ? 2 : 1) + name.length;
    this.#state = 'tag-name';
    return after;
  }

  #inTag(text: string, at: number): number {
    const char = text.charAt(at);
    const state = this.#state;
    const blank = char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\f';
    if (state === 'before-value') {
      if (blank) return at + 1;
      this.#value = '';
      if (char === '"') this.#state = 'double';
      else if (char === "'") this.#state = 'single';
      else if (char === '>') return this.#refuse(`the attribute "${this.#attribute}" has no value`);
      else this.#state = 'unquoted';
      return at + 1;
    }
    if (char === '>') {
      this.#state = !this.#closing && rawElements.has(this.#tag) ? 'raw' : 'data';
      return at + 1;
    }
    if (blank) {
      this.#state = state === 'name' || state === 'after-name' ? 'after-name' : 'between';
      return at + 1;
    }
    if (state === 'unquoted') return at + 1;
    if (char === '/') {
      this.#state = 'between';
      return at + 1;
    }
    if (char === '=' && (state === 'name' || state === 'after-name')) {
      this.#state = 'before-value';
      return at + 1;
    }
    if (state === 'tag-name') {
      return this.#refuse('a value may not be (part of) the name of a tag');
    }
    if (state === 'after-value') return this.#refuse(`a blank is missing after the attribute "${this.#attribute}"`);
    if (char === '"' || char === "'" || char === '<' || char === '=') return this.#refuse(`${char} may not stand here`);
    this.#attribute = state === 'name' ? this.#attribute + char.toLowerCase() : char.toLowerCase();
    this.#state = 'name';
    return at + 1;
  }

  #quoted(text: string, at: number): number {
    const end = text.indexOf(this.#state === 'double' ? '"' : "'", at);
    const value = text.slice(at, end === -1 ? undefined : end);
    if (this.#value !== undefined) this.#value += value;
    if (end === -1) return text.length;
    this.#state = 'after-value';
    return end + 1;
  }

  #raw(text: string, at: number): number {
    const end = text.slice(at).search(new RegExp(`</${this.#tag}[\\s/>]`, 'i'));
    if (end === -1) return text.length;
    this.#closing = true;
    this.#state = 'tag-name';
    return at + end + 2 + this.#tag.length;
  }

  #skipTo(text: string, at: number, mark: string): number {
    const end = text.indexOf(mark, at);
    if (end === -1) return text.length;
    this.#state = 'data';
    return end + mark.length;
  }

  #refuse(why: string): never {
    const before = this.#strings[this.#index] ?? '';
    throw new UnsafeTemplate(`html: ${why} (value ${this.#index + 1}, after \`${before.slice(-60).trim()}\`)`);
  }
}
