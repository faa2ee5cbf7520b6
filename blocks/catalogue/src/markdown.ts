import { html, type Html } from '@amt/html';

/**
 * Renders the light Markdown of the city's texts: paragraphs, `##` and `###` headings, `-` and `1.` lists, **strong**, *emphasis* and
 * [links](https://…). Everything else is text and is escaped; links lead to https, mailto, tel or our own pages only.
 * `headingLevel` is the level of `##` on the page (2 to 4; default 3).
 */
export function renderMarkdown(text: string, { headingLevel = 3 }: { readonly headingLevel?: 2 | 3 | 4 } = {}): Html {
  return html`${blocksOf(text).map((block) => renderBlock(block, headingLevel))}`;
}

type Block =
  | { readonly kind: 'heading'; readonly depth: number; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'paragraph'; readonly text: string };

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const chunk of text.replaceAll('\r\n', '\n').split(/\n{2,}/)) {
    let paragraph: string[] = [];
    let list: { ordered: boolean; items: string[] } | undefined;
    const flush = (): void => {
      if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: paragraph.join(' ') });
      if (list !== undefined) blocks.push({ kind: 'list', ...list });
      paragraph = [];
      list = undefined;
    };
    for (const line of chunk
      .split('\n')
      .map((raw) => raw.trim())
      .filter((line) => line !== '')) {
      const heading = /^(#{2,3}) +(.+)$/.exec(line);
      const item = /^(-|\d{1,3}\.) +(.+)$/.exec(line);
      if (heading) {
        flush();
        blocks.push({ kind: 'heading', depth: (heading[1]?.length ?? 2) - 2, text: heading[2] ?? '' });
      } else if (item) {
        const ordered = item[1] !== '-';
        if (list?.ordered !== ordered) flush();
        list ??= { ordered, items: [] };
        list.items.push(item[2] ?? '');
      } else if (list !== undefined) {
        // a line that goes on below a list item belongs to it
        list.items.push(`${list.items.pop() ?? ''} ${line}`);
      } else {
        paragraph.push(line);
      }
    }
    flush();
  }
  return blocks;
}

function renderBlock(block: Block, headingLevel: number): Html {
  if (block.kind === 'paragraph') return html`<p>${inline(block.text)}</p>`;
  if (block.kind === 'list') {
    const items = block.items.map((item) => html`<li>${inline(item)}</li>`);
    return block.ordered
      ? html`<ol>
          ${items}
        </ol>`
      : html`<ul>
          ${items}
        </ul>`;
  }
  const text = inline(block.text);
  const level = headingLevel + block.depth;
  if (level === 2) return html`<h2>${text}</h2>`;
  if (level === 3) return html`<h3>${text}</h3>`;
  if (level === 4) return html`<h4>${text}</h4>`;
  return html`<h5>${text}</h5>`;
}

const marks = /\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^()\s]+)\)/g;

function inline(text: string): Html[] {
  const parts: Html[] = [];
  let at = 0;
  for (const found of text.matchAll(marks)) {
    const [whole, strong, emphasis, label, target] = found;
    parts.push(html`${text.slice(at, found.index)}`);
    at = found.index + whole.length;
    if (strong !== undefined) parts.push(html`<strong>${inline(strong)}</strong>`);
    else if (emphasis !== undefined) parts.push(html`<em>${inline(emphasis)}</em>`);
    else if (label !== undefined && isSafeTarget(target)) parts.push(html`<a href="${target}">${label}</a>`);
    else parts.push(html`${whole}`);
  }
  parts.push(html`${text.slice(at)}`);
  return parts;
}

function isSafeTarget(target: string | undefined): target is string {
  return target !== undefined && /^(https:\/\/|mailto:|tel:|\/(?![/\\]))/.test(target);
}
