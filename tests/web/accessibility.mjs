// axe-core on pages of every kind, in light and dark, at desktop and phone width: no violation.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

import { finish, site, withBrowser } from './lib/check.mjs';
import { samples } from './lib/site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { name: 'light, narrow', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'dark, narrow', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
];

const { pages } = site();
const kinds = samples(pages);
const problems = [];
let looked = 0;
await withBrowser(async (browser) => {
  for (const { name, ...look } of LOOKS) {
    // The pages' own policy forbids foreign scripts; the checker is one.
    const context = await browser.newContext({ ...look, bypassCSP: true });
    const tab = await context.newPage();
    for (const { kind, pages: some } of kinds) {
      for (const page of some) {
        await tab.goto(page.url);
        await tab.evaluate(axe);
        const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        for (const { id, help, nodes } of violations) {
          const first = nodes[0];
          problems.push(`${page.file} (${kind}, ${name}): ${id}: ${help}; ${nodes.length} times, first ${first.target.join(' ')}: ${first.html.slice(0, 160)}${why(first)}`);
        }
        looked += 1;
      }
    }
    await context.close();
  }
});
finish(`axe-core: ${kinds.length} kinds of page (${kinds.map(({ kind }) => kind).join(', ')}), ${looked} looks`, problems);

/** What axe measured, such as the contrast it found. */
function why(node) {
  const [check] = [...node.any, ...node.all, ...node.none];
  return check ? ` (${check.message})` : '';
}
