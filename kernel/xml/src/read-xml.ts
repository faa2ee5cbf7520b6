import { SaxesParser, type SaxesTagNS } from 'saxes';
import { StandardFault, type StandardFaultCode } from './standard-fault.ts';

/** Bytes at once or as they come (a file, a request). */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;

/** What an element may hold. Everything not named is refused with its place: a standard that changed must not be read in part. */
export interface Shape {
  readonly text?: boolean;
  readonly attributes?: readonly string[];
  readonly children?: Readonly<Record<string, Child>>;
  /** of every child that is not named: tables of a database, whose columns are names of elements */
  readonly others?: Child;
  /** content of any kind, read over (notes of a code list) */
  readonly skipped?: boolean;
}
export interface Child {
  /** a function, since shapes hold themselves */
  readonly shape: () => Shape;
  readonly many?: boolean;
  /** in no namespace, as `code` in XDatenfelder and all inner elements of genericode */
  readonly plain?: boolean;
}
/** The outermost elements that are known, by namespace and local name. */
export type Roots = Readonly<Record<string, Readonly<Record<string, Shape>>>>;

/** An element that was allowed where it stands. Namespaces are left out: the shape has looked at them. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** Far above what published schemas and code lists need, far below what hurts. */
export interface XmlLimits {
  readonly bytes: number;
  readonly elements: number;
  readonly depth: number;
  /** characters between two tags, in one attribute, in one comment */
  readonly text: number;
}
export const defaultLimits: XmlLimits = { bytes: 32_000_000, elements: 200_000, depth: 150, text: 200_000 };

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';
const pieceLength = 16_384;

/**
 * Reads XML 1.0 in UTF-8 against a shape, piece by piece: what is too large, too deep or unknown is refused where it begins, and nothing of
 * what follows is held. A document type declaration is refused, so there are no entities but the five of XML.
 *
 * @throws StandardFault
 */
export async function readXml(source: ByteSource, roots: Roots, limits: XmlLimits = defaultLimits): Promise<XmlElement> {
  const reader = new ShapedReader(roots, limits);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    for (let at = 0; at < chunk.length; at += pieceLength) {
      const piece = chunk.subarray(at, at + pieceLength);
      if (bytes === 0) refuseOtherEncodings(piece);
      bytes += piece.length;
      if (bytes > limits.bytes) reader.refuse('too-large', `larger than ${limits.bytes} bytes`);
      reader.write(decode(decoder, reader, piece));
    }
  }
  reader.write(decode(decoder, reader));
  return reader.end();
}

function refuseOtherEncodings(piece: Uint8Array): void {
  const [a, b] = piece;
  const utf16 = (a === 0xfe && b === 0xff) || (a === 0xff && b === 0xfe) || a === 0 || b === 0;
  if (utf16)
    throw new StandardFault({ code: 'encoding', message: 'the file must be UTF-8, this looks like UTF-16 or UTF-32', line: 1, column: 1 });
}

function decode(decoder: TextDecoder, reader: ShapedReader, piece?: Uint8Array): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    return reader.refuse('encoding', 'the file is not valid UTF-8');
  }
}

interface Open {
  readonly element: XmlElement;
  readonly shape: Shape;
  /** children so far by name, since counting them anew each time would take time without end */
  readonly counts: Map<string, number>;
}

class ShapedReader {
  readonly #roots: Roots;
  readonly #limits: XmlLimits;
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #open: Open[] = [];
  #root: XmlElement | undefined;
  #elements = 0;
  /** characters since something was understood */
  #pending = 0;
  /** levels below an element that is read over */
  #skipping = 0;
  #start = { line: 1, column: 1 };

  constructor(roots: Roots, limits: XmlLimits) {
    this.#roots = roots;
    this.#limits = limits;
    const parser = this.#parser;
    parser.on('error', (problem) => this.refuse('not-xml', problem.message.replace(/^\d+:\d+: /, '')));
    parser.on('doctype', () => this.refuse('doctype', 'document type declarations and entities are not accepted'));
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding))
        this.refuse('encoding', `the file must be UTF-8, not ${encoding.slice(0, 40)}`);
    });
    parser.on('opentagstart', () => {
      this.#start = { line: parser.line, column: Math.max(1, parser.column) };
    });
    parser.on('opentag', (tag) => this.#opened(tag));
    parser.on('closetag', () => this.#closed());
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    parser.on('comment', () => void (this.#pending = 0));
    parser.on('processinginstruction', () => void (this.#pending = 0));
  }

  write(piece: string): void {
    this.#pending += piece.length;
    // saxes skips the inner part of a declaration without looking: refuse at its first sign
    this.#parser.write(piece);
    if (this.#pending > this.#limits.text + piece.length)
      this.refuse('text-too-long', `more than ${this.#limits.text} characters without an element`);
  }

  end(): XmlElement {
    this.#parser.close();
    return this.#root ?? this.refuse('not-xml', 'there is no element');
  }

  refuse(code: StandardFaultCode, message: string): never {
    throw new StandardFault({ code, message, line: this.#parser.line, column: Math.max(1, this.#parser.column), path: this.#path() });
  }

  #refuseTag(code: StandardFaultCode, message: string): never {
    throw new StandardFault({ code, message, ...this.#start, path: this.#path() });
  }

  #path(): string {
    return this.#open.at(-1)?.element.path ?? '/';
  }

  #opened(tag: SaxesTagNS): void {
    this.#pending = 0;
    if (++this.#elements > this.#limits.elements) this.#refuseTag('too-many-elements', `more than ${this.#limits.elements} elements`);
    if (this.#open.length + this.#skipping >= this.#limits.depth)
      this.#refuseTag('too-deep', `nested deeper than ${this.#limits.depth} levels`);
    const parent = this.#open.at(-1);
    if (this.#skipping > 0 || parent?.shape.skipped) {
      this.#skipping++;
      return;
    }
    const shape = parent ? this.#childShape(parent, tag) : this.#rootShape(tag);
    const siblings = parent?.counts.get(tag.local) ?? 0;
    parent?.counts.set(tag.local, siblings + 1);
    const element: XmlElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: this.#attributes(tag, shape),
      children: [],
      text: '',
      ...this.#start,
      path: `${parent?.element.path ?? ''}/${tag.local}${siblings > 0 ? `[${siblings + 1}]` : ''}`,
    };
    parent?.element.children.push(element);
    this.#root ??= element;
    this.#open.push({ element, shape, counts: new Map() });
  }

  #rootShape(tag: SaxesTagNS): Shape {
    const known = this.#roots[tag.uri];
    if (!known) return this.#refuseTag('unknown-namespace', `the namespace "${tag.uri.slice(0, 200)}" is not known here`);
    return known[tag.local] ?? this.#refuseTag('unknown-element', `<${tag.local.slice(0, 100)}> is not known as the outermost element`);
  }

  #childShape(parent: Open, tag: SaxesTagNS): Shape {
    const child = Object.hasOwn(parent.shape.children ?? {}, tag.local) ? parent.shape.children?.[tag.local] : parent.shape.others;
    const namespace = this.#root?.namespace ?? '';
    if (tag.uri !== namespace && tag.uri !== '')
      this.#refuseTag('unknown-namespace', `the namespace "${tag.uri.slice(0, 200)}" is not known here`);
    if (!child || tag.uri !== (child.plain ? '' : namespace))
      return this.#refuseTag('unknown-element', `<${tag.name.slice(0, 100)}> is not known in <${parent.element.name}>`);
    if (!child.many && parent.counts.has(tag.local))
      this.#refuseTag('twice', `<${tag.local}> may be in <${parent.element.name}> only once`);
    return child.shape();
  }

  #attributes(tag: SaxesTagNS, shape: Shape): Record<string, string> {
    const found: Record<string, string> = {};
    for (const { local, uri, prefix, name, value } of Object.values(tag.attributes)) {
      if (prefix === 'xmlns' || name === 'xmlns' || uri === schemaInstance || prefix === 'xml') continue;
      if (shape.skipped) continue;
      if (uri !== '' || !shape.attributes?.includes(local))
        this.#refuseTag('unknown-attribute', `the attribute "${name.slice(0, 100)}" is not known at <${tag.local}>`);
      found[local] = value;
    }
    return found;
  }

  #closed(): void {
    this.#pending = 0;
    if (this.#skipping > 0) this.#skipping--;
    else this.#open.pop();
  }

  #text(text: string): void {
    this.#pending = 0;
    if (text.length > this.#limits.text) this.refuse('text-too-long', `more than ${this.#limits.text} characters in one text`);
    const here = this.#open.at(-1);
    if (!here || this.#skipping > 0 || here.shape.skipped) return;
    if (here.shape.text) here.element.text += text;
    else if (text.trim() !== '') this.refuse('unexpected-text', `there must be no text in <${here.element.name}>`);
    if (here.element.text.length > this.#limits.text) this.refuse('text-too-long', `more than ${this.#limits.text} characters in one text`);
  }
}
