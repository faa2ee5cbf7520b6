import type { Bench, Measurement } from './bench.ts';
import { below, information } from './figure.ts';
import { expectStatus, HttpClient, type Reply } from './http-client.ts';

const fontTypes = /^(font\/|application\/font)/;

/**
 * What a browser that has been here never before transfers for the home page: the document and everything that it, its style sheets and its
 * modules load, with headers, compressed (br). Fonts are counted apart.
 */
export const firstPage: Measurement = {
  name: 'first-page',
  run: async (bench: Bench) => {
    const [house, web] = [await bench.house(), await bench.web()];
    const client = new HttpClient(web.url);
    const loaded = new Map<string, Reply>();
    const foreign = new Set<string>();
    const waiting = [house.homePath];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const url = new URL(path, web.url);
      if (url.origin !== web.url) foreign.add(url.origin);
      if (url.origin !== web.url || loaded.has(url.pathname)) continue;
      const reply = await client.get(url.pathname, { 'accept-encoding': 'br' });
      expectStatus(reply, 200, url.pathname);
      loaded.set(url.pathname, reply);
      const plain = await client.get(url.pathname);
      waiting.push(...loadedBy(plain).map((found) => new URL(found, url).href));
    }
    client.close();
    const replies = [...loaded.values()];
    const isFont = (reply: Reply): boolean => fontTypes.test(String(reply.headers['content-type']));
    const kilobytes = (of: readonly Reply[]): number => of.reduce((sum, { transferred }) => sum + transferred, 0) / 1000;
    return [
      below(60, 'first page with styles and scripts, transferred', kilobytes(replies.filter((reply) => !isFont(reply))), 'kB'),
      below(1, 'hosts other than our own that the first page loads from', foreign.size, 'hosts'),
      information('fonts of the first page, transferred', kilobytes(replies.filter(isFont)), 'kB'),
      information('requests of the first page, fonts included', replies.length, 'requests'),
    ];
  },
};

/** Addresses that a browser loads because of this answer, without being asked to. Links that people follow are none. */
function loadedBy({ headers, body }: Reply): string[] {
  const type = String(headers['content-type']);
  const text = body.toString();
  const found = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].flatMap(([, address]) => (address === undefined ? [] : [address]));
  const addresses = type.startsWith('text/html')
    ? [
        ...found(/<(?:script|img|source|iframe|video|audio)\b[^>]*?\bsrc="([^"]+)"/g),
        ...links(text),
        ...found(/<use\b[^>]*?\bhref="([^"#]+)/g),
      ]
    : type.startsWith('text/css')
      ? found(/url\(\s*["']?([^"')]+)["']?\s*\)/g)
      : type.includes('javascript')
        ? found(/(?:\bfrom|\bimport)\s*["']([^"']+)["']/g)
        : [];
  // in a style sheet only the fonts that the page preloads are counted: others are loaded where their letters occur
  return addresses.filter((address) => !address.startsWith('data:') && !(type.startsWith('text/css') && address.endsWith('.woff2')));
}

/** `<link>` that loads something: style sheets, icons, preloads; not alternates, canonical addresses and the like. */
function links(text: string): string[] {
  return [...text.matchAll(/<link\b[^>]*>/g)].flatMap(([tag]) => {
    const href = /\bhref="([^"]+)"/.exec(tag)?.[1];
    return href !== undefined && /\brel="[^"]*(?:stylesheet|preload|icon|manifest)[^"]*"/.test(tag) ? [href] : [];
  });
}
