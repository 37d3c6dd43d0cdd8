/* Heads of tables stay in view. A table that fits into its box needs no scrolling inside it: its head stays under the
   page's marks. A wider one scrolls in a box that is lower than the window, and its head stays at the box's top.
   Which it is depends on the window, so no stylesheet can tell. Without this script a table only scrolls sideways. */
(function () {
  'use strict';
  var boxes = [].filter.call(document.querySelectorAll('.scroll'), function (box) {
    return box.querySelector('thead');
  });
  var marks = document.querySelector('.marks');

  function lay() {
    if (marks) document.documentElement.style.setProperty('--marks', marks.offsetHeight + 'px');
    boxes.forEach(function (box) { box.classList.remove('fits', 'tall'); });
    /* All is measured before anything is changed: else each box would lay the whole page out again. */
    var kinds = boxes.map(function (box) {
      if (box.scrollWidth <= box.clientWidth) return 'fits';
      return box.offsetHeight > window.innerHeight * 0.8 ? 'tall' : '';
    });
    boxes.forEach(function (box, at) { if (kinds[at]) box.classList.add(kinds[at]); });
  }

  var waiting = 0;
  window.addEventListener('resize', function () {
    clearTimeout(waiting);
    waiting = setTimeout(lay, 100);
  });
  lay();
}());
