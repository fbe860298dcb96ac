// Filters act as soon as they are changed, and show what they found without taking the page away.
import { afterPause, closest, fetchPage, replaceParts } from "./page";

let current: AbortController | undefined;

const soon = afterPause(400, (form: HTMLFormElement) => form.requestSubmit());

document.addEventListener("change", (event) => {
  closest<HTMLFormElement>(event, "form[data-filter-form]")?.requestSubmit();
});

document.addEventListener("input", (event) => {
  const form = closest<HTMLFormElement>(event, "form[data-filter-form]");
  if (form && event.target instanceof HTMLInputElement && event.target.type === "search") {
    soon(form);
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.dataset["filterForm"]) {
    event.preventDefault();
    void show(form, form.dataset["filterForm"]);
  }
});

async function show(form: HTMLFormElement, parts: string): Promise<void> {
  const url = new URL(form.action);
  url.search = "";
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value) {
      url.searchParams.append(name, value);
    }
  }

  current?.abort();
  const mine = (current = new AbortController());
  try {
    const fresh = await fetchPage(url, mine.signal);
    replaceParts(fresh, parts);
    history.replaceState(null, "", url);
    document.title = fresh.title;
  } catch {
    if (!mine.signal.aborted) {
      location.assign(url);
    }
  }
}

// On a phone, the list or the map.
document.addEventListener("click", (event) => {
  const choice = closest<HTMLAnchorElement>(event, "[data-view-choice]");
  const split = document.querySelector<HTMLElement>(".split[data-view]");
  if (choice && split) {
    event.preventDefault();
    split.dataset["view"] = choice.dataset["viewChoice"]!;
    for (const other of document.querySelectorAll("[data-view-choice]")) {
      other.toggleAttribute("aria-current", false);
    }
    choice.setAttribute("aria-current", "true");

    const url = new URL(location.href);
    url.searchParams.set("view", choice.dataset["viewChoice"]!);
    history.replaceState(null, "", url);
  }
});
