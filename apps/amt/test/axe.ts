import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on the page, in light with all its rules and in dark with those that look at colours. */
export async function axeFindings(page: Page): Promise<string[]> {
  // The policy of the house forbids scripts from outside, so axe comes through the debugger.
  await page.evaluate(`${source};0`);
  const light = await run(page, `{ runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] }`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  const dark = await run(
    page,
    "{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, resultTypes: ['violations'] }",
  );
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light.map((finding) => `light: ${finding}`), ...dark.map((finding) => `dark: ${finding}`)];
}

async function run(page: Page, options: string): Promise<string[]> {
  const result = await page.evaluate<AxeResult>(`axe.run(document, ${options})`);
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 240) ?? ''}`),
  );
}

/** A change of colours glides, from the outer elements to those within, each beginning with the next frame. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const gliding = () => document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await frame();
    for (let rounds = 0; rounds < 10 && gliding().length > 0; rounds++) {
      await Promise.allSettled(gliding().map((transition) => transition.finished));
      await frame();
    }
  })()`);
}
