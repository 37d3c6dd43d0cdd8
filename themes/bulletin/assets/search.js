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

  /* How a character may be typed: its readings, what may be typed of each before the next character (the whole reading,
     its initial, its first letter), and their first and second letters as bits, by which nearly all are passed over at once. */
  function typing(all) {
    return {
      readings: all,
      parts: all.map(function (reading) {
        var parts = [reading, reading[1] === 'h' ? reading.slice(0, 2) : reading, reading[0]];
        return parts.filter(function (part, at) { return parts.indexOf(part) === at; });
      }),
      first: all.reduce(function (bits, reading) { return bits | bit(reading, 0); }, 0),
      second: all.reduce(function (bits, reading) { return bits | bit(reading, 1); }, 0)
    };
  }

  function bit(word, at) { return at < word.length ? 1 << (word.charCodeAt(at) - 97) : 0; }

  /* The characters, [from, to], that may be typed as `word`: each by a reading or its initial, the last by any beginning. */
  function byPinyin(text, word, readings) {
    if (!/^[a-z]+$/.test(word)) return null;
    var signs = text.split('').map(function (c) { return readings[c] ? typing(readings[c]) : null; });
    return inSigns(signs, word, bit(word, 0), bit(word, 1));
  }

  function inSigns(signs, word, first, second) {
    for (var start = 0; start < signs.length; start++) {
      var sign = signs[start], next = signs[start + 1];
      if (!sign || !(sign.first & first)) continue;
      if (second && !((next ? sign.second | next.first : sign.second) & second)) continue;
      var end = typed(signs, start, word, 0);
      if (end) return [start, end];
    }
    return null;
  }

  function typed(signs, at, word, from) {
    var sign = signs[at];
    if (!sign) return 0;
    var left = word.length - from, i;
    for (i = 0; i < sign.readings.length; i++) {
      if (sign.readings[i].length >= left && word.endsWith(sign.readings[i].slice(0, left))) return at + 1;
    }
    for (i = 0; i < sign.parts.length; i++) {
      for (var p = 0; p < sign.parts[i].length; p++) {
        if (!word.startsWith(sign.parts[i][p], from)) continue;
        var end = typed(signs, at + 1, word, from + sign.parts[i][p].length);
        if (end) return end;
      }
    }
    return 0;
  }

  /* What is looked up by a name of the content has no names of its own: a scheme may be called `constructor`. */

  /* Documents {kind, title, text, place, year, …} made ready: normal texts, the signs of titles as they may be typed, and
     for each pair of Chinese characters where it occurs. */
  function prepare(documents, readings) {
    var pairs = new Map(), places = Object.create(null), signs = Object.create(null);
    Object.keys(readings).forEach(function (c) { signs[c] = typing(readings[c]); });
    documents.forEach(function (doc, at) {
      if (places[doc.place] === undefined) places[doc.place] = normalise(doc.place);
      doc.inTitle = normalise(doc.title);
      doc.inText = normalise(doc.text);
      doc.inPlace = places[doc.place];
      doc.signs = doc.inTitle.split('').map(function (c) { return signs[c] || null; });
      tokens(doc.title + ' ' + doc.text).forEach(function (token) {
        if (isLatin(token[0]) || token.length < 2) return;
        var list = pairs.get(token);
        if (!list) pairs.set(token, [at]);
        else if (list[list.length - 1] !== at) list.push(at);
      });
    });
    var names = Object.keys(places).map(function (name) { return places[name]; });
    return { documents: documents, readings: readings, pairs: pairs, places: names };
  }

  /* The documents that may match: those of the rarest pair of the words that no place answers for; null for all. */
  function candidates(index, words) {
    var best = null;
    words.forEach(function (word) {
      if (index.places.some(function (place) { return inThis(place, word) >= 0; })) return;
      tokens(word).forEach(function (token) {
        if (isLatin(token[0]) || Array.from(token).length < 2) return;
        var list = index.pairs.get(token) || [];
        if (!best || list.length < best.length) best = list;
      });
    });
    return best;
  }

  /* The first `most` matches, all without it, and how many there are as `count`. Best first: title before text, by kind,
     by how well it sits, newer years first. That order is one number for each match, so that thousands sort at once; the
     places to mark are looked for only in what is shown. */
  function find(index, query, most) {
    var words = normalise(query).split(' ').filter(Boolean).map(function (word) {
      var latin = /^[a-z]+$/.test(word);
      return { text: word, first: latin ? bit(word, 0) : 0, second: latin ? bit(word, 1) : 0 };
    });
    var hits = [];
    hits.count = 0;
    if (!words.length) return hits;
    var some = candidates(index, words.map(function (word) { return word.text; }));
    var length = some ? some.length : index.documents.length, orders = new Float64Array(length);
    for (var i = 0; i < length; i++) {
      var at = some ? some[i] : i, doc = index.documents[at], sits = rate(doc, words, null);
      if (sits < 0) continue;
      orders[hits.count] = (((sits >= 9 ? 5 : 0) + doc.kind) * 10 + sits) * 1e4 * EACH + (9999 - doc.year) * EACH + at;
      hits.count += 1;
    }
    orders = orders.subarray(0, hits.count).sort();
    for (i = 0; i < hits.count && !(i >= most); i++) {
      var hit = { at: orders[i] % EACH, title: [], text: [] };
      hit.doc = index.documents[hit.at];
      rate(hit.doc, words, hit);
      hits.push(hit);
    }
    return hits;
  }

  /* More documents than any index has. */
  var EACH = 1048576;

  /* How well all words sit: 0 the whole title, 1 its beginning, 2 inside, 3 and 4 the same in pinyin, 9 in the text only,
     -1 not there. `hit` is given what to mark. */
  function rate(doc, words, hit) {
    var inTitle = false, inText = false, worst = 0;
    for (var i = 0; i < words.length; i++) {
      var word = words[i].text, at = inThis(doc.inTitle, word), quality, typedAs;
      if (at >= 0) {
        quality = doc.inTitle.length === word.length ? 0 : at === 0 ? 1 : 2;
        if (hit) hit.title.push([at, at + word.length]);
      } else if (words[i].first && (typedAs = inSigns(doc.signs, word, words[i].first, words[i].second))) {
        quality = typedAs[0] === 0 ? 3 : 4;
        if (hit) hit.title.push(typedAs);
      } else if ((at = inThis(doc.inText, word)) >= 0) {
        inText = true;
        if (hit) hit.text.push([at, at + word.length]);
        continue;
      } else if (inThis(doc.inPlace, word) >= 0) {
        continue;
      } else {
        return -1;
      }
      inTitle = true;
      worst = Math.max(worst, quality);
    }
    return inTitle ? worst : inText ? 9 : -1;
  }

  /* The index as the build writes it → documents and readings. */
  function unpack(written) {
    var documents = [], readings = Object.create(null);
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
    var query = field.value.trim(), hits = find(index, query, SHOWN);
    list.textContent = '';
    ways.hidden = query !== '';
    hits.forEach(function (hit) {
      var link = element(element(list, 'li'), 'a');
      link.href = hit.doc.url;
      marked(element(link, 'b'), hit.doc.title, hit.title, 80);
      element(link, 'span', 'kind', KINDS[hit.doc.kind]);
      element(link, 'span', 'at', hit.doc.place);
      if (hit.doc.text) marked(element(link, 'span', 'text'), hit.doc.text, hit.text, 120);
    });
    if (!query) count.textContent = '';
    else if (!hits.length) count.textContent = '没有找到。可以换一个词，或只写其中几个字。';
    else count.textContent = '找到' + hits.count + '条' + (hits.count > SHOWN ? '，列出前' + SHOWN + '条' : '');
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
