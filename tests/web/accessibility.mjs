// axe-core on pages of every kind, in light and dark and at phone width: no violation.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

import { finish, site, withBrowser } from './lib/check.mjs';
import { samples } from './lib/site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Light at desktop width shows all there is; dark differs by its colours, a phone by its layout.
const DESKTOP = { width: 1440, height: 900 };
const LOOKS = [
  { name: 'light', every: true, look: { colorScheme: 'light', viewport: DESKTOP } },
  { name: 'dark', every: false, look: { colorScheme: 'dark', viewport: DESKTOP } },
  { name: 'narrow', every: false, look: { colorScheme: 'light', viewport: { width: 390, height: 844 } } },
];

const { pages } = site();
const kinds = samples(pages);
const problems = [];
let looked = 0;

async function look(browser, { name, every, look: how }) {
  // The pages' own policy forbids foreign scripts; the checker is one.
  const context = await browser.newContext({ ...how, bypassCSP: true });
  const tab = await context.newPage();
  for (const { kind, pages: some } of kinds) {
    for (const page of every ? some : some.slice(0, 1)) {
      await tab.goto(page.url);
      await tab.evaluate(axe);
      // Nothing is preloaded: a page opened from a file cannot ask for its stylesheets again.
      const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
      for (const { id, help, nodes } of violations) {
        const first = nodes[0];
        problems.push(`${page.file} (${kind}, ${name}): ${id}: ${help}; ${nodes.length} times, first ${first.target.join(' ')}: ${first.html.slice(0, 160)}${why(first)}`);
      }
      looked += 1;
    }
  }
  await context.close();
}

await withBrowser((browser) => Promise.all(LOOKS.map((one) => look(browser, one))));
finish(`axe-core: ${kinds.length} kinds of page (${kinds.map(({ kind }) => kind).join(', ')}), ${looked} looks`, problems);

/** What axe measured, such as the contrast it found. */
function why(node) {
  const [check] = [...node.any, ...node.all, ...node.none];
  return check ? ` (${check.message})` : '';
}
