// Narrows the list of articles to those that hold what is typed.
"use strict";

(function () {
  const rows = [...document.querySelectorAll("#articles tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");

  function narrow() {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    rows.forEach((row, at) => {
      row.hidden = !texts[at].includes(wanted);
      count += row.hidden ? 0 : 1;
    });
    shown.textContent = wanted ? `${count} of ${rows.length}` : "";
  }

  search.addEventListener("input", narrow);
  search.closest(".controls").hidden = false;
  narrow();
})();
