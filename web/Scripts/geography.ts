// What the map and the place picker share about the town itself.

export type Place = [lon: number, lat: number];

export interface District {
  properties: { name: string };
  geometry: { type: "Polygon"; coordinates: Place[][] } | { type: "MultiPolygon"; coordinates: Place[][][] };
}

export function parsePlace(text: string | undefined): Place | null {
  const [lon, lat] = (text ?? "").split(",").map(Number);
  return Number.isFinite(lon) && Number.isFinite(lat) && text?.trim() ? [lon!, lat!] : null;
}

/** The district a place lies in. Only for telling the person; the server decides by its own outlines. */
export function districtOf(place: Place, districts: District[]): District | undefined {
  return districts.find(({ geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return polygons.some((rings) => rings.filter((ring) => isInside(place, ring)).length % 2 === 1);
  });
}

/** The four corners of everything drawn: west, south, east, north; null when there is nothing. */
export function extentOf(districts: District[]): [number, number, number, number] | null {
  const places = districts.flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? geometry.coordinates.flat() : geometry.coordinates.flat(2));
  if (places.length === 0) {
    return null;
  }

  return places.reduce<[number, number, number, number]>(
    ([w, s, e, n], [lon, lat]) => [Math.min(w, lon), Math.min(s, lat), Math.max(e, lon), Math.max(n, lat)],
    [Infinity, Infinity, -Infinity, -Infinity]);
}

/** A ray to the east crosses the ring an odd number of times. */
function isInside([lon, lat]: Place, ring: Place[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [lonI, latI] = ring[i]!;
    const [lonJ, latJ] = ring[j]!;
    if (latI > lat !== latJ > lat && lon < ((lonJ - lonI) * (lat - latI)) / (latJ - latI) + lonI) {
      inside = !inside;
    }
  }
  return inside;
}
