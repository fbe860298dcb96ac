// Filling a ballot: what is left of the money, in words and as a bar, and which projects no longer fit.
// The server keeps the same limit; this only says so earlier.
import { closest } from "./page";
import { formatMoney, say } from "./words";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-basket]")) {
  count(form);
}

document.addEventListener("change", (event) => {
  const form = closest<HTMLFormElement>(event, "form[data-basket]");
  if (form) {
    count(form);
  }
});

// A box that would not fit keeps the focus and says why, so it is refused here rather than disabled.
document.addEventListener("click", (event) => {
  const box = event.target;
  if (box instanceof HTMLInputElement && box.ariaDisabled === "true" && box.checked) {
    event.preventDefault();
  }
});

function count(form: HTMLFormElement): void {
  const amount = Number(form.dataset["amount"]);
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[data-cost]")];
  const spent = boxes.filter((box) => box.checked).reduce((sum, box) => sum + Number(box.dataset["cost"]), 0);
  const left = amount - spent;

  for (const box of boxes) {
    const missing = box.checked ? 0 : Number(box.dataset["cost"]) - left;
    tell(form, box, missing);
  }

  const words = form.querySelector("[data-left]");
  if (words) {
    words.textContent = left < 0 ? say(form, "over", { over: money(-left) }) : say(form, "left", { left: money(left) });
  }
  const sum = form.querySelector("[data-spent]");
  if (sum) {
    sum.textContent = say(form, "spent", { spent: money(spent), amount: money(amount) });
  }
  const bar = form.querySelector("progress");
  if (bar) {
    bar.value = Math.min(spent, amount);
    bar.classList.toggle("is-full", left < 0);
  }

  function money(minor: number): string {
    return formatMoney(minor, form.dataset["currency"] ?? "EUR");
  }
}

function tell(form: HTMLFormElement, box: HTMLInputElement, missing: number): void {
  const tooDear = missing > 0;
  const pick = box.closest(".pick");
  const reason = pick?.querySelector<HTMLElement>("[data-reason]");

  pick?.classList.toggle("is-too-dear", tooDear);
  if (tooDear) {
    box.setAttribute("aria-disabled", "true");
  } else {
    box.removeAttribute("aria-disabled");
  }
  if (reason) {
    reason.hidden = !tooDear;
    reason.textContent = tooDear
      ? say(form, "too-dear", { missing: formatMoney(missing, form.dataset["currency"] ?? "EUR") })
      : "";
  }
}
