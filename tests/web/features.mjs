// No CSS or JavaScript newer than Chromium 78, by browser data, in every stylesheet and script of the site.

import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ESLint } from 'eslint';
import stylelint from 'stylelint';

import { finish, site } from './lib/check.mjs';
import scripts from './eslint.config.mjs';
import styles from './stylelint.config.mjs';

// Both linters want absolute paths, wherever the check is started from.
const root = resolve(site().root);
const here = dirname(fileURLToPath(import.meta.url));
// Every edition carries the same files; those at the root and beside it stand for all.
const found = ['.', 'assets'].flatMap((dir) => readdirSync(join(root, dir)).map((name) => join(dir, name)));
const sheets = found.filter((file) => file.endsWith('.css'));
const programs = found.filter((file) => file.endsWith('.js'));
if (!sheets.length || !programs.length) throw new Error(`no stylesheet or no script below ${root}`);
const problems = [];

const { results } = await stylelint.lint({ files: sheets.map((file) => join(root, file)), config: styles, configBasedir: here, allowEmptyInput: false });
for (const { source, warnings, parseErrors } of results) {
  for (const warning of [...warnings, ...parseErrors]) {
    problems.push(`${source.slice(root.length + 1)}:${warning.line}:${warning.column}: ${warning.text}`);
  }
}

const linter = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: scripts, allowInlineConfig: false });
for (const { filePath, messages } of await linter.lintFiles(programs)) {
  for (const message of messages) {
    problems.push(`${filePath.slice(root.length + 1)}:${message.line}:${message.column}: ${message.message} (${message.ruleId || 'syntax'})`);
  }
}
finish(`Chromium 78: ${sheets.length} stylesheets, ${programs.length} scripts`, problems);
