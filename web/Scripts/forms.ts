// Small help with forms: faults are found, characters counted, nothing typed is lost by leaving.
import { closest } from "./page";
import { say, sayCount } from "./words";

const changed = new WeakSet<HTMLFormElement>();

document.querySelector<HTMLElement>(".error-summary[tabindex]")?.focus();

document.addEventListener("click", (event) => {
  const link = closest<HTMLAnchorElement>(event, ".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (field) {
    event.preventDefault();
    (field.closest(".field") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  }

  const eye = closest<HTMLButtonElement>(event, "[data-show-password]");
  const password = eye && document.getElementById(eye.dataset["showPassword"]!);
  if (password instanceof HTMLInputElement) {
    const show = password.type === "password";
    password.type = show ? "text" : "password";
    eye!.setAttribute("aria-pressed", String(show));
    eye!.querySelector("span")!.textContent = say(eye!, show ? "hide" : "show");
  }
});

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    count(field);
  }

  const form = closest<HTMLFormElement>(event, "form[data-guard]");
  if (form) {
    changed.add(form);
  }
});

document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement && !event.defaultPrevented) {
    changed.delete(event.target);
  }
});

window.addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll<HTMLFormElement>("form[data-guard]")].some((form) => changed.has(form))) {
    event.preventDefault();
  }
});

/** What was typed is safe elsewhere, as in a draft: one may leave. */
export function isSafe(form: HTMLFormElement): void {
  changed.delete(form);
}

/** The limit is shown, not enforced: who pastes too much may then cut it where they like. */
function count(field: HTMLInputElement | HTMLTextAreaElement): void {
  const counter = document.querySelector<HTMLElement>(`[data-count-for="${CSS.escape(field.id)}"]`);
  const limit = Number(counter?.dataset["limit"]);
  if (counter && limit > 0) {
    const left = limit - field.value.length;
    counter.textContent = sayCount(counter, left < 0 ? "over" : "", Math.abs(left));
    counter.classList.toggle("is-over", left < 0);
  }
}

for (const counter of document.querySelectorAll<HTMLElement>("[data-count-for]")) {
  const field = document.getElementById(counter.dataset["countFor"]!);
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    if (field.maxLength > 0) {
      counter.dataset["limit"] ??= String(field.maxLength);
      field.removeAttribute("maxlength");
    }
    count(field);
  }
}
