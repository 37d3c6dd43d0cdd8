// The Nu HTML checker over every page: no error. Its warnings about the policy's 'self' do not apply to files.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

import { finish, site } from './lib/check.mjs';

const { root, pages } = site();
const checker = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const files = pages.map((page) => resolve(page.path));
const done = spawnSync('java', ['-Xss4m', '-jar', checker, '--errors-only', '--exit-zero-always', '--format', 'gnu', ...files], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
if (done.error || done.status !== 0) throw new Error(`the Nu HTML checker did not run: ${done.error || done.stderr}`);
const problems = done.stderr.split('\n').filter(Boolean).map((line) => line.replace(`file:${resolve(root)}/`, ''));
finish(`Nu HTML checker: ${files.length} pages`, problems);
