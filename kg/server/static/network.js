// The network's page: reads the data once, filters it here, and tells what is seen in words and as files.
import { Drawing, gather, nameOf } from "./drawing.js";

const $ = (id) => document.getElementById(id);
const controls = $("controls"), shown = $("shown"), chosen = $("chosen");
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const plural = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

const data = await (await fetch("/network.json")).json();
const months = [...new Set(data.ties.flatMap((tie) => (tie[7] ? [tie[7].slice(0, 7), tie[8].slice(0, 7)] : [])))].sort();
let view = { pairs: [], events: 0 };
let drawing = null, naming = 0;
await Promise.all([document.fonts.load('600 14px "Plex"', "Aa"), document.fonts.load('600 14px "Plex"', "قطر")]).catch(() => {});
try {
  drawing = new Drawing($("network"), { onNode: showActor, onTie: showPair, onStage: hideChosen });
} catch (error) {
  shown.textContent = shown.dataset.noWebgl;
}

for (const id of ["from", "to"]) {
  $(id).min = 0;
  $(id).max = Math.max(0, months.length - 1);
  $(id).disabled = months.length < 2;
}
const query = new URLSearchParams(location.search);
reset();

function reset() {
  $("from").value = 0;
  $("to").value = months.length;
}

function chosenOf(name) {
  return new Set([...controls.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));
}

function readControls() {
  let from = Number($("from").value), to = Number($("to").value);
  if (from > to) [from, to] = [to, from];
  const whole = from === 0 && to >= months.length - 1;
  return {
    whole, from: months[from] || "", to: months[to] || "", undated: $("undated").checked, quads: chosenOf("quad"),
    statuses: chosenOf("status"), claimed: $("claimed").checked, act: $("act").value, fold: $("fold").checked,
    reports: Math.max(1, Number($("reports").value) || 1), weight: Math.max(1, Number($("weight").value) || 1),
  };
}

function passes(tie, wanted) {
  const [, , act, quad, status, standing, reports, first, last] = tie;
  if (!first) { if (!wanted.undated || !wanted.whole) return false; }
  else if (!wanted.whole && (last.slice(0, 7) < wanted.from || first.slice(0, 7) > wanted.to)) return false;
  if (!wanted.quads.has(String(quad)) || !wanted.statuses.has(status) || reports < wanted.reports) return false;
  if (!wanted.claimed && (standing === "Claimed" || standing === "Disputed")) return false;
  return !wanted.act || data.acts[act] === wanted.act;
}

function update() {
  const wanted = readControls();
  $("from-shown").textContent = wanted.from;
  $("to-shown").textContent = wanted.to;
  $("from").setAttribute("aria-valuetext", wanted.from);
  $("to").setAttribute("aria-valuetext", wanted.to);
  view = gather(data.actors, data.ties.filter((tie) => passes(tie, wanted)), wanted);
  view.pairs = view.pairs.filter((pair) => pair.events.size >= wanted.weight);
  const nodes = new Set(view.pairs.flatMap((pair) => [pair.a, pair.b]));
  const events = new Set(view.pairs.flatMap((pair) => [...pair.events]));
  if (drawing) {
    drawing.show(data.actors, view.pairs);
    const values = { nodes: plural(nodes.size), ties: plural(view.pairs.length), events: plural(events.size) };
    shown.textContent = nodes.size ? filled(shown.dataset.text, values) : shown.dataset.none;
    if (data.cut) shown.textContent += " " + filled(shown.dataset.cut, { n: plural(data.actors.length) });
  }
  listNames(nodes);
  const search = new URLSearchParams({ lang: document.documentElement.lang });
  if (!wanted.whole) { search.set("from", wanted.from); search.set("to", wanted.to); }
  if (!wanted.undated) search.set("dated", "1");
  if (wanted.quads.size < 5) search.set("quads", [...wanted.quads].join(" "));
  search.set("statuses", [...wanted.statuses].join(" "));
  if (wanted.claimed) search.set("claimed", "1");
  if (wanted.act) search.set("act", wanted.act);
  if (wanted.reports > 1) search.set("reports", wanted.reports);
  if (wanted.weight > 1) search.set("weight", wanted.weight);
  if (wanted.fold) search.set("fold", "1");
  for (const form of ["gexf", "csv", "ttl"]) $(`get-${form}`).href = `/network.${form}?${search}`;
  listTies(wanted);
  document.body.dataset.ready = String(performance.now());
}

// What the search for an actor offers: made when there is time, as only whoever types will see it.
function listNames(nodes) {
  clearTimeout(naming);
  naming = setTimeout(() => {
    const names = [...nodes].sort((a, b) => a - b).map((index) => Object.assign(document.createElement("option"), { value: nameOf(data.actors[index]) }));
    $("actors").replaceChildren(...names);
  }, 500);
}

function pairAddress(pair, wanted = readControls()) {
  const search = new URLSearchParams({ a: data.actors[pair.a][0], b: data.actors[pair.b][0] });
  if (!wanted.whole && wanted.from.slice(0, 4) === wanted.to.slice(0, 4)) search.set("year", wanted.from.slice(0, 4));
  if (wanted.act) search.set("act", wanted.act);
  return `/pair?${search}`;
}

function link(address, text) {
  const made = document.createElement("a");
  made.href = address;
  made.append(Object.assign(document.createElement("bdi"), { textContent: text }));
  return made;
}

function nameBoth(pair) {
  return `${nameOf(data.actors[pair.a])} ↔ ${nameOf(data.actors[pair.b])}`;
}

function listTies(wanted) {
  const rows = [...view.pairs].sort((x, y) => y.events.size - x.events.size).slice(0, 60).map((pair) => {
    const row = document.createElement("tr");
    const name = Object.assign(document.createElement("th"), { scope: "row" });
    name.append(link(pairAddress(pair, wanted), nameBoth(pair)));
    const number = Object.assign(document.createElement("td"), { className: "num", textContent: pair.events.size });
    const sides = Object.assign(document.createElement("td"), { textContent: `${pair.cooperation} / ${pair.conflict}` });
    row.append(name, number, sides);
    return row;
  });
  $("tie-list").replaceChildren(...rows);
}

function openChosen(title, address, text, pairs) {
  const heading = document.createElement("h2");
  heading.append(Object.assign(document.createElement("bdi"), { textContent: title }));
  const close = Object.assign(document.createElement("button"), { type: "button", className: "close", textContent: "×" });
  close.setAttribute("aria-label", "×");
  close.addEventListener("click", () => { hideChosen(); drawing?.focus(null); });
  const opening = document.createElement("p");
  opening.append(link(address, text));
  const list = document.createElement("ul");
  for (const pair of pairs) {
    const item = document.createElement("li");
    item.append(link(pairAddress(pair), nameBoth(pair)), ` ${pair.events.size}`);
    list.append(item);
  }
  chosen.replaceChildren(close, heading, opening, list);
  chosen.hidden = false;
}

function showActor(index) {
  const actor = data.actors[index];
  const pairs = view.pairs.filter((pair) => pair.a === index || pair.b === index).sort((x, y) => y.events.size - x.events.size);
  openChosen(nameOf(actor), `/iri?${new URLSearchParams({ iri: actor[0] })}`, chosen.dataset.open, pairs.slice(0, 30));
}

function showPair(pair) {
  openChosen(nameBoth(pair), pairAddress(pair), chosen.dataset.evidence, []);
}

function hideChosen() { chosen.hidden = true; }

function findActor(name) {
  const index = [...new Set(view.pairs.flatMap((pair) => [pair.a, pair.b]))].find((x) => nameOf(data.actors[x]) === name.trim());
  if (index !== undefined) { drawing?.goTo(String(index)); showActor(index); }
}

let waiting = 0, due = null;
function plan(work, wait) {
  clearTimeout(waiting);
  due = work;
  waiting = setTimeout(settle, wait);
}
function settle() {
  const work = due;
  due = null;
  work?.();
}
controls.addEventListener("input", (event) => {
  if (event.target.id === "find-node") { settle(); findActor(event.target.value); return; } // among those to be shown
  plan(update, event.target.type === "range" ? 60 : 0);
});
controls.addEventListener("submit", (event) => event.preventDefault());
controls.addEventListener("reset", () => plan(() => { reset(); update(); }, 0));
$("zoom-in").addEventListener("click", () => drawing?.zoom(0.7));
$("zoom-out").addEventListener("click", () => drawing?.zoom(1.4));
$("zoom-fit").addEventListener("click", () => drawing?.zoom(0));
$("get-png").addEventListener("click", async () => {
  if (!drawing) return;
  const address = URL.createObjectURL(await drawing.toBlob());
  Object.assign(document.createElement("a"), { href: address, download: "network.png" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
});

update();
const focus = query.get("focus");
if (focus) {
  const index = data.actors.findIndex((actor) => actor[0] === focus);
  if (index >= 0 && drawing?.graph.hasNode(String(index))) { drawing.goTo(String(index)); showActor(index); }
}
