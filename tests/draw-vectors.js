// Runs the vectors of draws against the script of the theme; gives a line for each that fails.
// eslint-disable-next-line no-unused-vars
function drawVectors(vectors, draw) {
  "use strict";
  var wrong = [];
  function hex(bytes) {
    return Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }
  function bytes(text) {
    return new Uint8Array((text.match(/../g) || []).map(function (pair) { return parseInt(pair, 16); }));
  }
  function expect(what, found, wanted) {
    var one = JSON.stringify(found), other = JSON.stringify(wanted);
    if (one !== other) wrong.push(what + ": " + one + " instead of " + other);
  }
  vectors.sha256.forEach(function (of) {
    expect("SHA-256 of " + of.repeat + " × " + of.text, hex(draw.sha256(new TextEncoder().encode(of.text.repeat(of.repeat)))), of.digest);
  });
  vectors.words.forEach(function (of) {
    var stream = draw.stream(bytes(of.key));
    for (var i = 0; i < of.skip; i++) stream.word();
    expect("words of " + of.key, of.words.map(function () { return stream.word(); }), of.words);
  });
  vectors.below.forEach(function (of) {
    var stream = draw.stream(bytes(of.key));
    expect("numbers below " + of.n, of.numbers.map(function () { return stream.below(of.n); }), of.numbers);
  });
  vectors.orders.forEach(function (of) {
    expect("order of " + of.seed + " " + of.of, draw.order(of.seed, of.of, of.size, of.count), of.order);
  });
  return wrong;
}
