// How the town looks on the map: its districts always, its river, parks and streets where no tiles show them.
import type * as maplibregl from "maplibre-gl";
import type { District } from "./geography";

const fontStack = ["Atkinson Hyperlegible Next", "sans-serif"];

/** Which of the page's colours each layer is painted with. */
const colours: [layer: string, property: string, variable: string][] = [
  ["ground", "background-color", "--map-ground"],
  ["parks", "fill-color", "--map-park"],
  ["water", "fill-color", "--map-water"],
  ["rivers", "line-color", "--map-water"],
  ["streets", "line-color", "--map-street"],
  ["districts", "line-color", "--map-outline"],
  ["district-names", "text-color", "--ink-soft"],
  ["district-names", "text-halo-color", "--map-ground"],
  ["points", "circle-color", "--map-point"],
  ["points", "circle-stroke-color", "--map-point-line"],
  ["points-good", "circle-color", "--sun"],
  ["points-good", "circle-stroke-color", "--on-sun"],
  ["shown", "circle-stroke-color", "--ink"],
  ["groups", "circle-color", "--map-point"],
  ["groups", "circle-stroke-color", "--map-point-line"],
  ["group-counts", "text-color", "--map-point-line"],
];

export function styleOf(element: HTMLElement, districts: District[], landmarks: GeoJSON.Feature[]): maplibregl.StyleSpecification {
  const { tilesUrl } = element.dataset;
  const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  const style: maplibregl.StyleSpecification = {
    version: 8,
    sources: {
      districts: { type: "geojson", data: { type: "FeatureCollection", features: districts as unknown as GeoJSON.Feature[] } },
      landmarks: { type: "geojson", data: { type: "FeatureCollection", features: landmarks } },
      places: { type: "geojson", data: empty },
      groups: { type: "geojson", data: empty },
      ...(tilesUrl && { tiles: { type: "raster" as const, tiles: [new URL(tilesUrl, location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}")], tileSize: 256, maxzoom: 19 } }),
    },
    layers: [
      { id: "ground", type: "background" },
      { id: "parks", type: "fill", source: "landmarks", filter: ["==", ["get", "kind"], "park"] },
      { id: "water", type: "fill", source: "landmarks", filter: ["all", ["==", ["get", "kind"], "water"], ["==", ["geometry-type"], "Polygon"]] },
      {
        id: "rivers",
        type: "line",
        source: "landmarks",
        filter: ["all", ["==", ["get", "kind"], "water"], ["==", ["geometry-type"], "LineString"]],
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-width": ["interpolate", ["exponential", 2], ["zoom"], 11, 3, 18, 90] },
      },
      {
        id: "streets",
        type: "line",
        source: "landmarks",
        filter: ["==", ["get", "kind"], "street"],
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], 11, 1.5, 18, 20] },
      },
      ...(tilesUrl ? [{ id: "tiles", type: "raster" as const, source: "tiles" }] : []),
      { id: "districts", type: "line", source: "districts", paint: { "line-width": 2, "line-dasharray": [3, 2] } },
      {
        id: "district-names",
        type: "symbol",
        source: "districts",
        maxzoom: 15,
        layout: { "text-field": ["get", "name"], "text-font": fontStack, "text-size": 15 },
        paint: { "text-halo-width": 2 },
      },
      { id: "shown", type: "circle", source: "places", filter: ["==", ["get", "id"], ""], paint: { "circle-radius": 15, "circle-opacity": 0, "circle-stroke-width": 4 } },
      { id: "points", type: "circle", source: "places", filter: ["!=", ["get", "state"], "good"], paint: { "circle-radius": 9, "circle-stroke-width": 2.5 } },
      { id: "points-good", type: "circle", source: "places", filter: ["==", ["get", "state"], "good"], paint: { "circle-radius": 9, "circle-stroke-width": 2.5 } },
      {
        id: "groups",
        type: "circle",
        source: "groups",
        paint: { "circle-radius": ["interpolate", ["linear"], ["get", "count"], 2, 16, 200, 32], "circle-stroke-width": 3 },
      },
      { id: "group-counts", type: "symbol", source: "groups", layout: { "text-field": ["to-string", ["get", "count"]], "text-font": fontStack, "text-size": 15, "text-allow-overlap": true } },
    ],
  };

  const colourOf = palette(element);
  for (const layer of style.layers) {
    for (const [id, property, variable] of colours) {
      if (id === layer.id) {
        layer.paint = { ...layer.paint, [property]: colourOf(variable) };
      }
    }
  }

  return style;
}

/** Paints again, after the scheme has changed. */
export function applyColours(element: HTMLElement, map: maplibregl.Map): void {
  const colourOf = palette(element);
  for (const [layer, property, variable] of colours) {
    map.setPaintProperty(layer, property as "line-color", colourOf(variable));
  }
}

/** Reads the page's custom properties as colours that the map understands. */
function palette(element: HTMLElement): (variable: string) => string {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const read = new Map<string, string>();
  for (const [, , variable] of colours) {
    probe.style.color = `var(${variable})`;
    read.set(variable, getComputedStyle(probe).color);
  }
  probe.remove();

  return (variable) => read.get(variable)!;
}
