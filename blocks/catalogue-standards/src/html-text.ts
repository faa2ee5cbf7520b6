import { renderMarkdown } from '@amt/catalogue';
import { escapeText } from '@amt/html';

/** Texts of XZuFi are HTML of few tags; ours are light Markdown, or plain. */

/** Light Markdown as HTML, without the blanks between the parts of a list. */
export function htmlOfMarkdown(markdown: string): string {
  return renderMarkdown(markdown, { headingLevel: 2 })
    .toString()
    .replace(/(<[ou]l>)\s+/g, '$1')
    .replace(/\s+(<\/[ou]l>)/g, '$1');
}

export function htmlOfPlain(text: string): string {
  return escapeText(text);
}

/** A list of plain items. */
export function htmlOfItems(items: readonly string[], ordered = false): string {
  const tag = ordered ? 'ol' : 'ul';
  return `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`;
}

type Token = { readonly text: string } | { readonly tag: string; readonly end: boolean; readonly attributes: string };

/** Tags and texts in their order; everything that is no tag is text. */
function tokensOf(html: string): Token[] {
  const tokens: Token[] = [];
  for (const [, end, tag, attributes = '', text] of html.matchAll(
    /<(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})((?:\s[^<>]{0,2000})?)\/?>|([^<]+|<)/g,
  )) {
    if (tag === undefined) tokens.push({ text: decoded(text ?? '') });
    else tokens.push({ tag: tag.toLowerCase(), end: end === '/', attributes });
  }
  return tokens;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  ndash: '–',
  mdash: '—',
  euro: '€',
  sect: '§',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
};

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return named[name] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : whole;
    },
  );
}

/** A block of a text: what it is, and its words as light Markdown. */
export interface TextBlock {
  readonly kind: 'paragraph' | 'heading' | 'subheading' | 'bullet' | 'number';
  readonly text: string;
  /** which list of the text an item belongs to */
  readonly list: number;
}

const breaking = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'table', 'tr', 'br']);

/** The blocks of HTML in their order. Tags beyond those we know are left out, their words stay; nothing in it can become markup of ours. */
export function blocksOfHtml(html: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  const lists: ('bullet' | 'number')[] = [];
  let kind: TextBlock['kind'] = 'paragraph';
  let words = '';
  let target: string | undefined;
  let list = 0;
  const flush = (): void => {
    const text = words.replace(/\s+/g, ' ').trim();
    if (text !== '') blocks.push({ kind, text, list });
    words = '';
  };
  for (const token of tokensOf(html)) {
    if ('text' in token) {
      words += token.text;
      continue;
    }
    const { tag, end, attributes } = token;
    if (tag === 'br' && kind !== 'paragraph') words += ' ';
    else if (breaking.has(tag)) {
      flush();
      if (tag === 'ul' || tag === 'ol') {
        if (end) lists.pop();
        else {
          list++;
          lists.push(tag === 'ul' ? 'bullet' : 'number');
        }
        kind = 'paragraph';
      } else if (tag === 'li') kind = end ? 'paragraph' : (lists.at(-1) ?? 'bullet');
      else if (/^h\d$/.test(tag)) kind = end ? 'paragraph' : tag === 'h1' || tag === 'h2' ? 'heading' : 'subheading';
      else if (lists.length === 0) kind = 'paragraph';
    } else if (tag === 'strong' || tag === 'b') words = mark(words, '**', end);
    else if (tag === 'em' || tag === 'i') words = mark(words, '*', end);
    else if (tag === 'a' && !end) {
      target = decoded(
        /\shref\s*=\s*"([^"]*)"|\shref\s*=\s*'([^']*)'/i
          .exec(attributes)
          ?.slice(1)
          .find((one) => one !== undefined) ?? '',
      );
      if (!isLink(target)) target = undefined;
      if (target !== undefined) words += '[';
    } else if (tag === 'a' && target !== undefined) {
      words += `](${target})`;
      target = undefined;
    }
  }
  flush();
  return blocks;
}

/** Marks stand at words, not at blanks. */
function mark(words: string, sign: string, end: boolean): string {
  if (!end) return words + sign;
  const trimmed = words.trimEnd();
  return trimmed.endsWith(sign) ? trimmed.slice(0, -sign.length) : `${trimmed}${sign}${words.slice(trimmed.length)}`;
}

function isLink(target: string): boolean {
  return /^(https:\/\/|mailto:|tel:)[^()\s]+$/.test(target);
}

/** HTML as light Markdown. */
export function markdownOfHtml(html: string): string {
  let markdown = '';
  let before: TextBlock | undefined;
  for (const block of blocksOfHtml(html)) {
    const { kind, text } = block;
    const inList = (kind === 'bullet' || kind === 'number') && kind === before?.kind && block.list === before.list;
    markdown += before === undefined ? '' : inList ? '\n' : '\n\n';
    markdown +=
      kind === 'heading'
        ? `## ${text}`
        : kind === 'subheading'
          ? `### ${text}`
          : kind === 'bullet'
            ? `- ${text}`
            : kind === 'number'
              ? `1. ${text}`
              : text;
    before = block;
  }
  return markdown;
}

/** HTML as plain text in one line. */
export function plainOfHtml(html: string): string {
  return tokensOf(html)
    .map((token) => ('text' in token ? token.text : breaking.has(token.tag) ? ' ' : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Items of the lists in HTML as plain texts; where there is no list, each paragraph is one. */
export function itemsOfHtml(html: string): string[] {
  const blocks = blocksOfHtml(html);
  const items = blocks.filter(({ kind }) => kind === 'bullet' || kind === 'number');
  return (items.length > 0 ? items : blocks).map(({ text }) => text.replaceAll('**', ''));
}
