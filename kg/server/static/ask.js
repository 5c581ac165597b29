// The SPARQL desk: YASGUI's editor and its table, with a chart and a network of our own.
import { Drawing } from "./drawing.js";

const { Yasqe, Yasr } = window.Yasgui;
const lang = document.documentElement.lang;
const results = document.getElementById("results");
const endpoint = new URL("/sparql", location.href).href;
document.getElementById("endpoint").textContent = endpoint;

// The columns of an answer by what they hold, those in the reader's language first.
function readColumns(yasr) {
  const rows = yasr.results?.getBindings() ?? [];
  const other = lang === "ar" ? "_en" : "_ar";
  const names = (yasr.results?.getVariables() ?? []).filter((name) => !name.endsWith(other));
  const cells = (name) => rows.map((row) => row[name]).filter(Boolean);
  const numeric = (name) => cells(name).length > 0 && cells(name).every((cell) => /(integer|decimal|double|float|int|long)$/.test(cell.datatype ?? ""));
  const numbers = names.filter(numeric);
  const texts = names.filter((name) => !numbers.includes(name) && cells(name).length > 0);
  return { rows, numbers, texts };
}

const shorten = (text) => (/^https?:/.test(text) ? decodeURI(text).replace(/^.*[/#]/, "") : text);
const say = (cell) => (cell ? shorten(cell.value).replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]+/g, " ") : "");

class Chart {
  priority = 5;
  label = results.dataset.chart;
  constructor(yasr) { this.yasr = yasr; }
  canHandleResults() {
    const { numbers, texts } = readColumns(this.yasr);
    return numbers.length > 0 && texts.length > 0;
  }
  getIcon() { return icon("M3 20V10h4v10zM10 20V4h4v16zM17 20v-7h4v7z"); }
  draw() {
    const { rows, numbers, texts } = readColumns(this.yasr);
    const column = numbers[numbers.length - 1];
    const sums = new Map();
    for (const row of rows) {
      const name = texts.slice(0, 3).map((text) => say(row[text])).filter(Boolean).join(" · ");
      sums.set(name, (sums.get(name) ?? 0) + Number(row[column]?.value ?? 0));
    }
    const bars = [...sums].sort((a, b) => b[1] - a[1]).slice(0, 40);
    const most = Math.max(...bars.map(([, value]) => Math.abs(value)), 1e-9);
    const table = document.createElement("table");
    table.className = "bars";
    table.append(Object.assign(document.createElement("caption"), { textContent: column }));
    for (const [name, value] of bars) {
      const row = table.insertRow();
      const head = Object.assign(document.createElement("th"), { scope: "row", dir: "auto", textContent: name });
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      svg.setAttribute("viewBox", "0 0 100 10");
      svg.setAttribute("preserveAspectRatio", "none");
      bar.setAttribute("width", String((Math.abs(value) / most) * 100));
      bar.setAttribute("height", "10");
      bar.setAttribute("class", value < 0 ? "conf" : "coop");
      svg.append(bar);
      row.append(head);
      row.insertCell().append(svg);
      row.insertCell().append(value.toLocaleString("en"));
    }
    this.yasr.resultsEl.replaceChildren(table);
  }
}

class Network {
  priority = 4;
  label = results.dataset.network;
  constructor(yasr) { this.yasr = yasr; }
  ends() {
    const { rows, numbers, texts } = readColumns(this.yasr);
    const iris = texts.filter((name) => rows.every((row) => !row[name] || row[name].type === "uri"));
    const first = /^(subject|s|a|actor|mediator|speaker|source|parties|who|from|by|guest|one|holder|agreement)/i;
    const second = /^(object|o|b|other|between|recipient|target|to|partner|host|about|claimed_by|over|office|party)/i;
    const pick = (names) => {
      const one = names.find((name) => first.test(name)) ?? names[0];
      return [one, names.find((name) => name !== one && second.test(name)) ?? names.find((name) => name !== one && !/date|status|act|type|kind|sentence|outlet|file/i.test(name))];
    };
    const [a, b] = pick(texts.length > 1 && iris.length < 2 ? texts : iris);
    return { rows, a, b, weight: numbers[numbers.length - 1] };
  }
  canHandleResults() {
    if (!this.yasr.results || this.yasr.results.hasError() || this.yasr.results.getBoolean() !== undefined) return false;
    const { rows, a, b } = this.ends();
    return rows.length > 0 && Boolean(a && b);
  }
  getIcon() { return icon("M6 3a3 3 0 1 1-.9 5.9L9 15.2a3 3 0 1 1-1.7 1L3.400 9A3 3 0 0 1 6 3zm12 2a3 3 0 1 1-2.800 4.100L10.500 8V6l5-.2A3 3 0 0 1 18 5z"); }
  draw() {
    const { rows, a, b, weight } = this.ends();
    const actors = [], places = new Map(), pairs = new Map();
    const place = (cell) => {
      const name = say(cell);
      if (!places.has(name)) { places.set(name, actors.length); actors.push([cell.value, name, name, "state", actors.length]); }
      return places.get(name);
    };
    for (const row of rows.slice(0, 5000)) {
      if (!row[a] || !row[b] || say(row[a]) === say(row[b])) continue;
      const ends = [place(row[a]), place(row[b])].sort((x, y) => x - y);
      const key = ends.join(" ");
      if (!pairs.has(key)) pairs.set(key, { a: ends[0], b: ends[1], events: { size: 0 }, cooperation: 0, conflict: 0, quads: [1, 0, 0, 0, 0] });
      pairs.get(key).events.size += weight ? Math.max(Number(row[weight]?.value ?? 1), 0.01) : 1;
    }
    const stage = Object.assign(document.createElement("div"), { className: "small-net" });
    this.yasr.resultsEl.replaceChildren(stage);
    try { new Drawing(stage).show(actors, [...pairs.values()]); } catch { stage.textContent = "WebGL"; }
  }
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  const holder = document.createElement("div");
  holder.className = "svgImg";
  holder.append(svg);
  return holder;
}

Yasr.registerPlugin("chart", Chart);
Yasr.registerPlugin("network", Network);
Yasr.defaults.pluginOrder = ["table", "boolean", "chart", "network", "response", "error"];

const plain = document.getElementById("query");
const yasqe = new Yasqe(document.getElementById("editor"), {
  persistenceId: null,
  autocompleters: ["prefixes", "variables"],
  value: plain.value,
  showQueryButton: true,
  resizeable: true,
  createShareableLink: (editor) => `${location.origin}/ask?${new URLSearchParams({ query: editor.getValue() })}`,
  requestConfig: { endpoint, method: "POST" },
});
document.getElementById("plain").hidden = true;
yasqe.getInputField().setAttribute("aria-label", document.querySelector("label[for=query]").textContent);
const yasr = new Yasr(results, { persistenceId: null, prefixes: () => yasqe.getPrefixesFromQuery() });
yasqe.on("queryResponse", (_, response, duration) => yasr.setResponse(response, duration));

function ask(query) {
  yasqe.setValue(query);
  yasqe.query().catch(() => {});
}

// IRIs in an answer lead to their pages here, not to where they would lead in the web.
results.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !/^https?:/.test(link.getAttribute("href")) || link.origin === location.origin) return;
  event.preventDefault();
  window.open(`/iri?${new URLSearchParams({ iri: link.getAttribute("href") })}`, "_blank", "noopener");
}, true);

const links = [...document.querySelectorAll(".questions a")];
function open(link) {
  for (const each of links) each.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  ask(link.dataset.query);
}
for (const link of links) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(null, "", link.href);
    open(link);
  });
}
const wanted = new URLSearchParams(location.search);
const named = links.find((link) => link.dataset.name === wanted.get("question"));
if (named) open(named);
else if (wanted.get("query")) ask(wanted.get("query"));
yasqe.refresh();
document.body.dataset.ready = "1";
