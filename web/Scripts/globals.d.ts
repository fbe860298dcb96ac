/** The map's own bundles, beside this one; the build writes their names in. */
declare const MAP_WORKER: string;
declare const MAP_STYLES: string;
