import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernCss } from './kern-css.ts';
import { minifyCss } from './minify-css.ts';

/** Where the files to serve lie after {@link buildAssets}: `<name>.<hash>.<ext>`, texts also as `.br` and `.gz`. Never changes under one name. */
export const assetFolder = fileURLToPath(new URL('../public/generated/', import.meta.url));

/** Plain name to hashed name: `app.css` → `app.1f0c2a9b.css`. */
export type AssetNames = Readonly<Record<string, string>>;

const publicFolder = fileURLToPath(new URL('../public/', import.meta.url));
const styleFolder = new URL('./styles/', import.meta.url);
const kernFolder = new URL('../../node_modules/@kern-ux/native/dist/', import.meta.url);

/** Weights served, by their names in the KERN-UX package (Fira Sans, OFL 1.1). */
const fonts = { 400: 'Regular', 500: 'Medium', 600: 'SemiBold' } as const;

/** Reads the names written by the last {@link buildAssets}. */
export function assetNames(): AssetNames {
  return JSON.parse(readFileSync(join(assetFolder, 'names.json'), 'utf8')) as AssetNames;
}

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
 * Runs before start and tests, takes well under a second, and writes the same names for the same content.
 */
export function buildAssets(): AssetNames {
  mkdirSync(assetFolder, { recursive: true });
  const names: Record<string, string> = {};
  const written = new Set<string>(['names.json']);
  const write = (name: string, content: Uint8Array): void => {
    names[name] = name;
    written.add(name);
    const file = join(assetFolder, name);
    // a server beside us may be reading the file, so it is replaced whole and only when it changed
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
  const own = ownStyles().replace(/url\(['"]?([\w.-]+)['"]?\)/g, (_, name: string) => {
    const hashed = names[name];
    if (hashed === undefined) throw new Error(`styles name a file that there is not: ${name}`);
    return `url("${hashed}")`;
  });
  const kern = kernCss(readFileSync(new URL('kern.css', kernFolder), 'utf8'), own);
  write('app.css', Buffer.from(minifyCss(`@layer kern, base, parts, shell, adapt;\n${kern}\n${own}`)));
  writeFileSync(join(assetFolder, 'names.json'), JSON.stringify(names, null, 1));
  for (const file of readdirSync(assetFolder)) if (!written.has(file)) rmSync(join(assetFolder, file));
  return names;
}

if (import.meta.main) buildAssets();
