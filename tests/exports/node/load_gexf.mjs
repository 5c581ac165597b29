// Loads a GEXF file in graphology and prints what it holds, as JSON.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const Graph = require('graphology');
const gexf = require('graphology-gexf');

const graph = gexf.parse(Graph, readFileSync(process.argv[2], 'utf8'));
console.log(
  JSON.stringify({
    type: graph.type,
    multi: graph.multi,
    nodes: graph.mapNodes((id, attributes) => ({id, ...attributes})),
    edges: graph.mapEdges((id, attributes, source, target) => ({id, source, target, ...attributes}))
  })
);
