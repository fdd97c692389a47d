"use strict";
// So many rows of a table are laid out at once; what comes later is found by the filter or shown on demand.
const most = 300;
const box = document.getElementById("search");
const hits = document.getElementById("hits");
const all = document.getElementById("all");
const groups = [...document.querySelectorAll("table[data-filter]"), document.querySelector("main")].map((part) =>
  [...part.querySelectorAll(part.tagName === "TABLE" ? ":scope > tbody > tr" : "article[data-filter]")].map((row) => [row, row.textContent.toLocaleLowerCase()]));
const count = groups.reduce((sum, rows) => sum + rows.length, 0);
let waiting = 0;
let isAll = false;
box.closest("p").hidden = false;
const filter = () => {
  const wanted = box.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  let later = 0;
  for (const rows of groups) {
    let shown = 0;
    for (const [row, words] of rows) {
      const fits = wanted.every((word) => words.includes(word));
      const isLater = fits && !isAll && shown >= most;
      if (row.hidden === fits) row.hidden = !fits;
      row.classList.toggle("later", isLater);
      shown += fits;
      later += isLater;
    }
    found += shown;
  }
  hits.textContent = (wanted.length ? `${found} of ${count} entries` : "") + (later ? ` (${later} more rows not shown yet)` : "");
  all.hidden = later === 0;
};
// Who types is not held up: the rows follow when there is a pause.
box.addEventListener("input", () => {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(filter, 120);
});
all.addEventListener("click", () => {
  isAll = true;
  filter();
});
filter();
