/* Search: the query by the rule of src/render/search (held by tests/search-vectors.json), and the page around it. */
(function () {
  'use strict';

  /* ---- tokens ---- */

  function normalise(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (c) {
      return String.fromCharCode(c.charCodeAt(0) - 0xfee0);
    }).replace(/[\u3000\t\n\r\u00a0]/g, ' ').replace(/[A-Z]/g, function (c) { return c.toLowerCase(); });
  }

  var RUNS = /[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fa1f}]+|[a-z0-9]+/gu;

  function tokens(text) {
    var found = [];
    (normalise(text).match(RUNS) || []).forEach(function (run) {
      var signs = Array.from(run);
      if (signs.length === 1 || isLatin(run[0])) { found.push(run); return; }
      for (var i = 1; i < signs.length; i++) found.push(signs[i - 1] + signs[i]);
    });
    return found;
  }

  function isLatin(c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

  /* ---- what matches ---- */

  /* Where a word stands in a normal text; a latin word only where one begins. */
  function inThis(text, word) {
    for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (at === 0 || !isLatin(word[0]) || !isLatin(text[at - 1])) return at;
    }
    return -1;
  }

  /* The characters, [from, to], that may be typed as `word`: each by a reading or its initial, the last by any beginning. */
  function byPinyin(text, word, readings) {
    if (!/^[a-z]+$/.test(word)) return null;
    for (var start = 0; start < text.length; start++) {
      var end = typed(text, start, word, readings);
      if (end) return [start, end];
    }
    return null;
  }

  function typed(text, at, rest, readings) {
    var all = readings[text[at]];
    if (!all) return 0;
    var i;
    for (i = 0; i < all.length; i++) if (all[i].lastIndexOf(rest, 0) === 0) return at + 1;
    for (i = 0; i < all.length; i++) {
      var parts = [all[i], all[i][1] === 'h' ? all[i].slice(0, 2) : all[i], all[i][0]];
      for (var p = 0; p < 3; p++) {
        if (rest.lastIndexOf(parts[p], 0) !== 0) continue;
        var end = typed(text, at + 1, rest.slice(parts[p].length), readings);
        if (end) return end;
      }
    }
    return 0;
  }

  /* The first letter, and the first two, of everything a title may be typed as. */
  function beginnings(title, readings, add) {
    for (var i = 0; i < title.length; i++) {
      var these = readings[title[i]] || [], next = readings[title[i + 1]] || [];
      for (var r = 0; r < these.length; r++) {
        add(these[r][0]);
        if (these[r].length > 1) add(these[r].slice(0, 2));
        for (var n = 0; n < next.length; n++) add(these[r][0] + next[n][0]);
      }
    }
  }

  /* Documents {kind, title, text, place, year, …} made ready: normal texts, and for each pair where it occurs. */
  function prepare(documents, readings) {
    var pairs = new Map(), places = {};
    documents.forEach(function (doc, at) {
      if (places[doc.place] === undefined) places[doc.place] = normalise(doc.place);
      doc.inTitle = normalise(doc.title);
      doc.inText = normalise(doc.text);
      doc.inPlace = places[doc.place];
      function add(key) {
        var list = pairs.get(key);
        if (!list) pairs.set(key, [at]);
        else if (list[list.length - 1] !== at) list.push(at);
      }
      tokens(doc.title + ' ' + doc.text).forEach(function (token) {
        if (isLatin(token[0])) { add(token[0]); if (token.length > 1) add(token.slice(0, 2)); }
        else add(token);
      });
      beginnings(doc.inTitle, readings, add);
    });
    var names = Object.keys(places).map(function (name) { return places[name]; });
    return { documents: documents, readings: readings, pairs: pairs, places: names };
  }

  /* The documents that may match: those of the rarest pair of the words that no place answers for; null for all. */
  function candidates(index, words) {
    var best = null;
    words.forEach(function (word) {
      if (index.places.some(function (place) { return inThis(place, word) >= 0; })) return;
      var keys = /^[a-z0-9]+$/.test(word) ? [word.slice(0, 2)] : tokens(word).filter(function (token) {
        return Array.from(token).length > 1 && !isLatin(token[0]);
      });
      keys.forEach(function (token) {
        var list = index.pairs.get(token) || [];
        if (!best || list.length < best.length) best = list;
      });
    });
    return best;
  }

  /* Every match, best first: title before text, by kind, by how well it sits, newer years first. */
  function find(index, query) {
    var words = normalise(query).split(' ').filter(Boolean);
    if (!words.length) return [];
    var some = candidates(index, words), hits = [];
    var length = some ? some.length : index.documents.length;
    for (var i = 0; i < length; i++) {
      var at = some ? some[i] : i, hit = rate(index, index.documents[at], words);
      if (hit) { hit.at = at; hits.push(hit); }
    }
    hits.sort(function (a, b) {
      return a.field - b.field || a.doc.kind - b.doc.kind || a.quality - b.quality || b.doc.year - a.doc.year || a.at - b.at;
    });
    return hits;
  }

  function rate(index, doc, words) {
    var inTitle = false, inText = false, worst = 0, titleMarks = [], textMarks = [];
    for (var i = 0; i < words.length; i++) {
      var word = words[i], at = inThis(doc.inTitle, word), quality, typedAs;
      if (at >= 0) {
        quality = doc.inTitle.length === word.length ? 0 : at === 0 ? 1 : 2;
        titleMarks.push([at, at + word.length]);
      } else if ((typedAs = byPinyin(doc.inTitle, word, index.readings))) {
        quality = typedAs[0] === 0 ? 3 : 4;
        titleMarks.push(typedAs);
      } else if ((at = inThis(doc.inText, word)) >= 0) {
        inText = true;
        textMarks.push([at, at + word.length]);
        continue;
      } else if (inThis(doc.inPlace, word) >= 0) {
        continue;
      } else {
        return null;
      }
      inTitle = true;
      worst = Math.max(worst, quality);
    }
    if (!inTitle && !inText) return null;
    return { doc: doc, field: inTitle ? 0 : 1, quality: inTitle ? worst : 9, title: titleMarks, text: textMarks };
  }

  /* The index as the build writes it → documents and readings. */
  function unpack(written) {
    var documents = [], readings = {};
    written.places.forEach(function (place) {
      place.entries.forEach(function (line) {
        var parts = line.split('\t'), file = parts[2].split('#');
        documents.push({
          kind: Number(parts[0]), title: parts[1], text: parts[3] || '', place: place.name, year: place.year,
          url: place.base + file[0] + '.html' + (file[1] ? '#' + file[1] : '')
        });
      });
    });
    Object.keys(written.pinyin).forEach(function (reading) {
      Array.from(written.pinyin[reading]).forEach(function (c) { (readings[c] = readings[c] || []).push(reading); });
    });
    return prepare(documents, readings);
  }

  window.tongbaoFind = { normalise: normalise, tokens: tokens, byPinyin: byPinyin, prepare: prepare, find: find, unpack: unpack };

  /* ---- the page ---- */

  var form = typeof document === 'undefined' ? null : document.getElementById('search');
  if (!form || !window.tongbaoSearch) return;
  var KINDS = ['对象', '指标', '条款', '问题', '网页'], SHOWN = 50;
  var index = unpack(window.tongbaoSearch);
  var field = document.getElementById('q'), list = document.getElementById('found');
  var count = document.getElementById('count'), ways = document.getElementById('ways');

  /* Text with marks, cut around the first one where it is long. */
  function marked(into, text, marks, longest) {
    marks = marks.slice().sort(function (a, b) { return a[0] - b[0]; });
    var from = marks.length && marks[0][0] > longest / 2 ? marks[0][0] - Math.floor(longest / 3) : 0;
    var to = Math.min(text.length, from + longest), at = from;
    if (from) into.appendChild(document.createTextNode('…'));
    marks.forEach(function (mark) {
      var start = Math.max(mark[0], at), end = Math.min(mark[1], to);
      if (start >= end) return;
      into.appendChild(document.createTextNode(text.slice(at, start)));
      element(into, 'mark', '', text.slice(start, end));
      at = end;
    });
    into.appendChild(document.createTextNode(text.slice(at, to) + (to < text.length ? '…' : '')));
  }

  function element(into, name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    into.appendChild(made);
    return made;
  }

  function show() {
    var query = field.value.trim(), hits = find(index, query);
    list.textContent = '';
    ways.hidden = query !== '';
    hits.slice(0, SHOWN).forEach(function (hit) {
      var link = element(element(list, 'li'), 'a');
      link.href = hit.doc.url;
      marked(element(link, 'b'), hit.doc.title, hit.title, 80);
      element(link, 'span', 'kind', KINDS[hit.doc.kind]);
      element(link, 'span', 'at', hit.doc.place);
      if (hit.doc.text) marked(element(link, 'span', 'text'), hit.doc.text, hit.text, 120);
    });
    if (!query) count.textContent = '';
    else if (!hits.length) count.textContent = '没有找到。可以换一个词，或只写其中几个字。';
    else count.textContent = '找到' + hits.length + '条' + (hits.length > SHOWN ? '，列出前' + SHOWN + '条' : '');
  }

  /* #q=… holds the query, so that a search can be passed on. */
  function read() {
    var found = /^#q=(.*)$/.exec(location.hash), query = '';
    try { query = found ? decodeURIComponent(found[1].replace(/\+/g, ' ')) : ''; } catch (error) { query = ''; }
    if (query !== field.value.trim()) field.value = query;
    show();
  }

  function write() {
    var query = field.value.trim();
    var address = location.href.split('#')[0] + (query ? '#q=' + encodeURIComponent(query) : '');
    try { history.replaceState(null, '', address); } catch (error) { /* some browsers refuse it on file:// */ }
    show();
  }

  function move(by) {
    var links = Array.from(list.querySelectorAll('a')), at = links.indexOf(document.activeElement) + by;
    if (at < 0) field.focus();
    else if (at < links.length) links[at].focus();
  }

  form.hidden = false;
  field.addEventListener('input', write);
  window.addEventListener('hashchange', read);
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    var first = list.querySelector('a');
    if (first) location.href = first.href;
  });
  document.addEventListener('keydown', function (event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    var at = document.activeElement, inside = at === field || list.contains(at);
    if (event.key === '/' && at !== field) { field.focus(); field.select(); }
    else if (event.key === 'ArrowDown' && inside) move(1);
    else if (event.key === 'ArrowUp' && inside && at !== field) move(-1);
    else if (event.key === 'Escape' && inside) { field.value = ''; field.focus(); write(); }
    else return;
    event.preventDefault();
  });
  read();
  if (!/^#q=/.test(location.hash)) field.focus();
}());
