// Pictures of a page of every kind, to look at: three widths, dark, and paper. Nothing is compared.
//
//   node screenshots.mjs SITE FOLDER

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { finish, site, withBrowser } from './lib/check.mjs';
import { samples } from './lib/site.mjs';

const LOOKS = [
  { name: '1440', viewport: { width: 1440, height: 900 } },
  { name: '1024', viewport: { width: 1024, height: 768 } },
  { name: '390', viewport: { width: 390, height: 844 } },
  { name: 'dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
];
// The most a picture is high, and the most sheets of a page are drawn.
const HIGH = 12000;
const SHEETS = 6;

const folder = process.argv[3];
if (!folder) {
  console.error(`usage: node ${process.argv[1]} SITE FOLDER`);
  process.exit(2);
}
const { pages } = site();
const kinds = samples(pages);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const problems = [];
let taken = 0;

async function screen(browser, { name, ...how }) {
  const context = await browser.newContext(how);
  const tab = await context.newPage();
  for (const { kind, pages: [page] } of kinds) {
    await tab.goto(page.url);
    const { high, wide } = await tab.evaluate(() => ({
      high: document.documentElement.scrollHeight,
      wide: document.documentElement.scrollWidth,
    }));
    // What is too wide scrolls inside its own box, never the page.
    if (wide > how.viewport.width) problems.push(`${page.file}: ${wide} px wide at ${name}`);
    const clip = { x: 0, y: 0, width: how.viewport.width, height: Math.min(high, HIGH) };
    await tab.screenshot({ path: join(folder, `${kind}-${name}.png`), fullPage: true, clip });
    taken += 1;
  }
  await context.close();
}

async function paper(browser) {
  const tab = await browser.newPage();
  for (const { kind, pages: [page] } of kinds) {
    await tab.goto(page.url);
    const pdf = join(folder, `${kind}-print.pdf`);
    await tab.pdf({ path: pdf, preferCSSPageSize: true });
    const drawn = spawnSync('pdftoppm', ['-png', '-r', '60', '-l', String(SHEETS), pdf, join(folder, `${kind}-print`)]);
    if (drawn.status !== 0) problems.push(`${page.file}: its sheets were not drawn: ${drawn.error || drawn.stderr}`);
    taken += 1;
  }
}

await withBrowser((browser) => Promise.all([...LOOKS.map((look) => screen(browser, look)), paper(browser)]));
finish(`Pictures in ${folder}: ${kinds.length} kinds of page, ${taken} pictures`, problems);
