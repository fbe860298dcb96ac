// Menus that open and close. Without scripts they stay open or are <details>.
import { closest } from "./page";

document.addEventListener("click", (event) => {
  const toggle = closest(event, "[data-toggle]");
  if (toggle) {
    const target = document.getElementById(toggle.dataset["toggle"]!);
    const open = target?.classList.toggle("is-open") ?? false;
    toggle.setAttribute("aria-expanded", String(open));
  }

  closeMenus((menu) => !(event.target instanceof Node && menu.contains(event.target)));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    closeMenus((menu) => {
      if (menu.contains(document.activeElement)) {
        menu.querySelector("summary")?.focus();
      }
      return true;
    });
  }
});

function closeMenus(which: (menu: HTMLDetailsElement) => boolean): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (which(menu)) {
      menu.open = false;
    }
  }
}
