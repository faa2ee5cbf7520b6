import { existsSync, readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { assetFolder, buildAssets } from '../src/build-assets.ts';
import { designPage, renderPage } from '../src/index.ts';
import { sampleChrome, samplePages } from './sample-pages.ts';

/** The policy the house sends; pages must work under it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const types: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', woff2: 'font/woff2' };

/** All sample pages and the page `/design`, as documents, by name. */
export function documents(): Readonly<Record<string, string>> {
  buildAssets();
  const asset = (name: string): string => `/assets/${name}`;
  const pages = Object.entries(samplePages).map(
    ([name, { page, chrome }]) => [name, renderPage(page, { ...chrome, asset }).toString()] as const,
  );
  const design = renderPage(designPage('de'), sampleChrome({ asset })).toString();
  return Object.fromEntries([...pages, ['design', design]]);
}

/** Serves the documents at `/<name>` and the assets beside them. */
export async function serve(pages: Readonly<Record<string, string>>): Promise<{ origin: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const page = pages[path.slice(1)];
    if (page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
      return response.end(page);
    }
    const file = join(assetFolder, path.replace('/assets/', ''));
    if (!path.startsWith('/assets/') || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream' });
    return response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
