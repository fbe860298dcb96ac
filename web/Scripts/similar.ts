// While a title is being written: what is like it already. The server sends the whole box, or nothing.
import { afterPause, closest } from "./page";

const shortest = 4;
let current: AbortController | undefined;

const look = afterPause(400, (field: HTMLInputElement) => void find(field));

document.addEventListener("input", (event) => {
  const field = closest<HTMLInputElement>(event, "[data-similar-url]");
  if (field) {
    look(field);
  }
});

async function find(field: HTMLInputElement): Promise<void> {
  const box = document.querySelector<HTMLElement>(field.dataset["similar"]!);
  if (!box) {
    return;
  }

  current?.abort();
  const mine = (current = new AbortController());
  try {
    const title = field.value.trim();
    const found = title.length < shortest ? "" : await ask(field.dataset["similarUrl"]!, title, mine.signal);
    box.innerHTML = found;
    box.hidden = found.trim() === "";
  } catch {
    // It was only a hint: whoever writes is not disturbed when it cannot be had.
  }
}

async function ask(address: string, title: string, stop: AbortSignal): Promise<string> {
  const url = new URL(address, location.href);
  url.searchParams.set("q", title);
  const answer = await fetch(url, { signal: stop });
  return answer.ok && answer.status !== 204 ? answer.text() : "";
}
