import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

interface Place {
  /** told when it was chosen */
  readonly from: string;
  readonly executablePath: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts Chromium: the one `CHROMIUM_PATH` names, else one of the system, else the one that came with the packages, which brings the
 * system libraries and fonts it needs with it.
 * @throws Error with the reason of every try when none starts: a run without its browser tests has failed
 */
export async function launchBrowser(): Promise<Browser> {
  const faults: string[] = [];
  for (const find of [namedInEnvironment, installed, unpacked]) {
    const place = await find().catch((fault: unknown) => void faults.push(String(fault)));
    if (!place) continue;
    try {
      return await start(place);
    } catch (fault) {
      faults.push(`${place.from} (${place.executablePath}): ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }
  throw new Error(`no browser starts. Install Chromium or name one in CHROMIUM_PATH.\n${faults.join('\n')}`);
}

/** Containers give root no sandbox; what is visited here is our own house. */
function start({ executablePath, env }: Place): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'], ...(env ? { env } : {}) });
}

async function namedInEnvironment(): Promise<Place | undefined> {
  const executablePath = process.env['CHROMIUM_PATH'];
  return executablePath ? { from: 'CHROMIUM_PATH', executablePath } : undefined;
}

async function installed(): Promise<Place | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const executablePath = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  return executablePath === undefined ? undefined : { from: 'PATH', executablePath };
}

/** The browser of the package `@sparticuz/chromium`, unpacked once per version and user. */
async function unpacked(): Promise<Place> {
  const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
  const manifest: { version: string } = createRequire(import.meta.url)(join(bin, '..', 'package.json'));
  const folder = join(tmpdir(), `amt-chromium-${manifest.version}-${process.getuid?.() ?? 'user'}`);
  if (!existsSync(folder)) await unpackInto(folder, bin);
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  };
  return { from: '@sparticuz/chromium', executablePath: join(folder, 'chromium'), env };
}

/** Under a name of its own first: an unpacking that was interrupted, or two at once, never leave half a browser. */
async function unpackInto(folder: string, bin: string): Promise<void> {
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  const { inflate } = await import('@sparticuz/chromium');
  const before = process.env['TMPDIR'];
  // The package unpacks into the folder for temporary files and has no other way to be told where to.
  process.env['TMPDIR'] = fresh;
  try {
    await Promise.all(['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((file) => inflate(join(bin, file))));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  // The package's own list of font folders expects them in /tmp/fonts; without a single font a page crashes.
  const fonts = `<?xml version="1.0"?><fontconfig><dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>\n`;
  await writeFile(join(fresh, 'fonts.conf'), fonts);
  await rename(fresh, folder).catch(async () => rm(fresh, { recursive: true, force: true }));
}
