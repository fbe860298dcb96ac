// The map beside a list, of one place, or for choosing one. Everything on it is also said in words on the page,
// so where it cannot be drawn nothing is lost.
import * as maplibregl from "maplibre-gl";
import { extentOf, parsePlace, type District } from "./geography";
import { choosePlace } from "./map-pick";
import { showPlaces } from "./map-places";
import { applyColours, styleOf } from "./map-style";
import { say } from "./words";

maplibregl.setWorkerUrl(new URL(MAP_WORKER, import.meta.url).href);

/** A map that has been drawn, and what the page said about it. */
export interface TownMap {
  element: HTMLElement;
  map: maplibregl.Map;
  districts: District[];
}

const faultsBeforeSaying = 3;

export async function draw(element: HTMLElement): Promise<void> {
  if (!document.createElement("canvas").getContext("webgl2")) {
    tellInstead(element);
    return;
  }

  const [districts, landmarks] = await Promise.all([
    collection<District>(element.dataset["districtsUrl"]),
    collection(element.dataset["landmarksUrl"]),
    stylesheet(),
  ]);
  element.replaceChildren();

  const single = parsePlace(element.dataset["point"]);
  let map: maplibregl.Map;
  try {
    map = new maplibregl.Map({
      container: element,
      style: styleOf(element, districts, landmarks),
      ...view(element, districts),
      maxZoom: 18,
      interactive: !single,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // A wheel over the map moves the page, until one has stepped into the map.
      scrollZoom: false,
      attributionControl: false,
      locale: { "Map.Title": say(element, "title") },
    });
  } catch {
    tellInstead(element);
    return;
  }

  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  element.addEventListener("focusin", () => map.scrollZoom.enable());
  element.addEventListener("focusout", () => map.scrollZoom.disable());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyColours(element, map));
  new ResizeObserver(() => map.resize()).observe(element);
  credit(element);

  const town: TownMap = { element, map, districts };
  // Not "load": that would wait for every tile, and the points need none.
  await map.once("style.load");
  element.dataset["state"] = "drawn";
  sayWhenTilesFail(element, map);
  if (single) {
    new maplibregl.Marker({ element: pin() }).setLngLat(single).addTo(map);
    return;
  }

  tools(town);
  if (element.dataset["map"] === "pick") {
    choosePlace(town);
  } else {
    showPlaces(town);
  }
}

export function pin(): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "map-pin";
  return mark;
}

export function button(label: string, className: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function view(element: HTMLElement, districts: District[]): Partial<maplibregl.MapOptions> {
  const bounds = (element.dataset["bounds"] ?? "").split(",").map(Number);
  if (bounds.length === 4 && bounds.every(Number.isFinite)) {
    return { bounds: bounds as [number, number, number, number] };
  }

  const centre = parsePlace(element.dataset["point"]) ?? parsePlace(element.dataset["centre"]);
  if (centre && element.dataset["zoom"]) {
    return { center: centre, zoom: Number(element.dataset["zoom"]) };
  }

  const extent = extentOf(districts);
  return extent ? { bounds: extent, fitBoundsOptions: { padding: 20 } } : { center: centre ?? [2.5, 46.6], zoom: centre ? 13 : 5 };
}

function tools({ element, map }: TownMap): void {
  const group = document.createElement("div");
  group.className = "map-tools";

  const closer = button("+", "map-tool", () => map.zoomIn());
  closer.setAttribute("aria-label", say(element, "zoom-in"));
  const further = button("−", "map-tool", () => map.zoomOut());
  further.setAttribute("aria-label", say(element, "zoom-out"));
  group.append(closer, further);

  if ("geolocation" in navigator && say(element, "locate")) {
    group.append(button(say(element, "locate"), "map-tool", () => navigator.geolocation.getCurrentPosition(
      ({ coords }) => map.easeTo({ center: [coords.longitude, coords.latitude], zoom: Math.max(16, map.getZoom()) }),
      () => note(element, say(element, "not-located")),
      { timeout: 10_000 })));
  }

  element.append(group);
}

function sayWhenTilesFail(element: HTMLElement, map: maplibregl.Map): void {
  let faults = 0;
  let said = false;
  map.on("error", (event) => {
    if ("sourceId" in event && event.sourceId === "tiles" && ++faults === faultsBeforeSaying) {
      withoutTiles();
    }
  });

  // The map takes a tile that is not found for an empty one and says nothing, so the middle one is asked for here.
  const { tilesUrl } = element.dataset;
  if (tilesUrl) {
    fetch(tileAt(tilesUrl, map)).then((answer) => answer.ok || withoutTiles(), withoutTiles);
  }

  function withoutTiles(): void {
    if (!said && map.getLayer("tiles")) {
      said = true;
      map.setLayoutProperty("tiles", "visibility", "none");
      note(element, say(element, "no-tiles"));
    }
  }
}

function tileAt(template: string, map: maplibregl.Map): string {
  const z = Math.round(map.getZoom());
  const { lng, lat } = map.getCenter();
  const { x, y } = maplibregl.MercatorCoordinate.fromLngLat([lng, lat]);
  const column = Math.floor(x * 2 ** z);
  const row = Math.floor(y * 2 ** z);
  return template.replace("{z}", String(z)).replace("{x}", String(column)).replace("{y}", String(row));
}

export function note(element: HTMLElement, sentence: string): void {
  const said = element.querySelector(".map-note") ?? element.appendChild(document.createElement("p"));
  said.className = "map-note";
  said.setAttribute("role", "status");
  said.textContent = sentence;
}

function credit(element: HTMLElement): void {
  const { attribution, attributionUrl, tilesUrl } = element.dataset;
  if (attribution && tilesUrl) {
    const line = document.createElement(attributionUrl ? "a" : "span");
    line.className = "map-credit";
    line.textContent = attribution;
    if (line instanceof HTMLAnchorElement) {
      line.href = attributionUrl!;
    }
    element.append(line);
  }
}

function tellInstead(element: HTMLElement): void {
  const message = document.createElement("p");
  message.className = "map-message";
  message.textContent = say(element, "no-map");
  element.replaceChildren(message);
  element.dataset["state"] = "none";
}

/** The features of a GeoJSON collection; none when it cannot be had, for the map is worth having without. */
async function collection<F = GeoJSON.Feature>(url: string | undefined): Promise<F[]> {
  if (!url) {
    return [];
  }

  try {
    const answer = await fetch(url);
    return answer.ok ? ((await answer.json()) as { features: F[] }).features : [];
  } catch {
    return [];
  }
}

function stylesheet(): Promise<void> {
  const href = new URL(MAP_STYLES, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) {
    return Promise.resolve();
  }

  return new Promise((done) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = link.onerror = () => done();
    document.head.append(link);
  });
}
