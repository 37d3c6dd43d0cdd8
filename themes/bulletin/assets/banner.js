// The banner of an edition that no longer holds: what holds now, with the same page there, and which numbers of this page
// were corrected. edition.js asks for it where there is something to say.
(function () {
  "use strict";
  var own = document.body.getAttribute("data-edition");
  var edition = window.tongbaoEditions.editions.filter(function (one) { return one.folder === own; })[0];

  var path = decodeURIComponent(location.pathname).replace(/\\/g, "/");
  var at = path.lastIndexOf("/" + own + "/");
  var page = at < 0 ? "index.html" : path.slice(at + own.length + 2);
  var root = page.split("/").map(function () { return "../"; }).join("") + "../";

  // The same page of another edition, or the nearest one above it.
  function href(target) {
    var lacks = target.lacks || [];
    var to = page;
    if (lacks.indexOf(to) >= 0) {
      var parts = to.split("/");
      to = parts.length > 1 ? parts[0] + "/index.html" : "index.html";
      if (lacks.indexOf(to) >= 0) to = "index.html";
    }
    return root + target.folder + "/" + to;
  }

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function link(target, text) {
    var made = element("a", text);
    made.href = href(target);
    return made;
  }

  // What the page is about: one subject (its result or its letter), one indicator, or all of a scheme or of the year.
  var parts = page.split("/");
  var last = parts[parts.length - 1];
  var isList = parts.length === 1 || /^(index(-\d+)?|method)\.html$/.test(last);

  // A change is [scheme, file of the subject, its name, node, words, before, after].
  function concerns(change) {
    if (parts.length > 1 && parts[0] !== change[0]) return false;
    if (isList) return true;
    return parts[1] === "indicators" ? change[3] === last.replace(/(\.\d+)?\.html$/, "") : change[1] === last;
  }

  // What another version has otherwise is a correction only where that one came later and this one was not taken back.
  var later = edition.current && edition.current.version > Number(edition.folder.split("/v")[1]);
  var corrected = later && !edition.withdrawn;

  // Medians and places of a page rest on others as well, so it is never said that nothing on it would be different.
  function elsewhere(count) {
    var line = element("p", (corrected ? "本页无更正；另有" + count + "处" : "别处有" + count + "处与现行版次不同") + "，比较可能因此不同，见");
    line.appendChild(element("a", "归档页")).href = root + "archive.html";
    return line;
  }

  function changes(all) {
    var here = all.filter(concerns);
    if (!all.length) return element("p", corrected ? "公布的数没有更正。" : "公布的数与现行版次相同。");
    if (!here.length) return elsewhere(all.length);
    var details = element("details");
    details.appendChild(element("summary", "有" + here.length + (corrected ? "处已经更正" : "处与现行版次不同")));
    var list = element("ul");
    here.slice(0, 200).forEach(function (change) {
      var item = element("li", change[2] + " " + change[4] + "：");
      item.appendChild(element("del", change[5] === null ? "–" : change[5]));
      item.appendChild(document.createTextNode(" → "));
      item.appendChild(element("ins", change[6] === null ? "–" : change[6]));
      list.appendChild(item);
    });
    if (here.length > 200) list.appendChild(element("li", "其余" + (here.length - 200) + "处见归档页"));
    details.appendChild(list);
    if (here.length <= 12) details.open = true;
    return details;
  }

  var banner = element("div", "", "edition-banner");
  banner.setAttribute("role", "note");
  banner.setAttribute("aria-label", "版次提示");
  if (edition.withdrawn) {
    banner.className += " withdrawn";
    banner.appendChild(element("p", "本版次已于" + edition.withdrawn.date + "撤销：" + edition.withdrawn.reason));
  }
  if (edition.current) {
    var current = edition.current;
    var line = element("p", corrected ? "本版次已不是现行版次，现行的是" : "现行的是");
    line.appendChild(link(current, current.title + "第" + current.version + "版（" + current.date + "）"));
    if (edition.note) line.appendChild(document.createTextNode((corrected ? "。更正说明：" : "。该版说明：") + edition.note));
    banner.appendChild(line);
    banner.appendChild(changes(edition.changes || []));
  }
  if (edition.newer) {
    var newer = element("p", "已有更新的年度：");
    newer.appendChild(link(edition.newer, edition.newer.title + "第" + edition.newer.version + "版"));
    banner.appendChild(newer);
  }
  if (!banner.firstChild) return;
  var main = document.getElementById("main");
  var frame = element("div", "", "wrap");
  frame.appendChild(banner);
  main.parentNode.insertBefore(frame, main);
})();
