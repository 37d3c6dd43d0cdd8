/* Runs tests/search-vectors.json against assets/search.js: gives what differs, one line each. */
function searchVectors(vectors, readings, search) {
  'use strict';
  var wrong = [];
  function same(name, got, wanted) {
    if (JSON.stringify(got) !== JSON.stringify(wanted)) {
      wrong.push(name + ': ' + JSON.stringify(got) + ', not ' + JSON.stringify(wanted));
    }
  }
  vectors.tokens.forEach(function (of) {
    same('normal ' + of.text, search.normalise(of.text), of.normal);
    same('tokens ' + of.text, search.tokens(of.text), of.tokens);
  });
  vectors.pinyin.forEach(function (of) {
    same('pinyin ' + of.title + ' ' + of.word, search.byPinyin(search.normalise(of.title), of.word, readings), of.hit);
  });
  var index = search.prepare(vectors.documents, readings);
  vectors.queries.forEach(function (of) {
    same('query ' + of.query, search.find(index, of.query).map(function (hit) { return hit.at; }), of.found);
  });
  return wrong;
}
