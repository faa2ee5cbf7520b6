/**
 * Patterns of definitions in the words of others. Ours match the whole text and allow any sign to be escaped; ECMAScript with the flag `u` (JSON Schema)
 * and XML Schema are stricter about escapes and looser about where a match begins.
 */
const classes = new Set(['d', 'D', 'w', 'W', 's', 'S']);

/** One piece of a pattern: plain signs, a class of signs, or a sign of the grammar. */
type Token =
  | { readonly kind: 'sign'; readonly sign: string }
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'grammar'; readonly text: string }
  | { readonly kind: 'class'; readonly negated: boolean; readonly parts: readonly ClassPart[] };
type ClassPart =
  | Exclude<Token, { kind: 'grammar' } | { kind: 'class' }>
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

/** For `pattern` of JSON Schema. @param source a pattern that our own reader accepts */
export function jsonSchemaPattern(source: string): string {
  const sign = (c: string): string => (/[\^$\\.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c);
  const inClass = (c: string): string => (/[\\\]^[-]/.test(c) ? `\\${c}` : c);
  const part = (one: ClassPart): string => {
    if (one.kind === 'range') return `${inClass(one.from)}-${inClass(one.to)}`;
    return one.kind === 'sign' ? inClass(one.sign) : one.kind === 'known' ? `\\${one.name}` : `\\p{${one.name}}`;
  };
  const text = tokens(source).map((token) => {
    if (token.kind === 'grammar') return token.text;
    if (token.kind === 'class') return `[${token.negated ? '^' : ''}${token.parts.map(part).join('')}]`;
    return token.kind === 'sign' ? sign(token.sign) : part(token);
  });
  return `^(?:${text.join('')})$`;
}

/** For `xs:pattern` of XML Schema 1.0; undefined where its classes mean something else (`\s`, and `\D \W \S` within a class). */
export function xmlSchemaPattern(source: string): string | undefined {
  const known: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_' };
  const sign = (c: string): string => (/[\\.*+?()[\]{}|^$-]/.test(c) ? `\\${c}`.replace('\\$', '$') : c);
  let unknown = false;
  const part = (one: ClassPart): string => {
    if (one.kind === 'range') return `${sign(one.from)}-${sign(one.to)}`;
    if (one.kind === 'sign') return sign(one.sign);
    if (one.kind === 'property') return `\\p{${one.name}}`;
    const signs = known[one.name];
    unknown ||= signs === undefined;
    return signs ?? '';
  };
  const text = tokens(source).map((token) => {
    if (token.kind === 'grammar') return token.text === '(?:' ? '(' : token.text;
    if (token.kind === 'class') return `[${token.negated ? '^' : ''}${token.parts.map(part).join('')}]`;
    if (token.kind === 'known' && (token.name === 'D' || token.name === 'W')) return `[^${known[token.name.toLowerCase()] ?? ''}]`;
    return token.kind === 'known' ? `[${part(token)}]` : part(token);
  });
  return unknown ? undefined : text.join('');
}

function tokens(source: string): Token[] {
  const signs = [...source];
  const found: Token[] = [];
  let at = 0;
  const escaped = (): Exclude<Token, { kind: 'grammar' } | { kind: 'class' }> => {
    const c = signs[at++] ?? '';
    if (classes.has(c)) return { kind: 'known', name: c };
    if (c !== 'p') return { kind: 'sign', sign: c };
    const end = signs.indexOf('}', at);
    const name = signs.slice(at + 1, end).join('');
    at = end + 1;
    return { kind: 'property', name };
  };
  const one = (): Exclude<Token, { kind: 'grammar' } | { kind: 'class' }> => {
    const c = signs[at++] ?? '';
    return c === '\\' ? escaped() : { kind: 'sign', sign: c };
  };
  const classOf = (): Token => {
    const negated = signs[at] === '^';
    if (negated) at++;
    const parts: ClassPart[] = [];
    while (at < signs.length && signs[at] !== ']') {
      const from = one();
      if (from.kind !== 'sign' || signs[at] !== '-' || signs[at + 1] === ']') {
        parts.push(from);
        continue;
      }
      at++;
      const to = one();
      parts.push({ kind: 'range', from: from.sign, to: to.kind === 'sign' ? to.sign : '' });
    }
    at++;
    return { kind: 'class', negated, parts };
  };
  while (at < signs.length) {
    const c = signs[at] ?? '';
    if (c === '\\') found.push(one());
    else if (c === '[') {
      at++;
      found.push(classOf());
    } else if (c === '{') {
      const end = signs.indexOf('}', at);
      found.push({ kind: 'grammar', text: signs.slice(at, end + 1).join('') });
      at = end + 1;
    } else if (c === '(' && signs[at + 1] === '?') {
      found.push({ kind: 'grammar', text: '(?:' });
      at += 3;
    } else {
      at++;
      found.push('().|*+?'.includes(c) ? { kind: 'grammar', text: c } : { kind: 'sign', sign: c });
    }
  }
  return found;
}
