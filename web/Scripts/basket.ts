// Filling a ballot: what is left of the money, of the points or of the choices, in words and as a bar, and which projects
// no longer fit. The server keeps the same limits; this only says so earlier.
import { closest } from "./page";
import { formatMoney, say } from "./words";
import "./ranking";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-basket]")) {
  count(form);
}

for (const happening of ["change", "input"]) {
  document.addEventListener(happening, (event) => {
    const form = closest<HTMLFormElement>(event, "form[data-basket]");
    if (form) {
      count(form);
    }
  });
}

// A box that would not fit keeps the focus and says why, so it is refused here rather than disabled.
document.addEventListener("click", (event) => {
  const box = event.target;
  if (box instanceof HTMLInputElement && box.ariaDisabled === "true" && box.checked) {
    event.preventDefault();
  }
});

function count(form: HTMLFormElement): void {
  switch (form.dataset["basket"]) {
    case "knapsack":
      countMoney(form);
      break;
    case "approval":
      countChoices(form);
      break;
    case "cumulative":
      countPoints(form);
      break;
  }
}

function countMoney(form: HTMLFormElement): void {
  const amount = Number(form.dataset["amount"]);
  const boxes = boxesOf(form);
  const spent = boxes.filter((box) => box.checked).reduce((sum, box) => sum + Number(box.dataset["cost"]), 0);
  const left = amount - spent;

  for (const box of boxes) {
    const missing = box.checked ? 0 : Number(box.dataset["cost"]) - left;
    refuse(box, missing > 0 ? say(form, "too-dear", { missing: money(missing) }) : "");
  }

  show(form, left < 0 ? say(form, "over", { over: money(-left) }) : say(form, "left", { left: money(left) }), Math.min(spent, amount), left < 0);
  const sum = form.querySelector("[data-spent]");
  if (sum) {
    sum.textContent = say(form, "spent", { spent: money(spent), amount: money(amount) });
  }

  function money(minor: number): string {
    return formatMoney(minor, form.dataset["currency"] ?? "EUR");
  }
}

function countChoices(form: HTMLFormElement): void {
  const most = Number(form.dataset["most"]);
  const boxes = boxesOf(form);
  const chosen = boxes.filter((box) => box.checked).length;

  for (const box of boxes) {
    refuse(box, !box.checked && chosen >= most ? say(form, "full") : "");
  }

  show(form, say(form, "choices", { n: chosen, of: most }));
}

function countPoints(form: HTMLFormElement): void {
  const points = Number(form.dataset["points"]);
  const given = [...form.querySelectorAll<HTMLInputElement>("input[name^='Points[']")].reduce((sum, box) => sum + Number(box.value), 0);
  const left = points - given;

  show(form, say(form, left < 0 ? "points-over" : "points", { n: Math.abs(left), of: points }), Math.min(given, points), left < 0);
}

function boxesOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>("input[data-cost]")];
}

function show(form: HTMLFormElement, words: string, share?: number, isFull = false): void {
  const left = form.querySelector("[data-left]");
  if (left) {
    left.textContent = words;
  }
  const bar = form.querySelector("progress");
  if (bar && share !== undefined) {
    bar.value = share;
    bar.classList.toggle("is-full", isFull);
  }
}

/** @param why Nothing where the box may be ticked. */
function refuse(box: HTMLInputElement, why: string): void {
  const pick = box.closest(".pick");
  const reason = pick?.querySelector<HTMLElement>("[data-reason]");

  pick?.classList.toggle("is-too-dear", why !== "");
  if (why) {
    box.setAttribute("aria-disabled", "true");
  } else {
    box.removeAttribute("aria-disabled");
  }
  if (reason) {
    reason.hidden = !why;
    reason.textContent = why;
  }
}
