/**
 * Patterns of definitions. They come from authors and meet whatever people type, so they run on an automaton without backtracking:
 * time grows with length of text times length of pattern, whatever both are. Supported: literals, `.`, classes `[a-z]` `[^…]`, `\d \w \s`
 * (ASCII) and `\p{L} \p{Lu} \p{Ll} \p{N}`, groups, `|`, `* + ?`, `{n}`, `{n,}`, `{n,m}` up to 200. The whole text must match.
 */
export interface Pattern {
  readonly source: string;
  test(text: string): boolean;
  /** a short text that matches, for tests and examples; undefined where none was found */
  sample(): string | undefined;
}

type CharTest = (char: string) => boolean;
type Tree =
  | { kind: 'char'; test: CharTest }
  | { kind: 'all'; parts: Tree[] }
  | { kind: 'any'; parts: Tree[] }
  | { kind: 'repeat'; part: Tree; min: number; max: number };

const largestCount = 200;
const largestProgram = 5000;
const properties: Record<string, RegExp> = { L: /\p{L}/u, Lu: /\p{Lu}/u, Ll: /\p{Ll}/u, N: /\p{N}/u };
const escapes: Record<string, CharTest> = {
  d: (c) => c >= '0' && c <= '9',
  D: (c) => !(c >= '0' && c <= '9'),
  w: (c) => /^[A-Za-z0-9_]$/.test(c),
  W: (c) => !/^[A-Za-z0-9_]$/.test(c),
  s: (c) => /^\s$/u.test(c),
  S: (c) => !/^\s$/u.test(c),
};

/** What is wrong with a pattern, and where. */
export class PatternFault extends Error {}

class Reader {
  readonly #chars: string[];
  #at = 0;
  #depth = 0;
  constructor(source: string) {
    this.#chars = [...source];
  }

  read(): Tree {
    const tree = this.#alternatives();
    if (this.#peek() !== undefined) this.#fail(`unexpected "${this.#peek()}"`);
    return tree;
  }

  #alternatives(): Tree {
    if (++this.#depth > 20) this.#fail('nested too deep');
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    this.#depth--;
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', parts };
  }

  #sequence(): Tree {
    const parts: Tree[] = [];
    for (let c = this.#peek(); c !== undefined && c !== '|' && c !== ')'; c = this.#peek()) parts.push(this.#counted());
    return { kind: 'all', parts };
  }

  #counted(): Tree {
    const part = this.#atom();
    const count = this.#count();
    if (!count) return part;
    if (['*', '+', '?', '{'].includes(this.#peek() ?? '')) this.#fail('two counts after each other');
    return { kind: 'repeat', part, ...count };
  }

  #count(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Infinity };
    if (this.#take('+')) return { min: 1, max: Infinity };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (!this.#take('{')) return undefined;
    const min = this.#number();
    const max = this.#take(',') ? (this.#peek() === '}' ? Infinity : this.#number()) : min;
    if (!this.#take('}')) this.#fail('"}" expected');
    if (min > largestCount || (max !== Infinity && max > largestCount)) this.#fail(`counts go up to ${largestCount}`);
    if (max < min) this.#fail('counts are the wrong way round');
    return { min, max };
  }

  #number(): number {
    let digits = '';
    for (let c = this.#peek(); c !== undefined && /\d/.test(c); c = this.#peek()) digits += this.#next();
    if (digits === '' || digits.length > 4) this.#fail('number expected');
    return Number(digits);
  }

  #atom(): Tree {
    const c = this.#next();
    if (c === '(') {
      if (this.#take('?') && !this.#take(':')) this.#fail('only groups "(…)" and "(?:…)" are supported');
      const inner = this.#alternatives();
      if (!this.#take(')')) this.#fail('")" expected');
      return inner;
    }
    if (c === '[') return { kind: 'char', test: this.#class() };
    if (c === '.') return { kind: 'char', test: (x) => x !== '\n' && x !== '\r' && x !== '\u2028' && x !== '\u2029' };
    if (c === '\\') return { kind: 'char', test: this.#escape().test };
    if ('*+?{}])^$'.includes(c)) this.#fail(`"${c}" must be written "\\${c}"`);
    return { kind: 'char', test: (x) => x === c };
  }

  #escape(): { test: CharTest; char?: string } {
    const c = this.#next();
    const known = escapes[c];
    if (known) return { test: known };
    if (c === 'p') {
      if (!this.#take('{')) this.#fail('"{" expected');
      let name = '';
      while (this.#peek() !== '}') name += this.#next();
      this.#next();
      const property = properties[name];
      if (!property) return this.#fail(`\\p{${name}} is not supported`);
      return { test: (x) => property.test(x) };
    }
    if (/[A-Za-z0-9]/.test(c)) this.#fail(`"\\${c}" is not supported`);
    return { test: (x) => x === c, char: c };
  }

  #class(): CharTest {
    const negated = this.#take('^');
    const tests: CharTest[] = [];
    while (!this.#take(']')) {
      const from = this.#classChar();
      if (from.char === undefined || this.#peek() !== '-' || this.#peek(1) === ']') {
        tests.push(from.test);
        continue;
      }
      this.#next();
      const to = this.#classChar();
      const low = from.char.codePointAt(0) ?? 0;
      const high = to.char?.codePointAt(0) ?? -1;
      if (high < low) this.#fail('range is the wrong way round');
      tests.push((x) => {
        const code = x.codePointAt(0) ?? 0;
        return code >= low && code <= high;
      });
    }
    if (tests.length === 0) this.#fail('empty class');
    return (x) => tests.some((test) => test(x)) !== negated;
  }

  #classChar(): { test: CharTest; char?: string } {
    const c = this.#next();
    if (c === '\\') return this.#escape();
    if (c === '[') this.#fail('"[" must be written "\\["');
    return { test: (x) => x === c, char: c };
  }

  #peek(ahead = 0): string | undefined {
    return this.#chars[this.#at + ahead];
  }
  #next(): string {
    const c = this.#chars[this.#at];
    if (c === undefined) return this.#fail('ends too early');
    this.#at++;
    return c;
  }
  #take(char: string): boolean {
    if (this.#chars[this.#at] !== char) return false;
    this.#at++;
    return true;
  }
  #fail(reason: string): never {
    throw new PatternFault(`pattern: ${reason} (at character ${this.#at + 1})`);
  }
}

/** Instructions of the automaton: test a character, or go on at two places. The end is the program's length. */
type Step = { test: CharTest } | { to: number[] };

function assemble(tree: Tree, program: Step[]): void {
  if (program.length > largestProgram) throw new PatternFault('pattern: too large');
  switch (tree.kind) {
    case 'char':
      program.push({ test: tree.test });
      return;
    case 'all':
      for (const part of tree.parts) assemble(part, program);
      return;
    case 'any': {
      const split = { to: [] as number[] };
      program.push(split);
      const exits: { to: number[] }[] = [];
      for (const part of tree.parts) {
        split.to.push(program.length);
        assemble(part, program);
        const exit = { to: [] as number[] };
        exits.push(exit);
        program.push(exit);
      }
      for (const exit of exits) exit.to.push(program.length);
      return;
    }
    case 'repeat':
      for (let i = 0; i < tree.min; i++) assemble(tree.part, program);
      if (tree.max === Infinity) {
        const at = program.length;
        const split = { to: [at + 1] };
        program.push(split);
        assemble(tree.part, program);
        program.push({ to: [at] });
        split.to.push(program.length);
        return;
      }
      const optional: { to: number[] }[] = [];
      for (let i = tree.min; i < tree.max; i++) {
        const split = { to: [program.length + 1] };
        optional.push(split);
        program.push(split);
        assemble(tree.part, program);
      }
      for (const split of optional) split.to.push(program.length);
  }
}

/** @throws PatternFault with the place, when the pattern is broken, too large or uses what is not supported. */
export function compilePattern(source: string): Pattern {
  const program: Step[] = [];
  const tree = new Reader(source).read();
  assemble(tree, program);
  const test = (text: string): boolean => run(program, text);
  return {
    source,
    test,
    sample: () => {
      const found = sampleOf(tree);
      return found !== undefined && test(found) ? found : undefined;
    },
  };
}

/** Characters to try: those people type first, then the rest of Latin. */
const tried = [...'aA01827 -./', ...Array.from({ length: 0x24f - 0x21 }, (_, i) => String.fromCodePoint(0x21 + i))];

function sampleOf(tree: Tree): string | undefined {
  switch (tree.kind) {
    case 'char':
      return tried.find(tree.test);
    case 'all':
      return tree.parts.reduce<string | undefined>((text, part) => {
        const next = text === undefined ? undefined : sampleOf(part);
        return next === undefined ? undefined : `${text}${next}`;
      }, '');
    case 'any':
      return tree.parts.map(sampleOf).find((text) => text !== undefined);
    case 'repeat': {
      const one = sampleOf(tree.part);
      // an empty text is no answer: once, where that is allowed
      return one === undefined ? (tree.min === 0 ? '' : undefined) : one.repeat(Math.max(tree.min, Math.min(1, tree.max)));
    }
  }
}

function run(program: readonly Step[], text: string): boolean {
  const end = program.length;
  let states = follow(program, [0]);
  for (const char of text) {
    const next: number[] = [];
    for (const at of states) {
      const step = program[at];
      if (step && 'test' in step && step.test(char)) next.push(at + 1);
    }
    if (next.length === 0) return false;
    states = follow(program, next);
  }
  return states.has(end);
}

function follow(program: readonly Step[], from: number[]): Set<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (reached.has(at)) continue;
    reached.add(at);
    const step = program[at];
    if (step && 'to' in step) open.push(...step.to);
  }
  return reached;
}
