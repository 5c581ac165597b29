// Draws actors and ties with sigma.js; the network's page and the text box share it.
import { Graph, Sigma, forceAtlas2 } from "./vendor/network.js";

const CONFLICT = new Set([3, 4]), COOPERATION = new Set([1, 2]);
const root = document.documentElement;
const arabic = root.lang === "ar";

// The colours that the exported networks have, too (kg/exports/gexf.py), by PLOVER's quad class.
export const QUADS = ["#999999", "#56b4e9", "#0072b2", "#e69f00", "#d55e00"];

// The quad class of most events between two; where two are even, the one with the lower number, 0 last.
function mainQuad({ quads }) {
  const most = Math.max(...quads);
  return [1, 2, 3, 4, 0].find((quad) => quads[quad] === most);
}

const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();

export function nameOf(actor) {
  const [iri, en, ar] = actor;
  return clean((arabic ? ar || en : en || ar) || iri.slice(iri.lastIndexOf("/") + 1));
}

// Control characters and marks that would turn the rest of a line, as kg.bidi has them.
function clean(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/g, " ");
}

// The ties between two actors put together: how many events, of which sort.
export function gather(actors, ties, { fold = false } = {}) {
  const pairs = new Map();
  const events = new Set();
  for (const tie of ties) {
    let [a, b] = tie;
    if (fold) { a = actors[a][4]; b = actors[b][4]; }
    if (a === b) continue;
    if (a > b) [a, b] = [b, a];
    const key = a + " " + b;
    let pair = pairs.get(key);
    if (!pair) pairs.set(key, (pair = { a, b, events: new Set(), cooperation: 0, conflict: 0, quads: [0, 0, 0, 0, 0] }));
    if (!pair.events.has(tie[9])) {
      pair.events.add(tie[9]);
      events.add(tie[9]);
      pair.quads[tie[3]] += 1;
      if (COOPERATION.has(tie[3])) pair.cooperation += 1;
      else if (CONFLICT.has(tie[3])) pair.conflict += 1;
    }
  }
  return { pairs: [...pairs.values()], events: events.size };
}

export class Drawing {
  constructor(element, { onNode = () => {}, onTie = () => {}, onStage = () => {} } = {}) {
    this.element = element;
    this.graph = new Graph({ type: "undirected", multi: false });
    this.places = new Map();
    this.hovered = null;
    this.focused = null;
    this.renderer = new Sigma(this.graph, element, {
      allowInvalidContainer: true,
      zIndex: true,
      labelFont: '"Plex", system-ui, sans-serif',
      labelSize: 14,
      labelWeight: "600",
      labelColor: { color: colour("--ink") },
      labelDensity: 0.7,
      labelGridCellSize: 120,
      labelRenderedSizeThreshold: 5,
      minEdgeThickness: 1,
      defaultDrawNodeHover: drawHover,
      defaultDrawNodeLabel: drawLabel,
      nodeReducer: (node, data) => this.reduceNode(node, data),
      edgeReducer: (edge, data) => this.reduceEdge(edge, data),
      stagePadding: 50,
    });
    this.renderer.on("clickNode", ({ node }) => { this.focus(node); onNode(Number(node)); });
    this.renderer.on("clickStage", ({ event }) => {
      const edge = this.findEdge(event);
      if (edge) { onTie(this.graph.getEdgeAttribute(edge, "pair")); return; }
      this.focus(null);
      onStage();
    });
    this.renderer.on("enterNode", ({ node }) => this.hover(node));
    this.renderer.on("leaveNode", () => this.hover(null));
    let moved = 0;
    this.renderer.on("moveBody", ({ event }) => {
      if (this.hovered || performance.now() - moved < 80) return;
      moved = performance.now();
      element.style.cursor = this.findEdge(event) ? "pointer" : "";
    });
  }

  show(actors, pairs) {
    const graph = this.graph;
    graph.forEachNode((node, data) => this.places.set(node, [data.x, data.y]));
    const weights = new Map();
    for (const { a, b, events } of pairs) {
      weights.set(a, (weights.get(a) || 0) + events.size);
      weights.set(b, (weights.get(b) || 0) + events.size);
    }
    const most = Math.max(1, ...weights.values());
    const large = weights.size > 500;
    const colours = new Map();
    const colourOf = (kind) => {
      if (!colours.has(kind)) colours.set(kind, kindColour(kind));
      return colours.get(kind);
    };
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    graph.clear();
    const ordered = [...weights.keys()].sort((x, y) => weights.get(y) - weights.get(x) || x - y);
    ordered.forEach((index, rank) => {
      const angle = rank * 2.399963, radius = Math.sqrt(rank + 0.5); // the golden angle: no two on one ray
      const [x, y] = this.places.get(String(index)) || [radius * Math.cos(angle), radius * Math.sin(angle)];
      graph.addNode(String(index), {
        x, y, label: nameOf(actors[index]), size: (large ? 1.5 : 3.5) + 15 * Math.sqrt(weights.get(index) / most),
        color: colourOf(actors[index][3]),
      });
    });
    const join = () => this.join(pairs, large);
    if (!large) { join(); return; }
    // Of a large network the actors come first; the ties, which take long without a graphics card, with the next picture.
    this.renderer.refresh();
    this.frame = requestAnimationFrame(() => { this.timer = setTimeout(join); });
  }

  // Draws the ties, and lets the forces act.
  join(pairs, large) {
    const graph = this.graph;
    const strongest = Math.max(5, ...pairs.map((pair) => pair.events.size));
    for (const pair of pairs) {
      graph.addEdge(String(pair.a), String(pair.b), {
        pair, weight: pair.events.size, size: (large ? 0.3 : 0.8) + 5 * Math.sqrt(pair.events.size / strongest) * (large ? 0.5 : 1),
        color: QUADS[mainQuad(pair)] + (large ? "80" : ""),
      });
    }
    this.settle();
  }

  // Lets the forces act: before the first picture of a small network, else while it is looked at.
  settle() {
    const graph = this.graph;
    clearTimeout(this.timer);
    if (graph.order < 2) { this.renderer.refresh(); return; }
    const settings = {
      ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 300, adjustSizes: false, gravity: 0.6,
      scalingRatio: graph.order > 300 ? 12 : 30, edgeWeightInfluence: 0.4, slowDown: 2 + Math.log(graph.order), linLogMode: false,
    };
    const step = (iterations) => forceAtlas2.assign(graph, { iterations, settings, getEdgeWeight: "weight" });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const begun = performance.now();
    const small = graph.order <= 300;
    if (small) step(120);
    this.renderer.refresh();
    const until = begun + (small ? 1200 : 8000);
    let iterations = small ? 6 : 4;
    // A large network is drawn anew but now and then, so that the page stays at hand where no graphics card helps.
    const go = () => {
      const now = performance.now();
      if (now > until) return;
      step(iterations);
      if (!small) iterations = Math.max(1, Math.min(60, Math.round((iterations * 150) / Math.max(1, performance.now() - now))));
      this.timer = setTimeout(go, small ? 16 : 700);
    };
    if (still) { step(small ? 200 : 30); this.renderer.refresh(); } else this.timer = setTimeout(go, small ? 16 : 300);
  }

  // The tie nearest to a point of the picture, if one is at hand. The graphics card, which would have to draw every tie a
  // second time for it, is not asked.
  findEdge({ x, y }) {
    const at = new Map();
    this.graph.forEachNode((node, data) => at.set(node, this.renderer.graphToViewport(data)));
    let found = null, nearest = 5;
    this.graph.forEachEdge((edge, data, source, target) => {
      const a = at.get(source), b = at.get(target);
      if (Math.min(a.x, b.x) > x + 5 || Math.max(a.x, b.x) < x - 5 || this.reduceEdge(edge, data).hidden) return;
      const dx = b.x - a.x, dy = b.y - a.y;
      const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
      const distance = Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
      if (distance < nearest) { found = edge; nearest = distance; }
    });
    return found;
  }

  hover(node) {
    this.hovered = node;
    this.element.style.cursor = node ? "pointer" : "";
    this.renderer.refresh({ skipIndexation: true });
  }

  focus(node) {
    this.focused = node && this.graph.hasNode(node) ? node : null;
    this.renderer.refresh({ skipIndexation: true });
  }

  goTo(node) {
    this.focus(node);
    const place = this.renderer.getNodeDisplayData(node);
    if (place) this.renderer.getCamera().animate({ x: place.x, y: place.y, ratio: 0.5 }, { duration: 300 });
  }

  reduceNode(node, data) {
    const centre = this.hovered || this.focused;
    if (!centre || node === centre || this.graph.areNeighbors(node, centre)) {
      return centre ? { ...data, zIndex: 1, forceLabel: node === centre || this.graph.degree(centre) < 25 } : data;
    }
    return { ...data, color: colour("--line"), label: "", zIndex: 0 };
  }

  reduceEdge(edge, data) {
    const centre = this.hovered || this.focused;
    if (!centre) return data;
    return this.graph.hasExtremity(edge, centre) ? { ...data, zIndex: 1 } : { ...data, hidden: true };
  }

  zoom(by) {
    const camera = this.renderer.getCamera();
    if (by === 0) camera.animatedReset({ duration: 250 });
    else camera.animate({ ratio: camera.ratio * by }, { duration: 200 });
  }

  // The picture as it is seen, on the page's ground.
  toBlob() {
    const { width, height } = this.renderer.getDimensions();
    const scale = window.devicePixelRatio || 1;
    const canvas = document.createElement("canvas");
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext("2d");
    context.fillStyle = colour("--paper");
    context.fillRect(0, 0, canvas.width, canvas.height);
    this.renderer.refresh();
    const layers = this.renderer.getCanvases();
    for (const name of ["edges", "edgeLabels", "nodes", "labels"]) {
      if (layers[name]) context.drawImage(layers[name], 0, 0, canvas.width, canvas.height);
    }
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }
}

function kindColour(kind) {
  return colour(`--kind-${kind}`) || colour("--none");
}

// Labels with a thin ground, so that they can be read over ties.
function drawLabel(context, data, settings) {
  if (!data.label) return;
  const size = settings.labelSize + Math.min(6, data.size / 5);
  context.font = `${settings.labelWeight} ${size}px ${settings.labelFont}`;
  context.direction = "ltr";
  const x = data.x + data.size + 3, y = data.y + size / 3;
  context.lineWidth = 3.5;
  context.lineJoin = "round";
  context.strokeStyle = colour("--paper");
  context.strokeText(data.label, x, y);
  context.fillStyle = colour("--ink");
  context.fillText(data.label, x, y);
}

function drawHover(context, data, settings) {
  context.beginPath();
  context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
  context.strokeStyle = colour("--ink");
  context.lineWidth = 2;
  context.stroke();
  drawLabel(context, data, settings);
}
