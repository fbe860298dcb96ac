// The page is the only renderer: what is to be shown anew is fetched as a page, and parts of it are taken over.

/** Fired on the document when parts were replaced; detail is the fetched page. */
export const partsReplaced = "parts-replaced";

export async function fetchPage(url: string | URL, stop?: AbortSignal): Promise<Document> {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, ...(stop && { signal: stop }) });
  if (!answer.ok) {
    throw new Error(`${answer.status} from ${url}`);
  }

  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** @param parts Selectors, such as "#comments, #found"; a part that either page lacks stays as it is. */
export function replaceParts(fresh: Document, parts: string): void {
  for (const part of parts.split(",").map((selector) => selector.trim())) {
    const old = document.querySelector(part);
    const now = fresh.querySelector(part);
    if (old && now) {
      old.replaceWith(document.adoptNode(now));
    }
  }

  document.dispatchEvent(new CustomEvent(partsReplaced, { detail: fresh }));
}

/** Waits until nothing has called it for a while, then acts once. */
export function afterPause<T extends unknown[]>(milliseconds: number, act: (...given: T) => void): (...given: T) => void {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => act(...given), milliseconds);
  };
}

/** Whoever presses twice means it once: while it is being done, it is not begun again. */
export function oneAtATime<T extends unknown[]>(act: (...given: T) => Promise<void>): (...given: T) => Promise<void> {
  let isUnderWay = false;
  return async (...given) => {
    if (isUnderWay) {
      return;
    }

    isUnderWay = true;
    await act(...given).finally(() => (isUnderWay = false));
  };
}

/** The element that an event came from or through. */
export function closest<E extends HTMLElement = HTMLElement>(event: Event, selector: string): E | null {
  return event.target instanceof Element ? event.target.closest<E>(selector) : null;
}
