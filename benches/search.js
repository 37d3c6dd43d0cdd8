/* Times the theme's search script: node search.js THE-THEMES-search.js A-BUILDS-search-index.js
   Queries are taken from the index itself: parts of titles and texts, initials, pinyin, single letters and characters,
   two words, and what is not there. Prints median and worst time of each kind; nothing is asserted. */
'use strict';
const SHOWN = 50, TIMES = 10;
const fs = require('fs'), vm = require('vm');
const { performance } = require('perf_hooks');
const [script, written] = process.argv.slice(2).map(function (file) { return fs.readFileSync(file, 'utf8'); });
const window = {};
const world = vm.createContext({ window: window });

let at = performance.now();
vm.runInContext(written, world);
const parsed = performance.now() - at;
vm.runInContext(script, world);
const search = window.tongbaoFind;
at = performance.now();
const index = search.unpack(window.tongbaoSearch);
const unpacked = performance.now() - at;

/* Evenly spread over the entries, so that each kind of entry is asked for. */
function spread(count, of) {
  const step = Math.max(1, Math.floor(index.documents.length / count)), found = [];
  for (let i = 0; i < index.documents.length && found.length < count; i += step) {
    const query = of(index.documents[i]);
    if (query) found.push(query);
  }
  return found;
}

function spelt(title, whole) {
  return Array.from(title).slice(0, 3).map(function (c) {
    const readings = index.readings[c];
    return readings ? (whole ? readings[0] : readings[0][0]) : '';
  }).join('');
}

const kinds = {
  'title, two characters': spread(60, function (doc) { return doc.title.slice(0, 2); }),
  'title, whole': spread(60, function (doc) { return doc.title; }),
  'text, three characters': spread(60, function (doc) { return doc.text.slice(2, 5); }),
  'initials': spread(60, function (doc) { return spelt(doc.title, false); }),
  'pinyin': spread(60, function (doc) { return spelt(doc.title, true); }),
  'one letter': 'abcdefghjklmnopqrstwxyz'.split(''),
  'one character': spread(40, function (doc) { return doc.title[0]; }),
  'two words': spread(60, function (doc) { return doc.title.slice(0, 2) + ' ' + doc.text.slice(0, 2); }),
  'not there': ['龘龘', 'qqqq', '没有的词', '9999999']
};
/* Wall time, as a reader waits for it. */
function waited(query) {
  const start = performance.now();
  search.find(index, query, SHOWN);
  return performance.now() - start;
}

/* The processor's own time, the mean of several: what else the machine does at the moment does not count. */
function worked(query) {
  const start = process.cpuUsage();
  for (let i = 0; i < TIMES; i++) search.find(index, query, SHOWN);
  return process.cpuUsage(start).user / 1000 / TIMES;
}

console.log(index.documents.length + ' entries; script read in ' + parsed.toFixed(0) + ' ms, made ready in ' + unpacked.toFixed(0) + ' ms');
Object.keys(kinds).forEach(function (kind) {
  const first = kinds[kind].map(waited);
  const again = kinds[kind].map(worked).sort(function (a, b) { return a - b; });
  console.log(kind + ': median ' + again[again.length >> 1].toFixed(2) + ' ms, worst ' + again[again.length - 1].toFixed(2) +
    ' ms; waited the first time, at worst ' + Math.max.apply(null, first).toFixed(2) + ' ms');
});
