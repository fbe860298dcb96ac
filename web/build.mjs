// Builds what the browser loads: Scripts, Styles, Icons and themes become wwwroot/assets.
//
// Every file carries a hash of its content in its name, so it may be cached for ever, and lies beside its
// compressed copies (.br, .gz). manifest.json says what became of what: "site.css" → "site-4F2A….css".
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const here = path.dirname(fileURLToPath(import.meta.url));
const themesFolder = path.join(here, "../themes");
const out = path.join(here, "wwwroot/assets");
const development = process.argv.includes("--development");

const shared = {
  absWorkingDir: here,
  outdir: out,
  bundle: true,
  write: true,
  metafile: true,
  minify: !development,
  sourcemap: development ? "linked" : false,
  legalComments: "none",
  logLevel: "warning",
  // Phones are kept for years: this is about 2021 and later.
  target: ["chrome100", "firefox100", "safari15.4"],
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "file" },
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const manifest = {};
const themes = await themeNames();

await Promise.all([stylesheets(), scripts(), icons(), logos()]);
await writeFile(path.join(out, "manifest.json"), JSON.stringify(sorted(manifest), null, 2) + "\n");
await compress();

async function stylesheets() {
  remember(await build({
    ...shared,
    entryPoints: ["Styles/site.css"],
    plugins: [everyTheme(), plainColoursFirst()],
  }));
}

async function scripts() {
  // The map's worker and stylesheet are loaded by name, so they are built first and their names built in.
  const apart = await build({
    ...shared,
    format: "esm",
    entryPoints: { "map-worker": "maplibre-gl/dist/maplibre-gl-worker.mjs", map: "Styles/map.css" },
    plugins: [plainColoursFirst()],
  });
  remember(apart);

  remember(await build({
    ...shared,
    format: "esm",
    splitting: true,
    entryPoints: ["Scripts/site.ts"],
    define: {
      MAP_WORKER: JSON.stringify(`./${manifest["map-worker.js"]}`),
      MAP_STYLES: JSON.stringify(`./${manifest["map.css"]}`),
    },
  }));
}

async function icons() {
  const folder = path.join(here, "Icons");
  const symbols = [];
  for (const file of (await readdir(folder)).sort()) {
    const drawing = await readFile(path.join(folder, file), "utf8");
    const [, attributes, content] = /<svg([^>]*)>([\s\S]*)<\/svg>/.exec(drawing);
    const id = path.basename(file, ".svg");
    symbols.push(`<symbol id="${id}"${attributes.replace(/ xmlns="[^"]*"/, "")}>${content.trim()}</symbol>`);
  }

  await keep("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

async function logos() {
  for (const theme of themes) {
    const logo = await readFile(path.join(themesFolder, theme, "logo.svg")).catch(() => null);
    if (logo) {
      await keep(`themes/${theme}/logo.svg`, logo, `logo-${theme}.svg`);
    }
  }
}

async function themeNames() {
  const entries = await readdir(themesFolder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

/** `@import "themes"` brings in the theme.css of every folder of themes/. */
function everyTheme() {
  return {
    name: "every-theme",
    setup(building) {
      building.onResolve({ filter: /^themes$/ }, () => ({ path: "themes", namespace: "themes" }));
      building.onLoad({ filter: /.*/, namespace: "themes" }, () => ({
        loader: "css",
        resolveDir: themesFolder,
        contents: themes.map((theme) => `@import "./${theme}/theme.css";`).join("\n"),
      }));
    },
  };
}

/**
 * A browser that has never heard of light-dark() keeps it in a custom property and then has no colour at all.
 * So each rule is written twice: with the light colours, then, for those who know the function, as it stands.
 * Holds for the flat files that set properties only: tokens.css and the themes.
 */
function plainColoursFirst() {
  return {
    name: "plain-colours-first",
    setup(building) {
      building.onLoad({ filter: /(tokens|theme)\.css$/ }, async ({ path: file }) => {
        const css = (await readFile(file, "utf8")).replace(/\/\*[\s\S]*?\*\//g, "");
        const contents = css.replace(/([^{}@]+)\{([^{}]*light-dark\([^{}]*)\}/g, (rule, selector, properties) => {
          const light = properties.replace(/light-dark\(\s*([^,()]+(?:\([^)]*\))?)\s*,[^;]*\)\s*;/g, "$1;");
          const both = properties.split(";").filter((property) => property.includes("light-dark(")).join(";");
          return `${selector}{${light}}\n@supports (color: light-dark(#000, #fff)) {${selector}{${both}}}\n`;
        });
        return { contents, loader: "css", resolveDir: path.dirname(file) };
      });
    },
  };
}

/** Writes a file that esbuild has no part in, under its hashed name. */
async function keep(name, content, plainName = name) {
  const { name: stem, ext } = path.parse(plainName);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  manifest[name] = `${stem}-${hash}${ext}`;
  await writeFile(path.join(out, manifest[name]), content);
}

function remember({ metafile }) {
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
    const built = path.basename(file);
    const logical = built.replace(/-[A-Z0-9]{8}(?=\.)/, "");
    if (entryPoint || logical.endsWith(".woff2")) {
      manifest[logical] = built;
    }
  }
}

async function compress() {
  const worthIt = (await readdir(out)).filter((file) => /\.(js|css|svg|json)$/.test(file));
  await Promise.all(worthIt.map(async (file) => {
    const full = path.join(out, file);
    const content = await readFile(full);
    const quality = development ? 4 : constants.BROTLI_MAX_QUALITY;
    await Promise.all([
      promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
        .then((small) => writeFile(`${full}.br`, small)),
      promisify(gzip)(content, { level: development ? 1 : 9 }).then((small) => writeFile(`${full}.gz`, small)),
    ]);
  }));
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
