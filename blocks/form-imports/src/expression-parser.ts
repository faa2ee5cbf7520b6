import { type SourceExpression, type SourceOperator, Uncertain, call } from './source-expression.ts';

/** How a product writes conditions as text. Words are compared in small letters. */
export interface Syntax {
  /** fields stand in braces, bare words are texts; else bare words are fields */
  readonly braces: boolean;
  readonly comparisons: Readonly<Record<string, (left: SourceExpression, right: SourceExpression) => SourceExpression>>;
  /** tests that stand after the field: `{a} empty` */
  readonly tests: Readonly<Record<string, (subject: SourceExpression) => SourceExpression>>;
  readonly add: (left: SourceExpression, right: SourceExpression) => SourceExpression;
  /** @throws Uncertain for functions that are not known */
  readonly callFunction: (name: string, args: readonly SourceExpression[]) => SourceExpression;
  /** @throws Uncertain */
  readonly field: (name: string) => SourceExpression;
}

type Token =
  | { readonly kind: 'text' | 'word' | 'field' | 'sign'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly number: number };

const longest = 10_000;
const deepest = 60;
const signs = ['<=', '>=', '<>', '==', '!=', '&&', '||', '*=', '(', ')', '[', ']', ',', '<', '>', '=', '!', '+', '-', '*', '/', '%', '^'];

/** Reads a condition or calculation written as text. @throws Uncertain where it is not understood */
export function parseExpression(words: string, syntax: Syntax): SourceExpression {
  if (words.length > longest) throw new Uncertain('der Ausdruck ist zu lang');
  const parser = new Parser(tokens(words, syntax.braces), syntax);
  return parser.whole();
}

function tokens(words: string, braces: boolean): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < words.length) {
    const rest = words.slice(at, at + 400);
    const [blank] = /^\s+/.exec(rest) ?? [];
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const quote = words[at];
    if (quote === "'" || quote === '"') {
      const end = words.indexOf(quote, at + 1);
      if (end < 0) throw new Uncertain('ein Text ohne Ende');
      const text = words.slice(at + 1, end);
      if (text.includes('\\')) throw new Uncertain('ein Text mit Steuerzeichen');
      found.push({ kind: 'text', text });
      at = end + 1;
      continue;
    }
    if (braces && quote === '{') {
      const end = words.indexOf('}', at);
      if (end < 0) throw new Uncertain('ein Feld ohne Ende');
      found.push({ kind: 'field', text: words.slice(at + 1, end).trim() });
      at = end + 1;
      continue;
    }
    const [number] = /^\d+(\.\d+)?(?![\w.])/.exec(rest) ?? [];
    const sign = signs.find((one) => rest.startsWith(one));
    const [word] = (braces ? /^[\p{L}_0-9][\p{L}\p{N}_.:-]*/u : /^[\p{L}_0-9][\p{L}\p{N}_.]*/u).exec(rest) ?? [];
    if (number !== undefined) found.push({ kind: 'number', text: number, number: Number(number) });
    else if (word !== undefined) found.push({ kind: 'word', text: word });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign });
    else throw new Uncertain(`das Zeichen „${rest.slice(0, 1)}“`);
    at += (number ?? word ?? sign ?? ' ').length;
  }
  return found;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #syntax: Syntax;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], syntax: Syntax) {
    this.#tokens = tokens;
    this.#syntax = syntax;
  }

  whole(): SourceExpression {
    const found = this.#or();
    if (this.#at < this.#tokens.length) throw new Uncertain(`„${this.#peek()?.text ?? ''}“ an dieser Stelle`);
    return found;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** The next sign or word, in small letters, where it is one of these. */
  #take(...wanted: readonly string[]): string | undefined {
    const next = this.#peek();
    if (!next || (next.kind !== 'sign' && next.kind !== 'word')) return undefined;
    const text = next.text.toLowerCase();
    if (!wanted.includes(text)) return undefined;
    this.#at++;
    return text;
  }

  #or(): SourceExpression {
    if (++this.#depth > deepest) throw new Uncertain('der Ausdruck ist zu tief verschachtelt');
    const parts = [this.#and()];
    while (this.#take('or', '||')) parts.push(this.#and());
    this.#depth--;
    return join('or', parts);
  }

  #and(): SourceExpression {
    const parts = [this.#comparison()];
    while (this.#take('and', '&&')) parts.push(this.#comparison());
    return join('and', parts);
  }

  #comparison(): SourceExpression {
    const left = this.#sum();
    const test = this.#take(...Object.keys(this.#syntax.tests));
    if (test !== undefined) return this.#syntax.tests[test]?.(left) ?? left;
    const operator = this.#take(...Object.keys(this.#syntax.comparisons));
    if (operator === undefined) return left;
    const compared = this.#syntax.comparisons[operator]?.(left, this.#sum()) ?? left;
    const next = this.#peek();
    if (next && next.kind !== 'field' && Object.hasOwn(this.#syntax.comparisons, next.text.toLowerCase()))
      throw new Uncertain('Vergleiche hintereinander');
    return compared;
  }

  #sum(): SourceExpression {
    let left = this.#product();
    for (let sign = this.#take('+', '-'); sign !== undefined; sign = this.#take('+', '-')) {
      const right = this.#product();
      left = sign === '+' ? this.#syntax.add(left, right) : call('subtract', left, right);
    }
    return left;
  }

  #product(): SourceExpression {
    let left = this.#single();
    for (let sign = this.#take('*', '/', '%', '^'); sign !== undefined; sign = this.#take('*', '/', '%', '^')) {
      if (sign === '%' || sign === '^') throw new Uncertain(`die Rechnung „${sign}“`);
      left = call(sign === '*' ? 'multiply' : 'divide', left, this.#single());
    }
    return left;
  }

  #single(): SourceExpression {
    if (++this.#depth > deepest) throw new Uncertain('der Ausdruck ist zu tief verschachtelt');
    const found = this.#simple();
    this.#depth--;
    return found;
  }

  #simple(): SourceExpression {
    if (this.#take('!')) return call('not', this.#single());
    if (this.#take('-')) {
      const next = this.#single();
      if (next.is === 'value' && typeof next.value === 'number') return { is: 'value', value: -next.value };
      return call('subtract', { is: 'value', value: 0 }, next);
    }
    if (this.#take('(')) {
      const inner = this.#or();
      if (!this.#take(')')) throw new Uncertain('eine Klammer ohne Ende');
      return inner;
    }
    if (this.#take('[')) return { is: 'list', items: this.#args(']') };
    const next = this.#peek();
    if (!next || next.kind === 'sign') throw new Uncertain('der Ausdruck ist unvollständig');
    this.#at++;
    if (next.kind === 'number') return { is: 'value', value: next.number };
    if (next.kind === 'text') return { is: 'value', value: next.text, quoted: true };
    if (next.kind === 'field') return this.#syntax.field(next.text);
    if (this.#take('(')) return this.#syntax.callFunction(next.text.toLowerCase(), this.#args(')'));
    if (next.text === 'true' || next.text === 'false') return { is: 'value', value: next.text === 'true' };
    if (this.#syntax.braces) return { is: 'value', value: next.text };
    return this.#syntax.field(next.text);
  }

  #args(end: ')' | ']'): SourceExpression[] {
    if (this.#take(end)) return [];
    const args = [this.#or()];
    while (this.#take(',')) args.push(this.#or());
    if (!this.#take(end)) throw new Uncertain('eine Klammer ohne Ende');
    return args;
  }
}

function join(op: SourceOperator, parts: readonly SourceExpression[]): SourceExpression {
  const [only] = parts;
  return parts.length === 1 && only ? only : { is: 'call', op, args: parts };
}
