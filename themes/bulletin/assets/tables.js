/* Tables that sort by their heads and filter by words, with the state in the address.
   A table marked data-sort gets buttons in its heads. One with data-filter gets a field; for each head marked
   data-pick a list of that column's values; for heads marked data-item a list of which of them to show; and where its
   rows are a tree, a list of the tree's parts. Without this script the table is plain and complete. */
(function () {
  'use strict';
  var tables = [];
  var collator = window.Intl && Intl.Collator ? new Intl.Collator('zh-CN', { numeric: true }) : null;

  function text(cell) { return cell.textContent.replace(/\s+/g, ' ').trim(); }

  /* What a cell sorts by: data-v, a number, or its text; what has no number, or says nothing, stands last. */
  function value(cell, numeric) {
    var raw = cell.getAttribute('data-v');
    if (raw === null) raw = text(cell);
    /* A grade that does not say where it stands does so by its tone. */
    var grade = raw && !numeric && cell.getAttribute('data-v') === null ? cell.querySelector('span.g') : null;
    var tone = grade && text(grade) === raw ? grade.className.match(/\bg(\d)\b/) : null;
    if (tone) return parseInt(tone[1], 10);
    if (raw === '' || raw === '–') return null;
    if (!numeric) return raw;
    var found = raw.replace(/[,，]/g, '').replace(/−/g, '-').match(/^[^\d-]*(-?\d+(\.\d+)?)/);
    return found ? parseFloat(found[1]) : null;
  }

  function compare(a, b, down) {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    var order = typeof a === 'number' ? a - b : collator ? collator.compare(a, b) : a < b ? -1 : a > b ? 1 : 0;
    return down ? -order : order;
  }

  function Table(element) {
    this.element = element;
    this.id = element.id;
    this.heads = [].slice.call(element.tHead.rows[0].cells);
    this.body = element.tBodies[0];
    this.rows = [].slice.call(this.body.rows);
    this.sort = null;
    this.down = false;
    this.query = '';
    this.picks = {};
    this.part = '';
    this.item = '';
    this.parts = this.takeApart();
    this.build();
  }

  /* Rows of a tree belong to the part whose row stands above them; headings and totals are no rows of their own.
     (`part` itself is taken: every element has one.) */
  Table.prototype.takeApart = function () {
    var parts = [], part = '';
    this.rows.forEach(function (row) {
      var has = row.classList;
      row.isTotal = has.contains('sum') || has.contains('adj');
      row.isHeading = has.contains('grp');
      if (has.contains('d1') && !row.isHeading && !row.isTotal) { part = text(row.cells[0]); parts.push(part); }
      row.inPart = row.isTotal ? '' : part;
    });
    return parts.length > 1 && parts.length < this.rows.length ? parts : [];
  };

  Table.prototype.build = function () {
    var table = this;
    if (this.element.hasAttribute('data-sort')) this.heads.forEach(function (head, column) {
      var button = document.createElement('button');
      var link = head.querySelector('a');
      button.type = 'button';
      button.className = 'sort';
      /* A head that leads somewhere keeps its link; the button stands beside it. */
      if (link) {
        button.setAttribute('aria-label', '按' + text(head) + '排序');
      } else {
        while (head.firstChild) button.appendChild(head.firstChild);
      }
      head.appendChild(button);
      button.addEventListener('click', function () { table.press(column); });
    });
    if (!this.element.hasAttribute('data-filter')) return;
    this.bar = document.createElement('div');
    this.bar.className = 'filter noprint';
    this.field = document.createElement('input');
    this.field.type = 'search';
    this.field.placeholder = '筛选';
    this.field.setAttribute('aria-label', '按文字筛选本表');
    this.field.addEventListener('input', function () { table.query = table.field.value.trim(); table.changed(); });
    this.bar.appendChild(this.field);
    this.selects = {};
    if (this.parts.length) this.partList = this.list('部分', this.parts, function (name) { table.part = name; });
    this.heads.forEach(function (head, column) {
      if (!head.hasAttribute('data-pick')) return;
      var names = [];
      table.rows.forEach(function (row) {
        var name = row.cells[column] && !row.isHeading && !row.isTotal ? text(row.cells[column]) : '';
        if (name && names.indexOf(name) < 0) names.push(name);
      });
      if (names.length < 2) return;
      table.selects[column] = table.list(text(head), names, function (name) { table.picks[column] = name; });
    });
    this.items = this.heads.filter(function (head) { return head.hasAttribute('data-item'); });
    if (this.items.length > 1) {
      this.itemList = this.list('各项', this.items.map(text), function (name) { table.item = name; });
    }
    this.count = document.createElement('span');
    this.count.setAttribute('role', 'status');
    this.bar.appendChild(this.count);
    var scroll = this.element.closest('.scroll') || this.element;
    scroll.parentNode.insertBefore(this.bar, scroll);
  };

  /* A list of names in the bar, of which one may be taken. */
  Table.prototype.list = function (what, names, take) {
    var table = this, select = document.createElement('select');
    select.setAttribute('aria-label', '按' + what + '筛选');
    ['全部' + what].concat(names).forEach(function (name, position) {
      var option = document.createElement('option');
      option.value = position ? name : '';
      option.textContent = name;
      select.appendChild(option);
    });
    select.addEventListener('change', function () { take(select.value); table.changed(); });
    this.bar.appendChild(select);
    return select;
  };

  /* Up, down, back to the order of the page. */
  Table.prototype.press = function (column) {
    if (this.sort !== column) { this.sort = column; this.down = false; }
    else if (!this.down) this.down = true;
    else { this.sort = null; this.down = false; }
    this.changed();
  };

  Table.prototype.changed = function () { this.show(); write(); };

  Table.prototype.show = function () {
    var table = this, column = this.sort, order = this.rows.slice(), shown = 0;
    if (column !== null) {
      var numeric = this.heads[column].classList.contains('num');
      var keyed = order.map(function (row, position) {
        return { row: row, at: position, key: row.cells[column] ? value(row.cells[column], numeric) : null };
      });
      keyed.sort(function (a, b) {
        return a.row.isTotal - b.row.isTotal || compare(a.key, b.key, table.down) || a.at - b.at;
      });
      order = keyed.map(function (item) { return item.row; });
    }
    var words = this.query.toLowerCase();
    var some = Object.keys(this.picks).filter(function (at) { return table.picks[at]; });
    order.forEach(function (row) {
      var fits = !words || text(row).toLowerCase().indexOf(words) >= 0;
      some.forEach(function (at) { if (!row.cells[at] || text(row.cells[at]) !== table.picks[at]) fits = false; });
      if (table.part && row.inPart !== table.part) fits = false;
      /* A heading is for the order of the page, a total for all rows. */
      if (row.isHeading && (column !== null || words || some.length)) fits = false;
      if (row.isTotal && (words || some.length || table.part)) fits = false;
      row.hidden = !fits;
      if (fits && !row.isHeading && !row.isTotal) shown += 1;
      table.body.appendChild(row);
    });
    this.element.classList.toggle('sorted', column !== null);
    this.heads.forEach(function (head, at) {
      if (at === column) head.setAttribute('aria-sort', table.down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
    this.showItem();
    if (this.count) {
      var all = this.rows.filter(function (row) { return !row.isHeading && !row.isTotal; }).length;
      this.count.textContent = shown < all ? '显示' + shown + '行，共' + all + '行' : '';
    }
  };

  /* Of the columns that are items, only the chosen one. */
  Table.prototype.showItem = function () {
    var table = this;
    (this.items || []).forEach(function (head) {
      var away = table.item !== '' && text(head) !== table.item, column = table.heads.indexOf(head);
      if (head.hidden === away) return;
      head.hidden = away;
      table.rows.forEach(function (row) { if (row.cells[column]) row.cells[column].hidden = away; });
    });
  };

  /* #t=t-ranking;s=4d;q=广;p3=好;i=资金支持;r=一、组织领导 and further tables after a comma. */
  Table.prototype.state = function () {
    var parts = [], table = this;
    if (this.sort !== null) parts.push('s=' + this.sort + (this.down ? 'd' : ''));
    if (this.query) parts.push('q=' + encodeURIComponent(this.query));
    Object.keys(this.picks).forEach(function (at) {
      if (table.picks[at]) parts.push('p' + at + '=' + encodeURIComponent(table.picks[at]));
    });
    if (this.part) parts.push('r=' + encodeURIComponent(this.part));
    if (this.item) parts.push('i=' + encodeURIComponent(this.item));
    return parts.length ? [encodeURIComponent(this.id)].concat(parts).join(';') : '';
  };

  Table.prototype.restore = function (parts) {
    var table = this;
    this.sort = null; this.down = false; this.query = ''; this.picks = {}; this.part = ''; this.item = '';
    parts.forEach(function (part) {
      var at = part.indexOf('='), key = part.slice(0, at), says = decoded(part.slice(at + 1));
      var column = parseInt(key === 's' ? says : key.slice(1), 10);
      if (key === 'q') table.query = says;
      else if (key === 'r') table.part = table.parts.indexOf(says) < 0 ? '' : says;
      else if (key === 'i') table.item = (table.items || []).map(text).indexOf(says) < 0 ? '' : says;
      else if (!(column >= 0 && column < table.heads.length)) return;
      else if (key === 's') { table.sort = column; table.down = /d$/.test(says); }
      else if (key.charAt(0) === 'p') table.picks[column] = says;
    });
    if (this.field) this.field.value = this.query;
    if (this.partList) this.partList.value = this.part;
    if (this.itemList) this.itemList.value = this.item;
    Object.keys(this.selects || {}).forEach(function (at) { table.selects[at].value = table.picks[at] || ''; });
    this.show();
  };

  function decoded(word) { try { return decodeURIComponent(word); } catch (error) { return ''; } }

  function write() {
    /* What other parts of the page keep in the address stays there. */
    var known = tables.map(function (table) { return encodeURIComponent(table.id); });
    var hash = window.location.hash, others = hash.indexOf('#t=') === 0 ? hash.slice(3).split(',') : [];
    others = others.filter(function (state) { return state && known.indexOf(state.split(';')[0]) < 0; });
    var states = tables.map(function (table) { return table.state(); }).filter(Boolean).concat(others);
    var address = window.location.href.split('#')[0];
    try {
      window.history.replaceState(null, '', states.length ? '#t=' + states.join(',') : address);
    } catch (error) {
      if (states.length) window.location.hash = 't=' + states.join(',');
    }
  }

  function read() {
    var hash = window.location.hash;
    if (hash.indexOf('#t=') !== 0) return;
    var states = Object.create(null);
    hash.slice(3).split(',').forEach(function (state) {
      var parts = state.split(';');
      states[decoded(parts[0])] = parts.slice(1);
    });
    tables.forEach(function (table) { table.restore(states[table.id] || []); });
  }

  [].slice.call(document.querySelectorAll('table[data-sort], table[data-filter]')).forEach(function (element) {
    if (element.tHead && element.tBodies.length) tables.push(new Table(element));
  });
  read();
  window.addEventListener('hashchange', read);
}());
