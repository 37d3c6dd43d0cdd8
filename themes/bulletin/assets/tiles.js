/* The map of tiles shows what is chosen: the grade, the change since last year, or any item's grade and score.
   The data stand in the rows of the map's table, data-c, a cell for each choice; the choice is in the address. Without
   this script the map shows the grades. */
(function () {
  'use strict';
  var picker = document.getElementById('map-pick');
  var figure = document.getElementById('f-map');
  var table = document.getElementById('t-map');
  if (!picker || !figure || !table) return;
  var select = picker.querySelector('select');
  var status = picker.querySelector('[role=status]');
  var title = figure.querySelector('h3'), sub = figure.querySelector('.sub'), note = figure.querySelector('.src');
  var first = { title: title.textContent, sub: sub.textContent };
  var rows = [].slice.call(table.tBodies[0].rows);
  var cells = rows.map(function (row) { return (row.getAttribute('data-c') || '').split('|'); });
  var charts = [].slice.call(figure.querySelectorAll('svg.chart')).map(function (chart) {
    return {
      narrow: chart.parentNode.classList.contains('c-narrow'),
      legend: [].slice.call(chart.querySelectorAll('.tk')),
      tiles: [].slice.call(chart.querySelectorAll('.tl')).map(function (tile) {
        return { element: tile, nodes: [].slice.call(tile.childNodes), box: tile.getAttribute('data-b').split(' ').map(Number) };
      })
    };
  });

  /* What a cell says: its tone or sign, its number, its word. */
  function said(at, row, words) {
    var cell = cells[row][at] || '', gap = cell.indexOf(' ');
    if (gap < 0) return null;
    var kind = cell.slice(0, gap);
    return { kind: kind, text: cell.slice(gap + 1), word: words[kind] || '' };
  }

  function svg(name, attributes, text) {
    var element = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    if (text) element.textContent = text;
    return element;
  }

  function bar(x, y, width, height, className) {
    return svg('path', { d: 'M' + x + ' ' + y + 'h' + width + 'v' + height + 'h' + -width + 'z', 'class': className });
  }

  var signs = { '+': ['rise', '↑ '], '-': ['fall', '↓ '], '=': ['same', '→ '] };

  function draw(tile, says, name, narrow) {
    var x = tile.box[0], y = tile.box[1], width = tile.box[2], height = tile.box[3];
    var small = narrow || width < 84, element = tile.element, sign = says && signs[says.kind];
    var tone = says && says.kind > 0 ? says.kind : 0;
    while (element.firstChild) element.removeChild(element.firstChild);
    var back = bar(x, y, width, height, sign ? sign[0] : tone ? 'ti' + tone : 'dash');
    back.appendChild(svg('title', {}, name + '：' + (says ? [says.word, says.text].join(' ').trim() : '未列入')));
    element.appendChild(back);
    if (sign || tone) element.appendChild(bar(x, y + height - 3, width, 3, sign ? 'foot' : 'fg' + tone));
    var middle = x + width / 2;
    var label = tile.nodes.filter(function (node) { return node.nodeName === 'text'; })[0];
    label = label.cloneNode(true);
    if (small) label.setAttribute('y', y + 16);
    element.appendChild(label);
    var shape = tone && document.querySelector('#g' + tone + ' > *');
    if (shape) {
      shape = shape.cloneNode(true);
      var left = small ? middle - 6 : x + 7;
      shape.setAttribute('transform', 'translate(' + left + ' ' + (small ? y + 20 : y + 36) + ')');
      shape.setAttribute('class', 'fg' + tone);
      element.appendChild(shape);
    }
    var text = says ? (sign ? sign[1] : '') + says.text : '–';
    if (small) {
      element.appendChild(svg('text', { x: middle, y: shape ? y + 45 : y + 38, 'class': 't12 m q' }, sign ? says.text : text));
    } else {
      if (shape && says.word) text = says.word + ' ' + text;
      element.appendChild(svg('text', { x: shape ? x + 22 : x + 8, y: y + 47, 'class': (tone ? 'tg' + tone : 't2') + ' q' }, text));
    }
  }

  /* The chosen item as the column of the table, in place of the grades, and its ends as the finding. */
  function column(at, words, name) {
    [].slice.call(table.querySelectorAll('.chosen')).forEach(function (cell) { cell.parentNode.removeChild(cell); });
    table.classList.toggle('has-chosen', at >= 0);
    if (at < 0) return '';
    var head = document.createElement('th'), least = null, most = null;
    head.className = 'chosen num';
    head.scope = 'col';
    head.textContent = name;
    table.tHead.rows[0].appendChild(head);
    rows.forEach(function (row, position) {
      var says = said(at, position, words), cell = document.createElement('td');
      cell.className = 'chosen num';
      cell.textContent = says ? says.text : '–';
      if (says && says.word) {
        var grade = document.createElement('span');
        grade.className = 'g g' + says.kind;
        grade.textContent = says.word;
        cell.insertBefore(document.createTextNode(' '), cell.firstChild);
        cell.insertBefore(grade, cell.firstChild);
      }
      row.appendChild(cell);
      var number = says ? parseFloat(says.text.replace('−', '-')) : NaN;
      if (isNaN(number)) return;
      var found = { number: number, text: row.cells[0].textContent + ' ' + says.text };
      if (!most || number > most.number) most = found;
      if (!least || number < least.number) least = found;
    });
    if (!most) return name + '：没有数值';
    return name + '：最高' + most.text + '，最低' + least.text;
  }

  function show() {
    var at = select.selectedIndex - 1, option = select.options[select.selectedIndex];
    var words = Object.create(null);
    var group = option.parentNode, chosen = at >= 0;
    if (chosen) {
      group.getAttribute('data-words').split('|').forEach(function (word) {
        var gap = word.indexOf(' ');
        words[word.slice(0, gap)] = word.slice(gap + 1);
      });
    }
    var name = chosen ? option.textContent.replace(/^[\s　]+/, '') : '';
    title.textContent = chosen ? column(at, words, name) : (column(-1), first.title);
    sub.textContent = !chosen ? first.sub
      : group.label + (/\.change$/.test(option.value) ? '：得分之差，箭头和正负号为升降' : '：数字为得分，色块与形状为该项等次') + '；按大致方位排列';
    if (note) note.hidden = chosen;
    status.textContent = chosen ? '图中显示' + group.label + '，' + title.textContent : '图中显示等次';
    charts.forEach(function (chart) {
      chart.legend.forEach(function (element) { element.setAttribute('visibility', chosen ? 'hidden' : 'visible'); });
      chart.tiles.forEach(function (tile, position) {
        if (chosen) {
          draw(tile, said(at, position, words), rows[position].cells[0].textContent, chart.narrow);
          return;
        }
        while (tile.element.firstChild) tile.element.removeChild(tile.element.firstChild);
        tile.nodes.forEach(function (node) { tile.element.appendChild(node); });
      });
    });
  }

  /* #t=map;v=… beside the states of tables, as tables.js writes them. */
  function states() {
    var hash = window.location.hash;
    return hash.indexOf('#t=') === 0 ? hash.slice(3).split(',').filter(Boolean) : [];
  }

  function own(state) { return state.split(';')[0] === 'map'; }

  function write() {
    var all = states().filter(function (state) { return !own(state); });
    if (select.value) all.push('map;v=' + encodeURIComponent(select.value));
    try {
      window.history.replaceState(null, '', all.length ? '#t=' + all.join(',') : window.location.href.split('#')[0]);
    } catch (error) {
      if (all.length) window.location.hash = 't=' + all.join(',');
    }
  }

  function read() {
    var mine = states().filter(own)[0], value = '';
    try { value = mine ? decodeURIComponent((mine.split(';v=')[1] || '')) : ''; } catch (error) { value = ''; }
    var before = select.value;
    select.value = value;
    if (select.selectedIndex < 0) select.value = '';
    if (select.value !== before) show();
  }

  picker.hidden = false;
  select.addEventListener('change', function () { show(); write(); });
  read();
  window.addEventListener('hashchange', read);
}());
