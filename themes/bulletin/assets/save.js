/* Saving what a page shows as a file, from any place the page was opened from. Other scripts of the theme use it. */
(function () {
  'use strict';

  /* What must not be lost when a part of the page leaves it: classification, 示例数据, 草稿. */
  function marks() {
    return [].map.call(document.querySelectorAll('.marks b'), function (mark) { return mark.textContent.trim(); });
  }

  /* A name that every file system takes; the page's title carries year and marks. */
  function name(about, ending) {
    return (document.title + ' ' + about).replace(/[\\/:*?"<>|\s]+/g, ' ').trim().slice(0, 100) + '.' + ending;
  }

  function save(blob, about, ending) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name(about, ending);
    link.hidden = true;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    /* Not at once: a browser may read it only after this script has ended. */
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  /* A row of buttons: [words, what they are about, what they do] each. */
  function buttons(list) {
    var row = document.createElement('p');
    row.className = 'saves noprint';
    list.forEach(function (item) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = item[0];
      button.setAttribute('aria-label', item[0] + '：' + item[1]);
      button.addEventListener('click', function () { item[2](button); });
      row.appendChild(button);
    });
    return row;
  }

  window.tongbaoSave = { marks: marks, save: save, buttons: buttons };
}());
