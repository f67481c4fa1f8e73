// The table of all figures: searches, filters and sorts columns of numbers, and writes one part of the rows at a time.
// A plain table of a hundred rows, so that keyboards, screen readers and printers treat it as one.
"use strict";

(function () {
  const SHOWN = 100;
  const { count, texts, names, coded, plain } = npaFigures;
  const all = Uint32Array.from({ length: count }, (_, row) => row);

  const COLUMNS = [
    { key: "quote", label: "Words", text: (row) => plain.quote[row] },
    { key: "value", label: "Value", style: "r" },
    { key: "unit", label: "Unit", filter: true },
    { key: "kind", label: "Kind", filter: true },
    { key: "period", label: "Period", filter: true, style: "day" },
    { key: "measure", label: "Measure", filter: true, style: "name" },
    { key: "offence", label: "Offence", filter: true, style: "name" },
    { key: "age_group", label: "Age or school", filter: true, style: "name" },
    { key: "platform", label: "Platform", filter: true, style: "name" },
    { key: "channel", label: "Channel", filter: true, style: "name" },
    { key: "sex", label: "Sex", filter: true },
    { key: "motive", label: "Motive", filter: true, style: "name" },
    { key: "area", label: "Area", filter: true, style: "name" },
    { key: "other_concepts", label: "Further breakdown" },
    { key: "compared_to", label: "Compared to" },
    { key: "published_on", label: "Published", style: "day" },
    { key: "publisher", label: "Publisher", filter: true },
    { key: "language", label: "Language", filter: true },
    { key: "sentence", label: "Sentence", style: "sentence", isQuoted: true },
  ];
  const EXPORTED = [
    "figure_id", "value", "value_low", "value_high", "unit", "kind", "qualifier", "period", "compared_to", "measure", "offence",
    "age_group", "platform", "channel", "sex", "motive", "area", "other_concepts", "counted_as", "is_provisional", "published_on",
    "publisher", "language", "source_path", "quote", "sentence",
  ];
  const state = { filters: {}, search: "", ids: null, sort: null, down: false, part: 0 };
  // What a figure without a code on an axis is of, where that has a name.
  const WHOLE = { area: "Japan" };
  let shown = all;
  let haystack = null;

  const byId = (id) => document.getElementById(id);

  function label(key, code) {
    if (code === 0) return WHOLE[key] ?? "";
    if (names[key]) return names[key][code];
    return key === "kind" ? texts[key][code].replaceAll("_", " ") : texts[key][code];
  }

  function cell(column, row) {
    if (column.key === "value") {
      const value = plain.value[row];
      const written = value === null ? "" : value.toLocaleString("en", { maximumFractionDigits: 4 }).replace("-", "−");
      return plain.is_provisional[row] ? `${written} (provisional)` : written;
    }
    return column.text ? column.text(row) : label(column.key, coded[column.key][row]);
  }

  // For every column a number per row that sorts as its text does; a missing value comes last.
  const ranks = {};
  function rank(key) {
    if (ranks[key]) return ranks[key];
    if (key === "value") {
      ranks[key] = Float64Array.from(plain.value, (value) => (value === null ? Infinity : value));
    } else if (key === "quote") {
      const known = new Map([...new Set(plain.quote)].sort(compare).map((text, at) => [text, at]));
      ranks[key] = Float64Array.from(plain.quote, (text) => known.get(text));
    } else {
      const order = texts[key].map((_, code) => code).sort((a, b) => (a === 0) - (b === 0) || compare(label(key, a), label(key, b)));
      const place = new Float64Array(order.length);
      order.forEach((code, at) => { place[code] = code === 0 ? Infinity : at; });
      ranks[key] = Float64Array.from(coded[key], (code) => place[code]);
    }
    return ranks[key];
  }
  const collator = new Intl.Collator("en", { numeric: true });
  function compare(a, b) {
    return collator.compare(a, b);
  }

  function matchesSearch() {
    const wanted = state.search.trim().toLowerCase();
    if (!wanted) return null;
    // Sentences come again and again: each is searched once.
    haystack ??= texts.sentence.map((sentence) => (sentence ?? "").toLowerCase());
    const hits = haystack.map((sentence) => sentence.includes(wanted));
    return (row) => hits[coded.sentence[row]] || plain.quote[row].toLowerCase().includes(wanted);
  }

  function apply() {
    const tests = Object.entries(state.filters).map(([key, code]) => {
      const column = coded[key];
      return (row) => column[row] === code;
    });
    if (state.ids) tests.push((row) => state.ids.has(plain.figure_id[row]));
    const search = matchesSearch();
    if (search) tests.push(search);
    shown = tests.length ? all.filter((row) => tests.every((test) => test(row))) : all.slice();
    if (state.sort) {
      const by = rank(state.sort);
      const sign = state.down ? -1 : 1;
      shown.sort((a, b) => {
        if (by[a] === by[b]) return a - b;
        if (by[a] === Infinity || by[b] === Infinity) return by[a] - by[b];
        return sign * (by[a] - by[b]);
      });
    }
    state.part = Math.min(state.part, Math.max(0, Math.ceil(shown.length / SHOWN) - 1));
    write();
  }

  function write() {
    const from = state.part * SHOWN;
    const rows = [...shown.subarray(from, from + SHOWN)].map((row) => {
      const line = document.createElement("tr");
      for (const column of COLUMNS) {
        const place = document.createElement("td");
        if (column.style) place.className = column.style;
        if (column.isQuoted) place.lang = texts.language[coded.language[row]] ?? "en";
        if (column.key === "quote") {
          const link = document.createElement("a");
          link.href = `articles/${texts.article_id[coded.article_id[row]]}.html#${plain.figure_id[row]}`;
          link.lang = texts.language[coded.language[row]] ?? "en";
          link.textContent = cell(column, row);
          place.append(link);
        } else {
          place.textContent = cell(column, row);
        }
        line.append(place);
      }
      return line;
    });
    byId("table").tBodies[0].replaceChildren(...rows);
    for (const head of byId("table").tHead.rows[0].cells) {
      const sorted = head.dataset.key === state.sort;
      head.setAttribute("aria-sort", sorted ? (state.down ? "descending" : "ascending") : "none");
    }
    const some = shown.length.toLocaleString("en");
    const narrowed = state.ids ? " behind the value you came from" : "";
    // A value may rest on figures of articles that are too old for this table.
    const missing = state.ids ? state.ids.size - plain.figure_id.filter((id) => state.ids.has(id)).length : 0;
    const elsewhere = missing ? `; ${missing.toLocaleString("en")} more ${missing === 1 ? "is" : "are"} not in this table` : "";
    byId("status").textContent = shown.length === count ? `${some} figures` : `${some} of ${count.toLocaleString("en")} figures${narrowed}${elsewhere}`;
    const last = Math.max(1, Math.ceil(shown.length / SHOWN));
    byId("part").textContent = `Rows ${shown.length ? from + 1 : 0} to ${Math.min(from + SHOWN, shown.length)}`;
    byId("first").disabled = byId("previous").disabled = state.part === 0;
    byId("next").disabled = byId("last").disabled = state.part >= last - 1;
  }

  function change(rest = {}) {
    Object.assign(state, { part: 0 }, rest);
    apply();
    remember();
  }

  // The address holds what is chosen, so that it can be kept and passed on.
  function remember() {
    const chosen = new URLSearchParams();
    if (state.ids) chosen.set("ids", [...state.ids].join(","));
    if (state.search) chosen.set("search", state.search);
    for (const [key, code] of Object.entries(state.filters)) chosen.set(key, texts[key][code] ?? "");
    if (state.sort) chosen.set("sort", (state.down ? "-" : "") + state.sort);
    const text = chosen.toString();
    history.replaceState(null, "", text ? `#${text}` : "#");
  }

  function recall() {
    const chosen = new URLSearchParams(location.hash.slice(1));
    const sort = chosen.get("sort") ?? "";
    const key = sort.replace(/^-/, "");
    state.ids = chosen.get("ids") ? new Set(chosen.get("ids").split(",")) : null;
    state.search = chosen.get("search") ?? "";
    state.sort = COLUMNS.some((column) => column.key === key) ? key : null;
    state.down = sort.startsWith("-");
    state.filters = {};
    for (const column of COLUMNS) {
      if (!column.filter || !chosen.has(column.key)) continue;
      const code = chosen.get(column.key) === "" ? 0 : texts[column.key].indexOf(chosen.get(column.key));
      if (code >= 0) state.filters[column.key] = code;
    }
    byId("search").value = state.search;
    for (const select of byId("filters").querySelectorAll("select")) {
      select.value = select.name in state.filters ? String(state.filters[select.name]) : "";
    }
    apply();
  }

  function addFilter(column) {
    const counts = new Map();
    for (const code of coded[column.key]) counts.set(code, (counts.get(code) ?? 0) + 1);
    const select = document.createElement("select");
    select.id = `filter-${column.key}`;
    select.name = column.key;
    select.append(new Option("any", ""));
    const codes = [...counts.keys()].sort((a, b) => (a === 0) - (b === 0) || compare(label(column.key, a), label(column.key, b)));
    for (const code of codes) {
      select.append(new Option(`${code === 0 ? (WHOLE[column.key] ?? "none given") : label(column.key, code)} (${counts.get(code).toLocaleString("en")})`, String(code)));
    }
    select.addEventListener("change", () => {
      if (select.value === "") delete state.filters[column.key];
      else state.filters[column.key] = Number(select.value);
      change();
    });
    const name = document.createElement("label");
    name.htmlFor = select.id;
    name.textContent = column.label;
    const place = document.createElement("p");
    place.append(name, select);
    byId("filters").append(place);
  }

  function addHead(column) {
    const head = document.createElement("th");
    const button = document.createElement("button");
    head.scope = "col";
    head.dataset.key = column.key;
    if (column.style === "r") head.className = "r";
    button.type = "button";
    button.textContent = column.label;
    button.addEventListener("click", () => change({ sort: column.key, down: state.sort === column.key && !state.down }));
    head.append(button);
    byId("table").tHead.rows[0].append(head);
  }

  function exported(key, row) {
    if (key === "is_provisional") return Boolean(plain[key][row]);
    return key in plain ? plain[key][row] : texts[key][coded[key][row]];
  }

  // A spreadsheet takes a text that begins like a formula for one.
  function csvCell(value) {
    if (value === null || value === undefined) return "";
    if (typeof value !== "string") return String(value);
    const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function csv() {
    const lines = [EXPORTED.join(",")];
    for (const row of shown) lines.push(EXPORTED.map((key) => csvCell(exported(key, row))).join(","));
    // The mark at the beginning tells spreadsheets that Japanese follows.
    return `\ufeff${lines.join("\r\n")}\r\n`;
  }

  function json() {
    const rows = [...shown].map((row) => Object.fromEntries(EXPORTED.map((key) => [key, exported(key, row)])));
    return JSON.stringify(rows, null, 1);
  }

  function download(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  COLUMNS.filter((column) => column.filter).forEach(addFilter);
  COLUMNS.forEach(addHead);
  byId("search").addEventListener("input", (event) => change({ search: event.target.value }));
  byId("clear").addEventListener("click", () => {
    history.replaceState(null, "", "#");
    state.part = 0;
    recall();
  });
  byId("csv").addEventListener("click", () => download("figures.csv", "text/csv;charset=utf-8", csv()));
  byId("json").addEventListener("click", () => download("figures.json", "application/json", json()));
  for (const [id, part] of [["first", () => 0], ["previous", () => state.part - 1], ["next", () => state.part + 1], ["last", () => Infinity]]) {
    byId(id).addEventListener("click", () => {
      state.part = part();
      apply();
    });
  }
  addEventListener("hashchange", recall);
  // On a phone the filters would stand between the reader and the table.
  byId("filters-part").open = matchMedia("(min-width: 52.01rem)").matches || location.hash.length > 1;
  byId("explore").hidden = false;
  recall();
})();
