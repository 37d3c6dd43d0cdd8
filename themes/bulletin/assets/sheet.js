/* Tables as a spreadsheet takes them: saved as CSV, and copied without anything that is only for the eye.
   What is filtered out is left out; numbers are plain, with a hyphen for the minus sign. */
(function () {
  'use strict';
  var tools = window.tongbaoSave;
  /* Parts of a cell that stand apart from what is before them without a space in the page. */
  var APART = 'small, .no, .flag, .line, .tag, .cnt, li';
  /* Parts that are for the eye or the mouse. */
  var LEFT_OUT = '[hidden], svg, script, style, .noprint';

  /* The text of a cell, its parts set apart. */
  function words(node) {
    if (node.nodeType === 3) return node.nodeValue;
    if (node.nodeType !== 1 || node.matches(LEFT_OUT)) return '';
    var inside = [].map.call(node.childNodes, words).join('');
    if (!node.matches(APART)) return inside;
    return ' ' + inside + (/[、）]$/.test(inside) ? '' : ' ');
  }

  function tidy(text) { return text.replace(/\s+/g, ' ').trim(); }

  /* −1,234.50 → -1234.50; +2 → 2; – (nothing there) → empty; anything else as it is. */
  function plain(text) {
    if (/^[–—]?$/.test(text)) return '';
    var number = /^([+−-]?)(\d[\d,]*(?:\.\d+)?)(%?)$/.exec(text);
    if (number) return (number[1] && number[1] !== '+' ? '-' : '') + number[2].replace(/,/g, '') + number[3];
    return text;
  }

  function cell(element) {
    var text = tidy(words(element));
    /* 4 并列 in a column of numbers is 4. */
    var numeric = element.classList.contains('num') && /^([+−-]?\d[\d,.]*%?) /.exec(text);
    text = plain(numeric ? numeric[1] : text);
    /* A text that a spreadsheet would take for a formula stays a text (the list is that of src/render/csv.rs; spaces are
       tidied away before). What is no number is a text, also where it begins like one: -2+3. */
    if (/^[=@+\-\uff1d\uff20\uff0b\uff0d]/.test(text) && !/^-\d[\d.]*%?$/.test(text)) return '\'' + text;
    return text;
  }

  /* Rows of plain cells; `takes` says which cells, all where it is not given. A cell over several columns is
     followed by empty ones, so that columns stay under their heads. */
  function rows(table, takes) {
    var found = [];
    [].forEach.call(table.rows, function (row) {
      if (row.hidden) return;
      var line = [], any = false;
      [].forEach.call(row.cells, function (at) {
        if (at.hidden) return;
        var taken = !takes || takes(at);
        any = any || taken;
        if (!taken) return;
        line.push({ text: cell(at), head: at.tagName === 'TH' });
        for (var more = 1; more < at.colSpan; more++) line.push({ text: '', head: false });
      });
      if (any) found.push(line);
    });
    return found;
  }

  function csv(table) {
    var lines = rows(table).map(function (line) { return line.map(function (at) { return at.text; }); });
    var marks = tools.marks();
    if (marks.length) lines.push([], ['说明', marks.join('·')]);
    return '\ufeff' + lines.map(function (line) {
      return line.map(function (text) {
        return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      }).join(',') + '\r\n';
    }).join('');
  }

  function escaped(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  }

  function html(lines) {
    return '<meta charset="utf-8"><table>' + lines.map(function (line) {
      return '<tr>' + line.map(function (at) {
        var name = at.head ? 'th' : 'td';
        return '<' + name + '>' + escaped(at.text) + '</' + name + '>';
      }).join('') + '</tr>';
    }).join('') + '</table>';
  }

  function tabbed(lines) {
    return lines.map(function (line) {
      return line.map(function (at) { return at.text.replace(/\t/g, ' '); }).join('\t');
    }).join('\r\n');
  }

  /* A selection inside one table is copied as plain cells; any other, and a part of one cell, as the browser does it. */
  function copied(event) {
    var selection = window.getSelection();
    if (!selection.rangeCount || !event.clipboardData) return;
    var around = selection.getRangeAt(0).commonAncestorContainer;
    if (around.nodeType !== 1) return;
    var table = around.closest('table') || only(around, selection);
    if (!table || around.closest('td, th, caption')) return;
    var lines = rows(table, function (at) { return selection.containsNode(at, true); });
    if (!lines.length) return;
    event.clipboardData.setData('text/plain', tabbed(lines));
    event.clipboardData.setData('text/html', html(lines));
    event.preventDefault();
  }

  /* The table, where a selection holds nothing else: its end may lie just outside. */
  function only(around, selection) {
    var tables = [].filter.call(around.querySelectorAll('table'), function (table) {
      return selection.containsNode(table, true);
    });
    if (tables.length !== 1) return null;
    var all = selection.toString().replace(/\s+/g, ''), own = tables[0].innerText.replace(/\s+/g, '');
    return own.indexOf(all) >= 0 ? tables[0] : null;
  }

  function copy(table, button) {
    var selection = window.getSelection(), range = document.createRange();
    range.selectNodeContents(table);
    selection.removeAllRanges();
    selection.addRange(range);
    var done = document.execCommand('copy');
    selection.removeAllRanges();
    var before = button.textContent;
    button.textContent = done ? '已复制' : '未能复制';
    setTimeout(function () { button.textContent = before; }, 2000);
  }

  /* What a table is called: the heading of its section without its numeral, and its caption up to the first stop
     where the section has several. */
  function called(table) {
    var section = table.closest('.sec'), heading = section && section.querySelector('h2');
    var caption = table.caption ? tidy(words(table.caption)).split(/[；：，。]/)[0].slice(0, 30) : '';
    if (!heading) return caption || '表';
    var name = tidy(heading.textContent).replace(/^[一二三四五六七八九十]+、/, '');
    return section.querySelectorAll('table').length > 1 && caption ? name + ' ' + caption : name;
  }

  document.addEventListener('copy', copied);
  [].forEach.call(document.querySelectorAll('main table'), function (table) {
    if (!table.tHead || table.closest('.gw') || table.classList.contains('files')) return;
    var about = called(table), box = table.closest('.scroll') || table;
    var row = tools.buttons([
      ['本表存为 CSV', about, function () {
        tools.save(new Blob([csv(table)], { type: 'text/csv;charset=utf-8' }), about, 'csv');
      }],
      ['复制本表', about, function (button) { copy(table, button); }]
    ]);
    box.parentNode.insertBefore(row, box.nextSibling);
  });
}());
