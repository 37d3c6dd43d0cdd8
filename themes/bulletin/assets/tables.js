/* Tables that sort by their heads and filter by words, with the state in the address.
   A table marked data-sort gets buttons in its heads; one with data-filter gets a field and, for each head marked
   data-pick, a list of that column's values. Without this script the table is plain and complete. */
(function () {
  'use strict';
  var tables = [];
  var collator = window.Intl && Intl.Collator ? new Intl.Collator('zh-CN', { numeric: true }) : null;

  function text(cell) { return cell.textContent.replace(/\s+/g, ' ').trim(); }

  /* What a cell sorts by: data-v, a number, or its text; what has no number stands last. */
  function value(cell, numeric) {
    var raw = cell.getAttribute('data-v');
    if (raw === null) raw = text(cell);
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
    this.build();
  }

  Table.prototype.build = function () {
    var table = this;
    this.heads.forEach(function (head, column) {
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
    var bar = document.createElement('div');
    bar.className = 'filter noprint';
    this.field = document.createElement('input');
    this.field.type = 'search';
    this.field.placeholder = '筛选';
    this.field.setAttribute('aria-label', '按文字筛选本表');
    this.field.addEventListener('input', function () { table.query = table.field.value.trim(); table.changed(); });
    bar.appendChild(this.field);
    this.selects = {};
    this.heads.forEach(function (head, column) {
      if (!head.hasAttribute('data-pick')) return;
      var names = [];
      table.rows.forEach(function (row) {
        var name = text(row.cells[column]);
        if (name && names.indexOf(name) < 0) names.push(name);
      });
      if (names.length < 2) return;
      var select = document.createElement('select');
      select.setAttribute('aria-label', '按' + text(head) + '筛选');
      ['全部' + text(head)].concat(names).forEach(function (name, position) {
        var option = document.createElement('option');
        option.value = position ? name : '';
        option.textContent = name;
        select.appendChild(option);
      });
      select.addEventListener('change', function () { table.picks[column] = select.value; table.changed(); });
      table.selects[column] = select;
      bar.appendChild(select);
    });
    this.count = document.createElement('span');
    this.count.setAttribute('role', 'status');
    bar.appendChild(this.count);
    var scroll = this.element.parentNode;
    scroll.parentNode.insertBefore(bar, scroll);
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
      keyed.sort(function (a, b) { return compare(a.key, b.key, table.down) || a.at - b.at; });
      order = keyed.map(function (item) { return item.row; });
    }
    var words = this.query.toLowerCase();
    order.forEach(function (row) {
      var fits = !words || text(row).toLowerCase().indexOf(words) >= 0;
      Object.keys(table.picks).forEach(function (at) {
        if (table.picks[at] && text(row.cells[at]) !== table.picks[at]) fits = false;
      });
      row.hidden = !fits;
      if (fits) shown += 1;
      table.body.appendChild(row);
    });
    this.element.classList.toggle('sorted', column !== null);
    this.heads.forEach(function (head, at) {
      if (at === column) head.setAttribute('aria-sort', table.down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
    if (this.count) {
      this.count.textContent = shown < this.rows.length ? '显示' + shown + '行，共' + this.rows.length + '行' : '';
    }
  };

  /* #t=名次表;s=4d;q=广;p3=好 and further tables after a comma. */
  Table.prototype.state = function () {
    var parts = [], table = this;
    if (this.sort !== null) parts.push('s=' + this.sort + (this.down ? 'd' : ''));
    if (this.query) parts.push('q=' + encodeURIComponent(this.query));
    Object.keys(this.picks).forEach(function (at) {
      if (table.picks[at]) parts.push('p' + at + '=' + encodeURIComponent(table.picks[at]));
    });
    return parts.length ? [encodeURIComponent(this.id)].concat(parts).join(';') : '';
  };

  Table.prototype.restore = function (parts) {
    var table = this;
    this.sort = null; this.down = false; this.query = ''; this.picks = {};
    parts.forEach(function (part) {
      var at = part.indexOf('='), key = part.slice(0, at), says = decoded(part.slice(at + 1));
      var column = parseInt(key === 's' ? says : key.slice(1), 10);
      if (key === 'q') table.query = says;
      else if (!(column >= 0 && column < table.heads.length)) return;
      else if (key === 's') { table.sort = column; table.down = /d$/.test(says); }
      else if (key.charAt(0) === 'p') table.picks[column] = says;
    });
    if (this.field) this.field.value = this.query;
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
    var states = {};
    hash.slice(3).split(',').forEach(function (state) {
      var parts = state.split(';');
      states[decoded(parts[0])] = parts.slice(1);
    });
    tables.forEach(function (table) { table.restore(states[table.id] || []); });
  }

  [].slice.call(document.querySelectorAll('table[data-sort]')).forEach(function (element) {
    if (element.tHead && element.tBodies.length) tables.push(new Table(element));
  });
  read();
  window.addEventListener('hashchange', read);
}());
