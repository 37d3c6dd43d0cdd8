// What every check shares: its arguments, its browser, and how it says what it found.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { readSite } from './site.mjs';

/** The site named on the command line. */
export function site() {
  const root = process.argv[2];
  if (!root) {
    console.error(`usage: node ${process.argv[1]} SITE`);
    process.exit(2);
  }
  return { root, pages: readSite(root) };
}

/** Ends the check: what was looked at, and every problem. */
export function finish(looked, problems) {
  for (const problem of problems) console.error(`  ${problem}`);
  console.log(problems.length ? `${looked}: ${problems.length} problems` : `${looked}: no problem`);
  process.exitCode = problems.length ? 1 : 0;
}

/** Runs `work` with one browser, which is closed whatever happens. */
export async function withBrowser(work) {
  const named = process.env.CHROMIUM;
  const path = named || (process.env.PATH || '').split(':')
    .flatMap((dir) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(dir, name)))
    .find((file) => existsSync(file));
  if (!path) throw new Error('no Chromium found (set CHROMIUM to its path)');
  const browser = await chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND'],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
