// Draws by lot, worked out again by the reader (docs/DRAW.md): SHA-256, ChaCha20 and a shuffle. The browser's own
// SHA-256 cannot be used: pages opened from a file have none. Held by tests/draw-vectors.json like the Rust side.
(function () {
  "use strict";

  // --- SHA-256 (FIPS 180-4)

  var START = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  ];
  var ROUND = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  ];

  function right(word, by) {
    return (word >>> by) | (word << (32 - by));
  }

  function sha256(bytes) {
    var blocks = Math.ceil((bytes.length + 9) / 64);
    var padded = new Uint8Array(blocks * 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    var view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(padded.length - 4, bytes.length << 3);
    var hash = new Uint32Array(START);
    var w = new Uint32Array(64);
    for (var block = 0; block < blocks; block++) {
      var i;
      for (i = 0; i < 16; i++) w[i] = view.getUint32(block * 64 + i * 4);
      for (i = 16; i < 64; i++) {
        var early = right(w[i - 15], 7) ^ right(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        var late = right(w[i - 2], 17) ^ right(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = w[i - 16] + early + w[i - 7] + late;
      }
      var a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7];
      for (i = 0; i < 64; i++) {
        var one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + w[i]) >>> 0;
        var two = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
        h = g; g = f; f = e; e = (d + one) >>> 0;
        d = c; c = b; b = a; a = (one + two) >>> 0;
      }
      [a, b, c, d, e, f, g, h].forEach(function (word, at) { hash[at] += word; });
    }
    var digest = new Uint8Array(32);
    var out = new DataView(digest.buffer);
    hash.forEach(function (word, at) { out.setUint32(at * 4, word); });
    return digest;
  }

  // --- ChaCha20 (RFC 8439), nonce 0, counter from 0, as a source of 32-bit words

  function left(word, by) {
    return (word << by) | (word >>> (32 - by));
  }

  function quarter(s, a, b, c, d) {
    s[a] += s[b]; s[d] = left(s[d] ^ s[a], 16);
    s[c] += s[d]; s[b] = left(s[b] ^ s[c], 12);
    s[a] += s[b]; s[d] = left(s[d] ^ s[a], 8);
    s[c] += s[d]; s[b] = left(s[b] ^ s[c], 7);
  }

  function block(key, counter) {
    var start = new Uint32Array(16);
    start.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
    var view = new DataView(key.buffer, key.byteOffset, 32);
    for (var i = 0; i < 8; i++) start[4 + i] = view.getUint32(i * 4, true);
    start[12] = counter;
    var s = new Uint32Array(start);
    for (var round = 0; round < 10; round++) {
      quarter(s, 0, 4, 8, 12); quarter(s, 1, 5, 9, 13); quarter(s, 2, 6, 10, 14); quarter(s, 3, 7, 11, 15);
      quarter(s, 0, 5, 10, 15); quarter(s, 1, 6, 11, 12); quarter(s, 2, 7, 8, 13); quarter(s, 3, 4, 9, 14);
    }
    for (var at = 0; at < 16; at++) s[at] += start[at];
    return s;
  }

  // The words of a key, and numbers below n, each as likely as the others.
  function stream(key) {
    var counter = 0, given = 16, words = null;
    function word() {
      if (given === 16) {
        words = block(key, counter++);
        given = 0;
      }
      return words[given++];
    }
    function below(n) {
      var limit = 4294967296 - 4294967296 % n;
      for (;;) {
        var next = word();
        if (next < limit) return next % n;
      }
    }
    return { word: word, below: below };
  }

  // --- the draw

  function key(seed, of) {
    return sha256(new TextEncoder().encode([seed].concat(of).join("\u001f")));
  }

  // The positions, from 0, of the first `count` units drawn out of `size`.
  function order(seed, of, size, count) {
    var numbers = stream(key(seed, of));
    var positions = [];
    for (var i = 0; i < size; i++) positions.push(i);
    for (var at = 0; at < Math.min(count, size); at++) {
      var chosen = at + numbers.below(size - at);
      var kept = positions[at];
      positions[at] = positions[chosen];
      positions[chosen] = kept;
    }
    return positions.slice(0, Math.min(count, size));
  }

  // Draws a group as it is recorded: {of, frame (names, or how many), take, drawn, reserve}.
  function draw(seed, group) {
    var named = typeof group.frame !== "number";
    var size = named ? group.frame.length : group.frame;
    var units = order(seed, group.of, size, group.take + group.reserve.length).map(function (at) {
      return named ? group.frame[at] : String(at + 1);
    });
    return { drawn: units.slice(0, group.take), reserve: units.slice(group.take) };
  }

  window.tongbaoDraw = { sha256: sha256, block: block, stream: stream, order: order, draw: draw };
  if (typeof document === "undefined") return;

  // --- the page

  function element(name, text, className) {
    var made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function same(one, other) {
    return one.length === other.length && one.every(function (unit, at) { return unit === other[at]; });
  }

  function ready(form) {
    var table = document.getElementById(form.getAttribute("data-table"));
    var field = form.querySelector("input");
    var told = form.querySelector("[role=status]");
    var rows = null;

    // The column stands beside the names, where a phone shows it, and only once there is something in it.
    function columns() {
      var head = element("th", "重算");
      head.scope = "col";
      table.tHead.rows[0].insertBefore(head, table.tHead.rows[0].cells[1]);
      rows = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
        var cell = row.insertBefore(document.createElement("td"), row.cells[1]);
        return { cell: cell, group: JSON.parse(row.getAttribute("data-group")) };
      });
    }

    function again() {
      var seed = field.value.trim();
      if (!seed) {
        told.textContent = "请写上种子。";
        return;
      }
      if (!rows) columns();
      var different = 0;
      rows.forEach(function (row) {
        var group = row.group;
        var result = draw(seed, group);
        var agrees = same(result.drawn, group.drawn) && same(result.reserve, group.reserve);
        row.cell.textContent = "";
        row.cell.appendChild(element("b", agrees ? "✓ 一致" : "≠ 不同", agrees ? "same" : "other"));
        if (agrees) return;
        different++;
        row.cell.appendChild(element("span", "抽中：" + result.drawn.join("、"), "line"));
        if (result.reserve.length) row.cell.appendChild(element("span", "备选：" + result.reserve.join("、"), "line"));
      });
      var recorded = seed === form.getAttribute("data-seed") ? "用记录的种子" : "用另一个种子“" + seed + "”";
      told.textContent = recorded + "重算了" + rows.length + "组：" +
        (different ? different + "组与记录不同。" : "全部与记录一致。");
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      again();
    });
    form.hidden = false;
    if (location.hash === "#again") again();
  }

  Array.prototype.forEach.call(document.querySelectorAll("form.again"), ready);
})();
