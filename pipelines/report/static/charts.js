// Draws the charts of the overview in the colours of the page, and again when these change.
"use strict";

(function () {
  const blocks = [...document.querySelectorAll("script[data-chart]")];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const narrow = matchMedia("(max-width: 40rem)");
  let views = [];

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  }

  function config(width, names) {
    const widest = Math.max(...names.map((name) => name.length)) * 6.5 + 60;
    const columns = widest * 2 > width ? 1 : 2;
    const ink = colour("ink");
    const quiet = colour("quiet");
    const rule = colour("rule");
    const font = getComputedStyle(document.body).fontFamily;
    return {
      background: null,
      font,
      // The element around the drawing names it for screen readers, and a table beside it holds its data.
      aria: false,
      range: { category: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => colour(`series-${n}`)) },
      view: { stroke: null },
      axis: { labelColor: quiet, titleColor: quiet, domainColor: quiet, tickColor: quiet, gridColor: rule, labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
      legend: { orient: "bottom", columns, labelColor: ink, labelFontSize: 12, labelLimit: (width - 70) / columns - 40, symbolOpacity: 1, symbolType: "stroke", symbolSize: 200 },
      point: { fill: colour("page") },
    };
  }

  async function drawAll() {
    views.forEach((view) => view.finalize());
    views = [];
    for (const block of blocks) {
      const place = document.getElementById(block.dataset.chart);
      try {
        // An interpreter instead of functions made from text: the page's policy allows no eval.
        const specification = JSON.parse(block.textContent);
        const names = Object.values(specification.datasets ?? {}).flat().map((point) => point.series);
        const options = { ast: true, actions: false, renderer: "svg", defaultStyle: false, config: config(place.clientWidth, names), loader: { target: "_self" } };
        const result = await vegaEmbed(place, specification, options);
        // The element around it is the picture, with a name; its parts have none.
        place.firstElementChild.setAttribute("aria-hidden", "true");
        views.push(result);
      } catch (error) {
        place.textContent = "The chart could not be drawn; the table below holds its values.";
        place.classList.add("failed");
        console.error(error);
      }
    }
    document.documentElement.dataset.charts = String(views.length);
  }

  dark.addEventListener("change", drawAll);
  narrow.addEventListener("change", drawAll);
  drawAll();
})();
