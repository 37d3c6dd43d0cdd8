// The way through the site with the keyboard alone, by real key events.

import { finish, site, withBrowser } from './lib/check.mjs';
import { samples } from './lib/site.mjs';

// So many stops of Tab are followed on a page.
const STOPS = 120;

const { pages } = site();
const kinds = samples(pages);
const problems = [];
let looked = 0;

/** The largest page of a kind for which `has` holds. */
function pageOf(kind, has = () => true) {
  const found = pages.filter((page) => page.kind === kind && has(page)).sort((a, b) => b.bytes - a.bytes)[0];
  if (!found) problems.push(`no page of kind ${kind} to walk through`);
  return found;
}

/** Notes a problem unless `holds`. */
function expect(holds, page, words) {
  looked += 1;
  if (!holds) problems.push(`${page.file}: ${words}`);
  return holds;
}

/** What has the focus, and whether a reader sees that it has. */
function focus(tab) {
  return tab.evaluate(() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    return {
      tag: at.tagName.toLowerCase(),
      id: at.id,
      words: (at.getAttribute('aria-label') || at.textContent || '').trim().slice(0, 40),
      outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
      inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
      main: !!at.closest('main'),
      heat: !!at.closest('.heat'),
      sort: at.classList.contains('sort') && !!at.closest('table'),
      filter: !!at.closest('.filter'),
      found: !!at.closest('#found'),
    };
  });
}

/** Presses Tab until `is` holds of what has the focus. */
async function tabTo(tab, is, most = 400) {
  for (let stop = 0; stop < most; stop += 1) {
    await tab.keyboard.press('Tab');
    const at = await focus(tab);
    if (is(at)) return at;
  }
  return null;
}

/** Every stop of Tab on a page shows its focus and lies in view; the first skips to the text. */
async function stops(tab, page) {
  await tab.goto(page.url);
  await tab.evaluate(() => document.activeElement.blur());
  for (let stop = 0; stop < STOPS; stop += 1) {
    await tab.keyboard.press('Tab');
    const at = await focus(tab);
    if (at.tag === 'body' || at.tag === 'html') break;
    const named = `${at.tag} “${at.words}”`;
    if (!expect(at.outline, page, `the focus on ${named} is not seen`)) break;
    if (!expect(at.inside, page, `the focus is on ${named}, which is not in view`)) break;
  }
}

async function skip(tab, page) {
  await tab.goto(page.url);
  await tab.keyboard.press('Tab');
  const first = await focus(tab);
  // A page that is for searching puts the focus into its text by itself.
  if (first.main) return;
  await tab.keyboard.press('Enter');
  expect(/#main$/.test(tab.url()), page, 'the first stop does not lead to the text');
}

async function search(tab, page) {
  await tab.goto(page.url);
  await tab.evaluate(() => document.activeElement.blur());
  await tab.keyboard.press('/');
  const field = await focus(tab);
  if (!expect(field.tag === 'input', page, '/ does not lead to the field')) return;
  await tab.keyboard.type('gz');
  const links = await tab.locator('#found a').count();
  if (!expect(links > 1, page, '“gz” finds nothing')) return;
  await tab.keyboard.press('ArrowDown');
  const first = await focus(tab);
  expect(first.found && first.outline, page, 'ArrowDown does not lead into the results, or the focus is not seen');
  await tab.keyboard.press('ArrowDown');
  const second = await focus(tab);
  expect(second.found && second.words !== first.words, page, 'a second ArrowDown does not lead on');
  await tab.keyboard.press('ArrowUp');
  expect((await focus(tab)).words === first.words, page, 'ArrowUp does not lead back');
  await tab.keyboard.press('ArrowUp');
  expect((await focus(tab)).tag === 'input', page, 'ArrowUp from the first result does not lead to the field');
  const goal = await tab.locator('#found a').first().evaluate((link) => link.href);
  await Promise.all([tab.waitForURL((url) => !url.pathname.endsWith('/search.html')), tab.keyboard.press('Enter')]);
  expect(tab.url() === goal, page, `Enter leads to ${tab.url()}, not to the first result`);
}

async function table(tab, page) {
  await tab.goto(page.url);
  const field = await tabTo(tab, (at) => at.filter && at.tag === 'input');
  if (!expect(field && field.outline, page, 'Tab does not reach the field that filters, or the focus is not seen')) return;
  const shown = () => tab.evaluate(() => {
    const rows = [...document.querySelector('table[data-filter]').tBodies[0].rows];
    return rows.filter((row) => !row.hidden).map((row) => row.textContent);
  });
  const before = await shown();
  const word = before[before.length - 1].match(/[\u4e00-\u9fff]{2}/)[0];
  await tab.keyboard.type(word);
  const after = await shown();
  expect(after.length > 0 && after.every((row) => row.includes(word)), page, `typing “${word}” does not filter the table`);
  for (let sign = 0; sign < word.length; sign += 1) await tab.keyboard.press('Backspace');
  expect((await shown()).length === before.length, page, 'an empty field does not show every row');
  const button = await tabTo(tab, (at) => at.sort);
  if (!expect(button && button.outline, page, 'Tab does not reach a head that sorts, or the focus is not seen')) return;
  const sorted = () => tab.evaluate(() => document.activeElement.closest('th').getAttribute('aria-sort'));
  const states = [];
  for (const key of ['Enter', 'Space', 'Enter']) {
    await tab.keyboard.press(key);
    states.push(await sorted());
  }
  expect(String(states) === 'ascending,descending,', page, `Enter, Space, Enter on a head sort ${states}`);
}

async function heat(tab, page) {
  await tab.goto(page.url);
  const cell = await tabTo(tab, (at) => at.heat && at.tag === 'a' && /^\d/.test(at.words));
  if (!expect(cell && cell.outline && cell.inside, page, 'Tab does not reach a cell of the heat map, or the focus is not seen')) return;
  const goal = await tab.evaluate(() => document.activeElement.href);
  await Promise.all([tab.waitForURL(goal), tab.keyboard.press('Enter')]);
  expect(/\.html#/.test(goal), page, `a cell leads to ${goal}, not to its place`);
  expect(await tab.evaluate(() => !!document.querySelector(':target')), page, `${goal} is no place of its page`);
}

await withBrowser(async (browser) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const tab = await context.newPage();
  tab.setDefaultTimeout(10000);
  for (const { pages: some } of kinds) {
    await skip(tab, some[0]);
    await stops(tab, some[0]);
  }
  const walks = [
    [search, pageOf('search')],
    [table, pageOf('ranking', (page) => page.text.includes('data-filter'))],
    [heat, pageOf('ranking', (page) => page.text.includes('class="heat"'))],
  ];
  for (const [walk, page] of walks) {
    // A key that leads nowhere ends its walk, not the others.
    if (page) await walk(tab, page).catch((error) => expect(false, page, error.message.split('\n')[0]));
  }
});
finish(`Keyboard: ${kinds.length} kinds of page walked by Tab, then search, tables and heat map; ${looked} looks`, problems);
