// Points beside a list: each shows the other, and moving the map can narrow the list.
import * as maplibregl from "maplibre-gl";
import { button, note, type TownMap } from "./map";
import { partsReplaced } from "./page";
import { say, sayCount } from "./words";

interface Found {
  points: { id: string; lon: number; lat: number; title: string; url: string; state?: string }[];
  groups: { lon: number; lat: number; count: number }[];
  truncated: boolean;
}

const pointLayers = ["points", "points-good"];

export function showPlaces(town: TownMap): void {
  const { element, map } = town;
  let popup: maplibregl.Popup | undefined;
  let current: AbortController | undefined;

  void load();
  map.on("moveend", (event) => {
    void load();
    // Only the person's own moves offer a search; those of the page's making do not.
    if (event.originalEvent) {
      offerSearch(town);
    }
  });

  for (const layer of [...pointLayers, "groups"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }

  for (const layer of pointLayers) {
    map.on("click", layer, ({ features }) => {
      const point = features?.[0];
      if (point?.geometry.type === "Point") {
        open(point.properties as Found["points"][number], point.geometry.coordinates as [number, number]);
      }
    });
  }

  map.on("click", "groups", ({ features }) => {
    const group = features?.[0];
    if (group?.geometry.type === "Point") {
      note(element, sayCount(element, "group", Number(group.properties["count"])));
      map.easeTo({ center: group.geometry.coordinates as [number, number], zoom: map.getZoom() + 2 });
    }
  });

  // Pointing at an item of the list, or stepping to it, shows its place.
  const list = element.dataset["list"];
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      const item = target instanceof Element ? target.closest<HTMLElement>("[data-place]") : null;
      if (list && item?.closest(list)) {
        show(item.dataset["place"]!);
      }
    });
  }

  // The filters have changed the list: the map asks as the new page would.
  document.addEventListener(partsReplaced, (event) => {
    const fresh = (event as CustomEvent<Document>).detail.querySelector<HTMLElement>(".map[data-points-url]");
    if (fresh && fresh.dataset["pointsUrl"] !== element.dataset["pointsUrl"]) {
      element.dataset["pointsUrl"] = fresh.dataset["pointsUrl"]!;
      void load();
    }
  });

  async function load(): Promise<void> {
    const url = new URL(element.dataset["pointsUrl"]!, location.href);
    url.searchParams.set("bbox", bounds(map));
    url.searchParams.set("zoom", String(Math.round(map.getZoom())));

    current?.abort();
    const mine = (current = new AbortController());
    try {
      const answer = await fetch(url, { signal: mine.signal });
      if (answer.ok) {
        place(await answer.json() as Found);
      }
    } catch {
      // Moved on meanwhile, or cut off: the points stay as they were.
    }
  }

  function place({ points, groups, truncated }: Found): void {
    source("places").setData(features(points));
    source("groups").setData(features(groups));
    element.dataset["points"] = String(points.length);
    if (truncated) {
      note(element, say(element, "truncated"));
    }
  }

  function source(name: string): maplibregl.GeoJSONSource {
    return map.getSource(name) as maplibregl.GeoJSONSource;
  }

  function show(id: string): void {
    map.setFilter("shown", ["==", ["get", "id"], id]);
    document.querySelectorAll("[data-place].is-shown").forEach((item) => item.classList.remove("is-shown"));
    itemOf(id)?.classList.add("is-shown");
  }

  function open({ id, title, url }: Found["points"][number], at: [number, number]): void {
    show(id);
    itemOf(id)?.scrollIntoView({ block: "nearest" });

    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    popup?.remove();
    popup = new maplibregl.Popup({ closeButton: false, offset: 14, maxWidth: "16rem" }).setLngLat(at).setDOMContent(link).addTo(map);
  }

  function itemOf(id: string): HTMLElement | null {
    return list ? document.querySelector<HTMLElement>(`${list} [data-place="${CSS.escape(id)}"]`) : null;
  }
}

/** Searches at once when the person asked for that, else offers a button. */
function offerSearch({ element, map }: TownMap): void {
  const form = document.querySelector<HTMLFormElement>(element.dataset["form"] ?? "form[data-filter-form]");
  if (!form) {
    return;
  }

  if (document.querySelector<HTMLInputElement>("[data-map-follow]")?.checked) {
    search();
  } else if (!element.querySelector(".map-search")) {
    element.append(button(say(element, "search-here"), "button map-search", search));
  }

  function search(): void {
    let box = form!.querySelector<HTMLInputElement>("input[name=bbox]");
    if (!box) {
      box = document.createElement("input");
      box.type = "hidden";
      box.name = "bbox";
      form!.append(box);
    }
    box.value = bounds(map);
    element.querySelector(".map-search")?.remove();
    form!.requestSubmit();
  }
}

/** West, south, east, north. Five decimals are a metre. */
function bounds(map: maplibregl.Map): string {
  return map.getBounds().toArray().flat().map((degrees) => degrees.toFixed(5)).join(",");
}

function features(places: { lon: number; lat: number }[]): GeoJSON.FeatureCollection {
  return {
    type: "FeatureCollection",
    features: places.map(({ lon, lat, ...properties }) => ({
      type: "Feature",
      properties,
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  };
}
