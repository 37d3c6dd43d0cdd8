/* Run in a page by save.rs beside it: presses every button that saves, and writes what would have been saved into the
   page, one <pre> a file: its name, its kind, and its bytes as base64. */
(function () {
  'use strict';
  var blobs = {}, number = 0;
  URL.createObjectURL = function (blob) { number += 1; blobs['blob:' + number] = blob; return 'blob:' + number; };
  HTMLAnchorElement.prototype.click = function () {
    var name = this.download, reader = new FileReader();
    reader.onload = function () {
      var told = document.createElement('pre');
      told.className = 'was-saved';
      told.textContent = name + '\n' + reader.result;
      document.body.appendChild(told);
    };
    reader.readAsDataURL(blobs[this.href]);
  };
  /* The clipboard of a headless browser is nobody's: what the page puts there is read from the event. */
  function copied() {
    var data = new DataTransfer();
    var event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true });
    document.dispatchEvent(event);
    return event.defaultPrevented ? data : null;
  }
  document.execCommand = function () {
    var data = copied(), told = document.createElement('pre');
    told.className = 'was-copied';
    told.textContent = data ? data.getData('text/plain') + '\n----\n' + data.getData('text/html') : 'left to the browser';
    document.body.appendChild(told);
    return true;
  };
  [].forEach.call(document.querySelectorAll('.saves button'), function (button) { button.click(); });
}());
