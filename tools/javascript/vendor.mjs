// Puts scripts, fonts and the outline of the continents into kg/server/static, each with its licence.
// Run by hand after a change of package.json: npm ci && npm run vendor. What it writes is committed.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "..", "..", "kg", "server", "static");
mkdirSync(join(target, "vendor"), { recursive: true });
mkdirSync(join(target, "fonts"), { recursive: true });

// Scripts.
await build({
  entryPoints: [join(here, "network.entry.mjs")],
  bundle: true, minify: true, format: "esm", legalComments: "none", outfile: join(target, "vendor", "network.js"),
});
for (const [file, name] of [["yasgui.min.js", "yasgui.js"], ["yasgui.min.css", "yasgui.css"]]) {
  const text = readFileSync(join(modules, "@zazuko/yasgui/build", file), "utf8");
  writeFileSync(join(target, "vendor", name), text.replace(/\n?\/[/*]# sourceMappingURL=.*$/m, "\n"));
}

// Fonts: the weights and scripts that the pages use.
const fonts = [
  ["ibm-plex-sans", ["latin", "latin-ext"], ["400-normal", "600-normal"]],
  ["ibm-plex-sans-arabic", ["arabic"], ["400-normal", "600-normal"]],
  ["source-serif-4", ["latin", "latin-ext"], ["400-normal", "600-normal"]],
  ["noto-naskh-arabic", ["arabic"], ["400-normal", "600-normal"]],
];
for (const [family, scripts, weights] of fonts) {
  for (const script of scripts) {
    for (const weight of weights) {
      const file = `${family}-${script}-${weight}.woff2`;
      copyFileSync(join(modules, "@fontsource", family, "files", file), join(target, "fonts", file));
    }
  }
}

// The land: one SVG path in the Natural Earth projection of 1000 units' width, as kg/server/reading/places.py projects.
const topology = JSON.parse(readFileSync(join(modules, "world-atlas/countries-110m.json"), "utf8"));
const projection = geoNaturalEarth1().scale(1000 / 5.475).translate([500, 262]);
const path = geoPath(projection).digits(1);
const shapes = {
  countries: path({
    type: "FeatureCollection",
    features: feature(topology, topology.objects.countries).features.filter((x) => x.properties.name !== "Antarctica"),
  }),
};
writeFileSync(join(target, "..", "world.json"), JSON.stringify(shapes) + "\n");

// Licences.
const packages = [
  "sigma", "graphology", "graphology-layout-forceatlas2", "graphology-utils", "events", "@zazuko/yasgui", "world-atlas",
  "@fontsource/ibm-plex-sans", "@fontsource/ibm-plex-sans-arabic", "@fontsource/noto-naskh-arabic",
  "@fontsource/source-serif-4",
  // What Zazuko's build of YASGUI is bundled from.
  "@tarekraafat/autocomplete.js", "autosuggest-highlight", "blueimp-md5", "choices.js", "codemirror", "column-resizer",
  "datatables.net", "datatables.net-dt", "dompurify", "es6-object-assign", "jquery", "jsuri", "lodash-es", "n3",
  "papaparse", "query-string", "sortablejs", "store",
];
let licences = "Scripts, fonts and map data of others that these pages carry, with their licences.\n";
for (const name of packages) {
  const folder = join(modules, name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((x) => /^(licen[cs]e|copying)/i.test(x));
  const author = about.author?.name ?? about.author ?? "";
  licences += `\n${"=".repeat(100)}\n${name} ${about.version} (${about.license ?? "see below"}) ${author}\n`;
  if (about.homepage) licences += `${about.homepage}\n`;
  if (file) licences += `\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
writeFileSync(join(target, "vendor", "LICENSES.txt"), licences);
