/** Draws every sample page and `/design` at two widths, light and dark: `node ui/test/screenshots.ts <folder> [name …]`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '@amt/testing/browser';
import { documents, serve } from './browser.ts';

const [folder = '/tmp/amt-screens', ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const pages = documents();
const { origin, server } = await serve(pages);
const browser = await launchBrowser();
for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
    for (const name of Object.keys(pages).filter((name) => wanted.length === 0 || wanted.includes(name))) {
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && process.stderr.write(`${name}: ${message.text()}\n`));
      await page.goto(`${origin}/${name}`);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
server.close();
