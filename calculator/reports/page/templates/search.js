"use strict";
const box = document.getElementById("search");
const hits = document.getElementById("hits");
const rows = [...document.querySelectorAll("table[data-filter] > tbody > tr, article[data-filter]")];
const words = rows.map((row) => row.textContent.toLocaleLowerCase());
box.closest("p").hidden = false;
box.addEventListener("input", () => {
  const wanted = box.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, place) => {
    const fits = wanted.every((word) => words[place].includes(word));
    row.hidden = !fits;
    shown += fits;
  });
  hits.textContent = wanted.length ? `${shown} of ${rows.length} entries` : "";
});
