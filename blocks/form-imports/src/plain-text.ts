/** What markup said that a plain text cannot: named for a remark. */
export interface PlainText {
  readonly text: string;
  readonly lost: readonly string[];
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  shy: '\u00ad',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  euro: '€',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  copy: '©',
};
const media: Readonly<Record<string, string>> = {
  img: 'Bild',
  video: 'Video',
  audio: 'Ton',
  iframe: 'eingebettete Seite',
  object: 'Objekt',
};
const silent = new Set(['script', 'style', 'template', 'head']);

/**
 * Texts of other products are HTML; ours are plain, with paragraphs and lists of "- ". A link keeps its address in brackets. The scan looks at each
 * character once, whatever the text is.
 */
export function plainText(html: string): PlainText {
  const lost = new Set<string>();
  const small = html.toLowerCase();
  let text = '';
  let at = 0;
  let href: string | undefined;
  let linkFrom = 0;
  let close = html.indexOf('>');
  while (at < html.length) {
    const open = html.indexOf('<', at);
    text += entities(html.slice(at, open < 0 ? html.length : open));
    if (open < 0) break;
    // the next end is looked for once, however many beginnings stand before it
    if (close >= 0 && close < open) close = html.indexOf('>', open);
    const [, end, name] = /^<(\/?)([A-Za-z][A-Za-z0-9]*)/.exec(html.slice(open, open + 40)) ?? [];
    if (html.startsWith('<!--', open)) {
      const after = html.indexOf('-->', open);
      at = after < 0 ? html.length : after + 3;
      continue;
    }
    if (name === undefined || close < 0) {
      text += '<';
      at = open + 1;
      continue;
    }
    at = close + 1;
    const tag = name.toLowerCase();
    if (silent.has(tag) && end === '') {
      const after = small.indexOf(`</${tag}`, at);
      if (tag === 'script') lost.add('Skript');
      const rest = after < 0 ? -1 : html.indexOf('>', after);
      at = rest < 0 ? html.length : rest + 1;
      continue;
    }
    const medium = media[tag];
    if (medium !== undefined && end === '') lost.add(`${medium}: ${(attribute(html.slice(open, close), 'src') ?? '').slice(0, 200)}`);
    if (tag === 'table' && end === '') lost.add('Tabelle');
    if (tag === 'a' && end === '') {
      href = attribute(html.slice(open, close), 'href');
      linkFrom = text.length;
    }
    if (tag === 'a' && end === '/' && href !== undefined) {
      if (/^(https?:|mailto:|tel:)/i.test(href) && !text.slice(linkFrom).includes(href)) text += ` (${href})`;
      href = undefined;
    }
    text += breakOf(tag, end === '/');
  }
  return { text: tidy(text), lost: [...lost] };
}

function breakOf(tag: string, ends: boolean): string {
  if (tag === 'br') return '\n';
  if (tag === 'li') return ends ? '' : '\n- ';
  if (/^(p|h[1-6]|ul|ol|table|blockquote|section|article)$/.test(tag)) return '\n\n';
  if (/^(div|tr|dt|dd)$/.test(tag)) return '\n';
  return tag === 'td' || tag === 'th' ? ' ' : '';
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag.slice(0, 4000));
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value === undefined ? undefined : entities(value);
}

function entities(words: string): string {
  return words.replace(/&(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

function tidy(words: string): string {
  return words
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n\n(?=- )/g, '\n\n')
    .trim();
}

/** Markdown as products use it in texts (headings, emphasis, links, lists) as markup of {@link plainText}. */
export function fromMarkdown(words: string): string {
  return words
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/^\s*[*+-]\s+/gm, '- ')
    .replace(/\*\*([^*\n]{1,500})\*\*/g, '$1')
    .replace(/\[([^\]\n]{1,500})\]\(([^()\s]{1,500})\)/g, (_whole, label: string, address: string) =>
      /^(https?:|mailto:|tel:)/i.test(address) ? `${label} (${address})` : label,
    );
}
