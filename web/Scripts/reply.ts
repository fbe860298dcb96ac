// The form of an answer opens under what is answered, and what is typed there outlives news that come meanwhile.
import { closest, fetchPage, partsReplaced } from "./page";

let form = document.querySelector<HTMLElement>("#reply-form");
let answered = form?.closest("article")?.id ?? "";

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
    return;
  }

  const link = closest<HTMLAnchorElement>(event, "a[data-reply]");
  if (link) {
    event.preventDefault();
    void open(link);
  }

  if (closest(event, "#reply-form .form-foot a")) {
    event.preventDefault();
    close();
  }
});

document.addEventListener(partsReplaced, () => {
  if (form && !form.isConnected) {
    document.querySelector("#reply-form")?.remove();
    place();
  }
});

async function open(link: HTMLAnchorElement): Promise<void> {
  const id = link.dataset["reply"]!;
  if (!form || answered !== id) {
    try {
      const fresh = (await fetchPage(link.href)).querySelector<HTMLElement>("#reply-form");
      if (!fresh) {
        location.assign(link.href);
        return;
      }

      keepWords(fresh);
      form?.remove();
      form = document.adoptNode(fresh);
      answered = id;
      place();
    } catch {
      location.assign(link.href);
      return;
    }
  }

  form.querySelector("textarea")!.focus();
}

/** Whoever meant another comment need not type again. */
function keepWords(fresh: HTMLElement): void {
  const typed = form?.querySelector("textarea")?.value;
  if (typed) {
    fresh.querySelector("textarea")!.value = typed;
  }
}

function place(): void {
  document.getElementById(answered)?.querySelector(":scope > .comment-acts")?.after(form!);
}

function close(): void {
  form?.remove();
  form = null;
  document.querySelector<HTMLElement>(`a[data-reply="${CSS.escape(answered)}"]`)?.focus();
}
