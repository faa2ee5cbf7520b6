/** A rule or a block of rules of a style sheet. */
interface Block {
  readonly head: string;
  readonly body: string;
}

/** Classes of KERN-UX that our markup uses; every other rule of the kit stays out. */
const usedClasses = /^\.(?:kern-btn(?:--(?:primary|secondary|tertiary))?|kern-label)(?![\w-])/;
const unusedParts = /kern-(?!btn(?:--(?:primary|secondary|tertiary))?(?![\w-])|label(?![\w-]))|aria-disabled|tabindex/;

/** Physical sides of the kit's rules as logical ones, so that they turn over with the reading direction. */
const logical: readonly (readonly [RegExp, string])[] = [
  [/\b(padding|margin)-left\b/g, '$1-inline-start'],
  [/\b(padding|margin)-right\b/g, '$1-inline-end'],
  [/\b(padding|margin)-top\b/g, '$1-block-start'],
  [/\b(padding|margin)-bottom\b/g, '$1-block-end'],
  [/\bborder-left\b/g, 'border-inline-start'],
  [/\bborder-right\b/g, 'border-inline-end'],
  [/\btext-align: left\b/g, 'text-align: start'],
  [/\btext-align: right\b/g, 'text-align: end'],
];

/** Splits a style sheet into its outermost rules. */
function blocksOf(css: string): Block[] {
  const blocks: Block[] = [];
  const text = css.replace(/\/\*[^]*?\*\//g, '');
  let depth = 0;
  let start = 0;
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    // Statements without a block (@charset, @import) end here.
    if (char === ';' && depth === 0) start = at + 1;
    if (char === '{' && depth++ === 0) open = at;
    if (char === '}' && --depth === 0) {
      blocks.push({ head: text.slice(start, open).trim(), body: text.slice(open + 1, at) });
      start = at + 1;
    }
  }
  return blocks;
}

function declarationsOf(body: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of body.matchAll(/(--[\w-]+)\s*:\s*([^;]+)(?:;|$)/g)) {
    if (name !== undefined && value !== undefined) found.set(name, value.trim().replace(/\s+/g, ' '));
  }
  return found;
}

/** Puts values in place of `var(--kern-…)` until none is left. */
function resolve(value: string, tokens: ReadonlyMap<string, string>): string {
  return value.replace(/var\((--kern-[\w-]+)(?:,\s*[^()]*(?:\([^()]*\)[^()]*)*)?\)/g, (whole, name: string) => {
    const known = tokens.get(name);
    return known === undefined ? whole : resolve(known, tokens);
  });
}

function keptRules(blocks: readonly Block[]): string {
  return blocks
    .map(({ head, body }) => {
      if (head.startsWith('@media (forced-colors')) {
        const inner = keptRules(blocksOf(body));
        return inner === '' ? '' : `${head} {${inner}}`;
      }
      if (head.startsWith('@')) return '';
      const selectors = head.split(/,(?![^(]*\))/).map((selector) => selector.trim());
      const kept = selectors.filter((selector) => usedClasses.test(selector) && !unusedParts.test(selector));
      return kept.length === 0 ? '' : `${kept.join(',')} {${body.replaceAll(' !important', '')}}`;
    })
    .join('');
}

/**
 * What our pages need of KERN-UX: the rules of the classes we use, and each token named by them or by our own styles, its light and
 * dark value joined by `light-dark()`.
 * @param kit the kit's whole style sheet (dist/kern.css, EUPL-1.2)
 * @param own our styles
 */
export function kernCss(kit: string, own: string): string {
  const blocks = blocksOf(kit);
  const tokensOf = (test: (head: string) => boolean): Map<string, string> =>
    new Map(blocks.filter(({ head }) => test(head)).flatMap(({ body }) => [...declarationsOf(body)]));
  const base = tokensOf((head) => head === ':root' || head.includes(':is(body'));
  const light = new Map([...base, ...tokensOf((head) => head.startsWith('[data-kern-theme=light]'))]);
  const dark = new Map([...base, ...tokensOf((head) => head.startsWith('[data-kern-theme=dark]'))]);

  let rules = keptRules(blocks);
  for (const [physical, replacement] of logical) rules = rules.replace(physical, replacement);
  const used = new Set([...`${rules} ${own}`.matchAll(/var\((--kern-[\w-]+)/g)].map((match) => match[1] ?? ''));
  const tokens = [...used].toSorted().flatMap((name) => {
    const bright = resolve(`var(${name})`, light);
    const night = resolve(`var(${name})`, dark);
    if (bright === `var(${name})`) return [];
    return [`${name}: ${bright === night ? bright : `light-dark(${bright}, ${night})`};`];
  });
  return `@layer kern { :root { ${tokens.join(' ')} } ${rules} }`;
}
