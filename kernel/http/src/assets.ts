import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, posix, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Files of the pages: styles, scripts, fonts, images. */
export interface Assets {
  /**
   * Address of a file by its path in the folder; changes when the content does.
   * @throws Error when there is no such file
   */
  href(name: string): string;
  /** @param path what follows `/assets/`, with or without hash */
  find(path: string): Asset | undefined;
}

export interface Asset {
  readonly mediaType: string;
  /** with hash: may be kept for ever */
  readonly immutable: boolean;
  readonly etag: string;
  readonly plain: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = /^(text|application)\/|svg/;

/**
 * Reads a folder, gives each file an address with its content's hash (references between style sheets and scripts follow), and
 * compresses what is worth it. With `cacheFolder` the slow thorough compression is done once per content.
 */
export function loadAssets({ folder, cacheFolder }: { readonly folder: string; readonly cacheFolder?: string }): Assets {
  const names = globSync('**/*', { cwd: folder })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join('/'));
  const loader = new Loader(folder, new Set(names), cacheFolder);
  const hashed = new Map<string, Asset>();
  const byName = new Map<string, Asset>();
  for (const name of names) {
    const { path, asset } = loader.load(name);
    hashed.set(path, asset);
    byName.set(name, { ...asset, immutable: false });
  }
  return {
    href: (name) => `/assets/${loader.load(name).path}`,
    find: (path) => hashed.get(path) ?? byName.get(path),
  };
}

class Loader {
  readonly #folder: string;
  readonly #names: ReadonlySet<string>;
  readonly #cacheFolder: string | undefined;
  readonly #loaded = new Map<string, { path: string; asset: Asset }>();

  constructor(folder: string, names: ReadonlySet<string>, cacheFolder: string | undefined) {
    this.#folder = folder;
    this.#names = names;
    this.#cacheFolder = cacheFolder;
  }

  load(name: string, from: readonly string[] = []): { path: string; asset: Asset } {
    const found = this.#loaded.get(name);
    if (found) return found;
    if (!this.#names.has(name)) throw new Error(`there is no asset named ${name}`);
    if (from.includes(name)) throw new Error(`assets refer to each other in a circle: ${[...from, name].join(' > ')}`);
    const ending = extname(name);
    const mediaType = mediaTypes[ending] ?? 'application/octet-stream';
    const plain = this.#withHashedReferences(name, ending, [...from, name]);
    const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 10);
    const asset: Asset = {
      mediaType,
      immutable: true,
      etag: `"${hash}"`,
      plain,
      ...(compressible.test(mediaType) && plain.length > 500
        ? {
            br: this.#kept(`${hash}.br`, () =>
              brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: this.#cacheFolder === undefined ? 5 : 11 } }),
            ),
            gzip: this.#kept(`${hash}.gz`, () => gzipSync(plain, { level: 9 })),
          }
        : { br: undefined, gzip: undefined }),
    };
    const loaded = { path: `${name.slice(0, name.length - ending.length)}.${hash}${ending}`, asset };
    this.#loaded.set(name, loaded);
    return loaded;
  }

  /** `url(font.woff2)` and `@import` in styles, `from './x.js'` and `import('./x.js')` in scripts. */
  #withHashedReferences(name: string, ending: string, from: readonly string[]): Buffer {
    const content = readFileSync(join(this.#folder, name));
    const pattern =
      ending === '.css'
        ? /(url\(\s*["']?|@import\s+["'])([^"')\s]+)/g
        : ending === '.js' || ending === '.mjs'
          ? /(\bfrom\s*["']|\bimport\s*\(?\s*["'])(\.{1,2}\/[^"']+)/g
          : undefined;
    if (!pattern) return content;
    const text = content.toString('utf8').replace(pattern, (whole, before: string, reference: string) => {
      const target = posix.normalize(posix.join(posix.dirname(name), reference));
      if (/^([a-z]+:|\/|#)/i.test(reference) || !this.#names.has(target)) return whole;
      return `${before}/assets/${this.load(target, from).path}`;
    });
    return Buffer.from(text);
  }

  #kept(fileName: string, make: () => Buffer): Buffer {
    if (this.#cacheFolder === undefined) return make();
    const path = join(this.#cacheFolder, fileName);
    if (existsSync(path)) return readFileSync(path);
    const made = make();
    mkdirSync(this.#cacheFolder, { recursive: true });
    // another process may do the same: written aside and moved, the file is whole or not there
    writeFileSync(`${path}.${process.pid}`, made);
    renameSync(`${path}.${process.pid}`, path);
    return made;
  }
}
