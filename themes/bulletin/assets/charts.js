/* Each chart saved as a file: SVG that stands alone, PNG at twice its size.
   A chart takes its colours from the page's stylesheets; a saved one carries them itself, in the light colours whatever
   the reader's system says, with its title, what it shows, where it is from, and the marks of the page. */
(function () {
  'use strict';
  var tools = window.tongbaoSave, SVG = 'http://www.w3.org/2000/svg', EDGE = 16, SHARP = 2;
  /* What is written where it differs from what an element without it has: name → that value; null: the parent's. */
  var PROPERTIES = {
    'fill': null, 'fill-opacity': null, 'font-family': null, 'font-size': null, 'font-weight': null, 'text-anchor': null,
    'stroke': null, 'stroke-width': null, 'stroke-dasharray': null, 'stroke-linejoin': null, 'stroke-linecap': null,
    'opacity': '1'
  };

  function element(name, attributes) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }

  /* rgb(1, 2, 3) → #010203: older programs know nothing else. */
  function colour(value) {
    var parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(value);
    if (!parts) return value === 'rgba(0, 0, 0, 0)' ? 'none' : value;
    return '#' + parts.slice(1).map(function (part) { return ('0' + Number(part).toString(16)).slice(-2); }).join('');
  }

  function written(style, name) {
    var value = style.getPropertyValue(name);
    if (name === 'fill' || name === 'stroke') return colour(value.replace(/url\("#/, 'url(#').replace(/"\)/, ')'));
    /* A length without px: not every program reads the unit in an attribute. */
    return name === 'font-family' ? value.replace(/"/g, '\'') : value.replace(/px/g, '');
  }

  /* Writes what the stylesheets say of an element, and of all in it, as attributes. */
  function carry(at, above) {
    var style = window.getComputedStyle(at), own = {};
    Object.keys(PROPERTIES).forEach(function (name) {
      var value = written(style, name), otherwise = PROPERTIES[name] === null ? above[name] : PROPERTIES[name];
      own[name] = value;
      if (value !== otherwise) at.setAttribute(name, value);
    });
    var halo = at.tagName === 'text' && style.getPropertyValue('paint-order').indexOf('stroke') === 0 && own.stroke !== 'none';
    [].slice.call(at.children).forEach(function (child) { if (!/^(title|desc)$/.test(child.tagName)) carry(child, own); });
    at.removeAttribute('class');
    if (halo) under(at);
  }

  /* The halo as a text of its own beneath: few programs know the order of painting. */
  function under(text) {
    var beneath = text.cloneNode(true);
    beneath.setAttribute('fill', 'none');
    beneath.setAttribute('aria-hidden', 'true');
    text.parentNode.insertBefore(beneath, text);
    text.setAttribute('stroke', 'none');
  }

  /* What leads to another page of the site leads nowhere from a file elsewhere. */
  function unlink(svg) {
    [].slice.call(svg.querySelectorAll('a')).forEach(function (link) {
      while (link.firstChild) link.parentNode.insertBefore(link.firstChild, link);
      link.parentNode.removeChild(link);
    });
  }

  /* Lines of a text no wider than `room`. */
  function lines(text, room, font) {
    var pen = document.createElement('canvas').getContext('2d'), all = [], line = '';
    pen.font = font;
    Array.from(text).forEach(function (sign) {
      /* A line does not begin with a sign that closes. */
      if (line && pen.measureText(line + sign).width > room && !/[，。；：、”）》·]/.test(sign)) { all.push(line); line = ''; }
      line += sign;
    });
    return line ? all.concat(line) : all;
  }

  /* Sets lines of text from `y` on; gives where the next one begins. */
  function set(into, text, y, room, look) {
    var size = look['font-size'], step = Math.round(size * 1.5);
    lines(text, room, (look['font-weight'] || 400) + ' ' + size + 'px ' + look['font-family']).forEach(function (line) {
      var made = element('text', look);
      made.setAttribute('x', 0);
      made.setAttribute('y', y + Math.round(size * 1.1));
      made.textContent = line;
      into.appendChild(made);
      y += step;
    });
    return y;
  }

  function words(figure, selector) {
    var found = figure.querySelector(selector);
    return found ? found.textContent.replace(/\s+/g, ' ').trim() : '';
  }

  /* The chart of a figure as SVG that stands alone: {text, width, height}, drawn `scale` times as large. */
  function alone(figure, scale) {
    var inside = figure.querySelector('.c-wide svg').cloneNode(true);
    var width = Number(inside.getAttribute('width')), height = Number(inside.getAttribute('height'));
    unlink(inside);
    var place = document.createElement('div');
    place.className = 'light saved';
    place.appendChild(inside);
    document.body.appendChild(place);
    var style = window.getComputedStyle(inside);
    var paper = style.getPropertyValue('--paper').trim() || '#ffffff';
    var ink = style.getPropertyValue('--ink').trim() || '#000000', quiet = style.getPropertyValue('--ink-2').trim() || ink;
    var font = written(window.getComputedStyle(inside.querySelector('text') || inside), 'font-family');
    carry(inside, {});
    document.body.removeChild(place);

    var head = element('g'), foot = element('g');
    var y = set(head, words(figure, 'h3'), 0, width, { 'font-family': font, 'font-size': 18, 'font-weight': 600, fill: ink });
    y = set(head, words(figure, '.sub'), y + 2, width, { 'font-family': font, 'font-size': 13, fill: quiet }) + 8;
    var below = set(foot, words(figure, '.src'), 4, width, { 'font-family': font, 'font-size': 12, fill: quiet });
    below = set(foot, source(), below, width, { 'font-family': font, 'font-size': 12, fill: quiet });

    var wide = width + 2 * EDGE, high = Math.ceil(y + height + below + 2 * EDGE);
    var svg = element('svg', { xmlns: SVG, width: wide * scale, height: high * scale, viewBox: '0 0 ' + wide + ' ' + high, role: 'img' });
    ['title', 'desc'].forEach(function (name) {
      var told = inside.querySelector(name), made = element(name);
      if (!told) return;
      made.textContent = told.textContent;
      svg.appendChild(made);
      inside.removeChild(told);
    });
    svg.appendChild(element('rect', { width: wide, height: high, fill: paper }));
    head.setAttribute('transform', 'translate(' + EDGE + ' ' + EDGE + ')');
    foot.setAttribute('transform', 'translate(' + EDGE + ' ' + (EDGE + y + height) + ')');
    ['role', 'aria-labelledby'].forEach(function (name) { inside.removeAttribute(name); });
    inside.setAttribute('x', EDGE);
    inside.setAttribute('y', EDGE + y);
    [head, inside, foot].forEach(function (part) { svg.appendChild(part); });
    return { text: new XMLSerializer().serializeToString(svg), width: wide * scale, height: high * scale };
  }

  /* Which page it is from, and the marks that its title does not carry. */
  function source() {
    var more = tools.marks().filter(function (mark) { return document.title.indexOf(mark) < 0; });
    return ['来源：' + document.title].concat(more).join('　');
  }

  function saveSvg(figure, about) {
    var text = '<?xml version="1.0" encoding="UTF-8"?>\n' + alone(figure, 1).text;
    tools.save(new Blob([text], { type: 'image/svg+xml' }), about, 'svg');
  }

  /* By a data: address, which the page's policy allows and which does not taint the canvas. */
  function savePng(figure, about, button) {
    var drawn = alone(figure, SHARP), picture = new Image();
    function failed() { button.textContent = '未能生成 PNG'; }
    picture.onerror = failed;
    picture.onload = function () {
      var canvas = document.createElement('canvas');
      canvas.width = drawn.width;
      canvas.height = drawn.height;
      try {
        canvas.getContext('2d').drawImage(picture, 0, 0, drawn.width, drawn.height);
        canvas.toBlob(function (blob) { if (blob) tools.save(blob, about, 'png'); else failed(); }, 'image/png');
      } catch (error) { failed(); }
    };
    picture.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(drawn.text);
  }

  [].forEach.call(document.querySelectorAll('figure.fig'), function (figure) {
    if (!figure.querySelector('.c-wide svg')) return;
    var about = words(figure, 'h3');
    figure.appendChild(tools.buttons([
      ['存为 SVG', about, function () { saveSvg(figure, about); }],
      ['存为 PNG', about, function (button) { savePng(figure, about, button); }]
    ]));
  });
}());
