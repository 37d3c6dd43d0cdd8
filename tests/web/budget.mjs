// What a page weighs and what its first paint waits for.
//
// Counted is what a browser reads to show the page: the page itself, its stylesheets and its scripts, as they lie on the
// disk, since nothing compresses a page opened from a file. There are no images or web fonts. Downloads are not part of
// it: the files behind links, and the scripts that do nothing but save what the page shows as a file.

import { statSync } from 'node:fs';
import { basename, join } from 'node:path';

import { finish, site } from './lib/check.mjs';
import { registered } from './lib/site.mjs';

// As browsers and their tools count a budget.
const KB = 1024;
const DOWNLOADS = ['save.css', 'save.js', 'sheet.js', 'charts.js'];
const LIMITS = Object.fromEntries(registered().filter((kind) => kind.weight).map((kind) => [kind.name, kind.weight * KB]));

const { root, pages } = site();
const problems = [];
const heaviest = new Map();
for (const page of pages) {
  const loaded = page.loads().filter((file) => !DOWNLOADS.includes(basename(file)));
  const rest = loaded.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
  const total = page.bytes + rest;
  if (!(heaviest.get(page.kind)?.total >= total)) heaviest.set(page.kind, { total, html: page.bytes, rest, file: page.file });
  if (total > LIMITS[page.kind]) {
    problems.push(`${page.file}: ${kb(total)}, of which ${kb(page.bytes)} HTML; a page of kind ${page.kind} may weigh ${kb(LIMITS[page.kind])}`);
  }
  // First paint needs no script, and waits for nothing below the head.
  for (const tag of page.tags('script')) {
    if (!/\bsrc="/.test(tag) || !/\sdefer\b/.test(tag)) problems.push(`${page.file}: ${tag} is not deferred`);
  }
  const [head, body] = [page.text.slice(0, page.text.indexOf('<body')), page.text.slice(page.text.indexOf('<body'))];
  if (/<(link|style)\b/.test(body)) problems.push(`${page.file}: a stylesheet stands outside the head`);
  if (/<style\b/.test(head)) problems.push(`${page.file}: styles stand in the page, which its policy forbids`);
  if (/<(img|video|audio|iframe|object|embed)\b/.test(body)) problems.push(`${page.file}: loads something the budget does not count`);
}
for (const kind of Object.keys(LIMITS)) {
  if (!heaviest.has(kind)) problems.push(`no page of kind ${kind}`);
}
for (const [kind, { total, html, rest, file }] of [...heaviest].sort((a, b) => b[1].total - a[1].total)) {
  console.log(`  ${kind}: at most ${kb(total)} (${kb(html)} HTML + ${kb(rest)} styles and scripts), ${file}`);
}
finish(`Weight and first paint: ${pages.length} pages`, problems);

function kb(bytes) {
  return `${(bytes / KB).toFixed(1)} KB`;
}
