// A released edition never changes. This script asks the site's root, through editions.js, whether there is a site around
// the edition: then what leads out of it, which is text on its pages, becomes links. And whether a newer version of the
// year, or a newer year, exists, or whether the edition was withdrawn: then banner.js says so above the page. Where
// editions.js is absent, the edition was taken along by itself.
(function () {
  "use strict";
  var known = window.tongbaoEditions;
  var own = document.body.getAttribute("data-edition");
  if (!known || !own) return;
  document.querySelectorAll("a[data-out]").forEach(function (link) {
    link.setAttribute("href", link.getAttribute("data-out"));
  });
  if (known.format !== 1) return;
  var edition = known.editions.filter(function (one) { return one.folder === own; })[0];
  if (!edition || !(edition.withdrawn || edition.current || edition.newer)) return;
  var assets = document.currentScript.src.replace(/edition\.js$/, "");
  var script = document.createElement("script");
  script.src = assets + "banner.js";
  var style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = assets + "banner.css";
  document.head.appendChild(style);
  document.head.appendChild(script);
})();
