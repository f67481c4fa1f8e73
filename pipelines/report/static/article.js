// Shows what is known of the figure that is chosen in an article's text, and marks the words that settled it.
"use strict";

(function () {
  const details = JSON.parse(document.getElementById("details").textContent);
  const text = document.getElementById("text");
  const panel = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  const marks = [...text.querySelectorAll("a[data-figures]")];
  const rows = [...document.querySelectorAll("tr[data-figure]")];
  const language = text.lang;

  function element(name, content, attributes = {}) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    for (const part of [content].flat()) if (part !== null && part !== undefined) made.append(part);
    return made;
  }

  // Positions in the text, counted as the browser counts, as a range over its text nodes.
  function range(start, end) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const found = document.createRange();
    let at = 0;
    let begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const next = at + node.length;
      if (!begun && start < next) {
        found.setStart(node, start - at);
        begun = true;
      }
      if (begun && end <= next) {
        found.setEnd(node, end - at);
        return found;
      }
      at = next;
    }
    return null;
  }

  function highlight(figure) {
    if (!window.Highlight || !CSS.highlights) return;
    const settled = figure.facets.filter((facet) => facet[4] !== null).map((facet) => range(facet[5], facet[6]));
    const words = new Highlight(...settled.filter(Boolean));
    words.priority = 1;
    CSS.highlights.set("words", words);
    const sentence = range(...figure.sentence);
    CSS.highlights.set("sentence", sentence ? new Highlight(sentence) : new Highlight());
  }

  // What a facet was taken from: the figure as a link to it, where it is one, and what it is to this figure.
  function reason([because, id, quote]) {
    if (!because) return [];
    const link = id ? element("a", quote, { href: `#${id}`, lang: language }) : null;
    return link ? [": from ", link, `, ${because}`] : [`: ${because}`];
  }

  function facetTable(facets) {
    const head = ["Facet", "Settled to", "How", "By the words"].map((title) => element("th", title, { scope: "col" }));
    const lines = facets.map(([facet, value, source, because, words]) =>
      element("tr", [
        element("td", facet),
        element("td", value),
        element("td", [source, ...reason(because)]),
        element("td", words === null ? "" : words, { lang: language }),
      ])
    );
    return element("table", [element("thead", element("tr", head)), element("tbody", lines)]);
  }

  function observationItem([series, period, value, announced, remarks, link]) {
    const known = link ? element("a", value, { href: `../${link}` }) : value;
    const when = announced ? `announced ${announced}, ` : "";
    return element("li", [`${series}, ${period}: `, known, ` (${when}${remarks})`]);
  }

  function identityItem([verdict, kind, description, role, link]) {
    const check = element("a", description, { href: `../${link}` });
    return element("li", [element("span", verdict, { class: `verdict ${verdict}` }), ` ${kind}: `, check, ` (here: ${role})`]);
  }

  function fill(id, mark) {
    const figure = details[id];
    const facts = figure.facts.flatMap(([name, value]) => [element("dt", name), element("dd", value)]);
    const parts = [element("h2", element("span", figure.quote, { lang: language })), element("dl", facts)];
    const others = mark ? mark.dataset.figures.split(" ").filter((other) => other !== id) : [];
    if (others.length) {
      const links = others.map((other) => element("li", element("a", `The same words also state: ${details[other].facts[0][1]}`, { href: `#${other}` })));
      parts.push(element("ul", links));
    }
    parts.push(element("h3", "How it was settled"), facetTable(figure.facets));
    if (figure.observations.length) {
      const items = figure.observations.map(observationItem);
      if (figure.observations_left_out) items.push(element("li", `and ${figure.observations_left_out} more of the same period, in the view observations`));
      parts.push(element("h3", "What is known of its series"), element("ul", items));
    }
    parts.push(element("h3", "Does it add up?"));
    parts.push(figure.identities.length ? element("ul", figure.identities.map(identityItem)) : element("p", "No other figure can check it."));
    const explore = element("a", "In the table of figures", { href: `../explore.html#ids=${id}` });
    const close = element("button", "Close", { type: "button", class: "close" });
    close.addEventListener("click", () => {
      panel.classList.remove("open");
      document.body.classList.remove("choosing");
      if (mark) mark.focus();
    });
    parts.push(element("p", explore), close);
    body.replaceChildren(...parts);
    panel.scrollTop = 0;
    panel.classList.add("open");
    document.body.classList.add("choosing");
  }

  function choose(id, scroll) {
    if (!Object.hasOwn(details, id)) return;
    const mark = marks.find((candidate) => candidate.id && candidate.dataset.figures.split(" ").includes(id));
    for (const candidate of marks) {
      const chosen = candidate.dataset.figures.split(" ").includes(id);
      candidate.classList.toggle("chosen", chosen);
      if (chosen) candidate.setAttribute("aria-current", "true");
      else candidate.removeAttribute("aria-current");
    }
    rows.forEach((row) => row.classList.toggle("chosen", row.dataset.figure === id));
    fill(id, mark);
    highlight(details[id]);
    if (scroll && mark) mark.scrollIntoView();
  }

  function chooseFromAddress() {
    choose(decodeURIComponent(location.hash.slice(1)), true);
  }

  text.addEventListener("click", (event) => {
    const mark = event.target.closest("a[data-figures]");
    if (!mark) return;
    event.preventDefault();
    const [id] = mark.dataset.figures.split(" ");
    history.replaceState(null, "", `#${id}`);
    choose(id, false);
  });
  document.getElementById("figure-rows")?.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-figure]");
    if (!row) return;
    event.preventDefault();
    history.replaceState(null, "", `#${row.dataset.figure}`);
    choose(row.dataset.figure, true);
  });
  addEventListener("hashchange", chooseFromAddress);
  chooseFromAddress();
})();
