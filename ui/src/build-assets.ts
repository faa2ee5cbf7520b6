import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernCss } from './kern-css.ts';
import { minifyCss } from './minify-css.ts';

/** Where the files to serve lie after {@link buildAssets}, under plain names; the server adds hashes and compression. */
export const assetFolder = fileURLToPath(new URL('../public/generated/', import.meta.url));

const publicFolder = fileURLToPath(new URL('../public/', import.meta.url));
const styleFolder = new URL('./styles/', import.meta.url);
const kernFolder = new URL('../../node_modules/@kern-ux/native/dist/', import.meta.url);

/** Weights served, by their names in the KERN-UX package (Fira Sans, OFL 1.1). */
const fonts = { 400: 'Regular', 500: 'Medium', 600: 'SemiBold' } as const;

/** Own style sheets in the order of their numbers. */
function ownStyles(): string {
  return readdirSync(styleFolder)
    .filter((name) => name.endsWith('.css'))
    .toSorted()
    .map((name) => readFileSync(new URL(name, styleFolder), 'utf8'))
    .join('\n');
}

/**
 * Makes everything under `/assets/`: one style sheet (what we use of KERN-UX and our own layers), the client modules, fonts and icon.
 * Runs before start and tests and takes well under a second.
 */
export function buildAssets(): void {
  mkdirSync(assetFolder, { recursive: true });
  const written = new Set<string>();
  const write = (name: string, content: Uint8Array): void => {
    written.add(name);
    const file = join(assetFolder, name);
    // A server beside us may be reading the file, so it is replaced whole and only when it changed.
    if (existsSync(file) && readFileSync(file).equals(content)) return;
    const fresh = `${file}.${process.pid}.new`;
    writeFileSync(fresh, content);
    renameSync(fresh, file);
  };

  for (const [weight, style] of Object.entries(fonts)) {
    write(`fira-sans-${weight}.woff2`, readFileSync(new URL(`fonts/fira-sans/FiraSans-${style}.woff2`, kernFolder)));
  }
  for (const name of readdirSync(publicFolder).filter((file) => /\.(?:js|svg)$/.test(file))) {
    write(name, readFileSync(join(publicFolder, name)));
  }
  const own = ownStyles();
  const kern = kernCss(readFileSync(new URL('kern.css', kernFolder), 'utf8'), own);
  write('app.css', Buffer.from(minifyCss(`@layer kern, base, parts, shell, adapt;\n${kern}\n${own}`)));
  for (const file of readdirSync(assetFolder))
    if (!written.has(file) && !file.endsWith('.new')) rmSync(join(assetFolder, file), { force: true });
}

if (import.meta.main) buildAssets();
