// The parts of sigma.js and graphology that the explorer's network needs, as one module.
export { default as Graph } from "graphology";
export { default as forceAtlas2 } from "graphology-layout-forceatlas2";
export { default as Sigma } from "sigma";
