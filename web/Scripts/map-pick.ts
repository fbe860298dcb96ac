// Choosing a place: a touch or a click, or the cross in the middle moved with the arrow keys and set with Enter.
import * as maplibregl from "maplibre-gl";
import { districtOf, type Place } from "./geography";
import { button, pin, type TownMap } from "./map";
import { say } from "./words";

export function choosePlace({ element, map, districts }: TownMap): void {
  const lon = document.querySelector<HTMLInputElement>(element.dataset["inputLon"]!)!;
  const lat = document.querySelector<HTMLInputElement>(element.dataset["inputLat"]!)!;
  const said = document.querySelector<HTMLElement>(element.dataset["said"]!);
  const nothing = said?.textContent ?? "";
  const marker = new maplibregl.Marker({ element: pin() });
  const remove = button(say(element, "remove"), "button button-small", clear);

  const cross = document.createElement("span");
  cross.className = "map-cross";
  element.append(cross);

  map.on("click", ({ lngLat }) => choose([lngLat.lng, lngLat.lat]));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const { lng, lat: north } = map.getCenter();
      choose([lng, north]);
    }
  });

  if (lon.value && lat.value) {
    choose([Number(lon.value), Number(lat.value)]);
  }

  function choose(place: Place): void {
    const district = districtOf(place, districts);
    marker.setLngLat(place).addTo(map);
    set(place[0].toFixed(6), place[1].toFixed(6));
    if (said) {
      said.textContent = district || districts.length === 0
        ? say(element, "chosen", { district: district?.properties.name ?? "" })
        : say(element, "outside");
      said.after(remove);
    }
  }

  function clear(): void {
    marker.remove();
    remove.remove();
    set("", "");
    if (said) {
      said.textContent = nothing;
    }
    map.getCanvas().focus();
  }

  function set(east: string, north: string): void {
    lon.value = east;
    lat.value = north;
    lat.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
