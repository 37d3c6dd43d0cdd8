// The built site as the checks see it: its pages, by kind, and the files each page loads.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Every page of the site below `root`. */
export function readSite(root) {
  const files = readdirSync(root, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.html') && !file.split('/').some((part) => part.startsWith('.')))
    .sort();
  if (!files.length) throw new Error(`no page below ${root}`);
  return files.map((file) => new Page(root, file));
}

/** A page: its text and what its head and body say about it. */
export class Page {
  constructor(root, file) {
    this.root = root;
    this.file = file;
    this.path = join(root, file);
    this.url = pathToFileURL(resolve(this.path)).href;
    this.text = readFileSync(this.path, 'utf8');
    // Every page names its kind, so that a kind added later is checked without being named here.
    const kind = /<body\b[^>]*\bclass="[^"]*\bp-([a-z-]+)/.exec(this.text);
    if (!kind) throw new Error(`${file}: <body> names no kind of page (class="p-…")`);
    this.kind = kind[1];
    this.bytes = Buffer.byteLength(this.text);
  }

  /** The tags of this name, as written. */
  tags(name) {
    return this.text.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) || [];
  }

  /** The stylesheets and scripts it loads, as paths below the site's root. */
  loads() {
    const named = [...this.tags('link').filter((tag) => /rel="stylesheet"/.test(tag)), ...this.tags('script')];
    return named.map((tag) => {
      const address = /\b(?:href|src)="([^"]*)"/.exec(tag);
      if (!address) throw new Error(`${this.file}: ${tag} loads nothing`);
      return relative(this.root, join(this.root, dirname(this.file), address[1]));
    });
  }
}

/** The register of kinds, as `cargo run --example kinds` prints it into the file that KINDS names. */
export function registered() {
  const file = process.env.KINDS;
  if (!file) throw new Error('KINDS names no file (cargo run --example kinds > FILE)');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Pages that stand for each kind: the largest, which shows the most parts, and the smallest, which shows what is said
 * when parts are missing.
 */
export function samples(pages) {
  const kinds = new Map();
  for (const page of pages) {
    if (!kinds.has(page.kind)) kinds.set(page.kind, []);
    kinds.get(page.kind).push(page);
  }
  const missing = registered().filter(({ name }) => !kinds.has(name));
  if (missing.length) throw new Error(`no page of ${missing.map(({ name }) => name).join(', ')}`);
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, of]) => {
    const bySize = of.slice().sort((a, b) => b.bytes - a.bytes);
    return { kind, pages: [...new Set([bySize[0], bySize[bySize.length - 1]])] };
  });
}
