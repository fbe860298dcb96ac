// Pass the page on, or print it.
import { closest } from "./page";
import { say } from "./words";

document.addEventListener("click", (event) => {
  const share = closest(event, "[data-share]");
  if (share) {
    void passOn(share);
  }

  if (closest(event, "[data-print]")) {
    window.print();
  }
});

async function passOn(button: HTMLElement): Promise<void> {
  const url = document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href ?? location.href.split("#")[0]!;
  if ("share" in navigator && matchMedia("(pointer: coarse)").matches) {
    // Closing the sheet without a choice is no fault.
    await navigator.share({ title: document.title, url }).catch(() => undefined);
    return;
  }

  await navigator.clipboard.writeText(url);
  const said = button.parentElement?.querySelector("[role=status]");
  if (said) {
    said.textContent = say(button, "copied");
  }
}
