// J and K go from one case to the next, as readers of mail know it.
import { closest } from "./page";

document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || closest(event, "input:not([type=radio]), textarea, select")) {
    return;
  }

  const cases = [...document.querySelectorAll<HTMLElement>("[data-case]")];
  const here = cases.findIndex((one) => one.contains(document.activeElement));
  cases[Math.min(cases.length - 1, Math.max(0, here + step))]?.focus();
});
