// Putting projects in order: each button does at once what the server would do, and nothing is sent before the review.
import { closest } from "./page";
import { fill } from "./words";

document.addEventListener("click", (event) => {
  const button = closest<HTMLButtonElement>(event, "[data-move]");
  const form = button?.form;
  const ranking = form?.querySelector<HTMLOListElement>("[data-ranking]");
  const project = button?.closest<HTMLElement>("[data-project]")?.dataset["project"];
  if (!button || !form || !ranking || !project) {
    return;
  }

  event.preventDefault();
  form.querySelectorAll<HTMLElement>("[data-reason]").forEach((reason) => (reason.hidden = true));
  const place = ranking.querySelector<HTMLLIElement>(`[data-project="${project}"]`);
  const pick = form.querySelector<HTMLElement>(`.pick[data-project="${project}"]`)!;
  switch (button.dataset["move"]) {
    case "add":
      if (isFull(form, ranking)) {
        refuse(form, pick);
        return;
      }
      add(form, ranking, pick, project);
      break;
    case "up":
      place?.previousElementSibling?.before(place);
      break;
    case "down":
      place?.nextElementSibling?.after(place);
      break;
    default:
      place?.remove();
      pick.hidden = false;
      pick.querySelector("button")?.focus();
  }

  const now = ranking.querySelector<HTMLLIElement>(`[data-project="${project}"]`);
  if (now) {
    // What was moved keeps the focus, on the button that moved it.
    now.querySelector<HTMLButtonElement>(`[data-move="${button.dataset["move"] === "add" ? "up" : button.dataset["move"]}"]`)?.focus();
    tell(form, fill(form.dataset["textMoved"]!, { title: titleOf(pick), n: [...ranking.children].indexOf(now) + 1, of: ranking.children.length }));
  }
  count(form, ranking);
});

function add(form: HTMLFormElement, ranking: HTMLOListElement, pick: HTMLElement, project: string): void {
  const fresh = form.querySelector<HTMLTemplateElement>("template[data-ranked]")!.content.firstElementChild!.cloneNode(true) as HTMLLIElement;
  const title = fresh.querySelector<HTMLElement>(".ranked-title")!;
  fresh.dataset["project"] = project;
  fresh.querySelector("input")!.value = project;
  title.id = `ranked-${project}`;
  title.textContent = titleOf(pick);
  title.lang = pick.querySelector<HTMLElement>(".pick-title [lang]")!.lang;
  for (const button of fresh.querySelectorAll("button")) {
    button.value = `${button.dataset["move"]}-${project}`;
    button.setAttribute("aria-describedby", title.id);
  }

  ranking.append(fresh);
  pick.hidden = true;
}

/** Says beside the button, and to those who listen, why it does nothing. */
function refuse(form: HTMLFormElement, pick: HTMLElement): void {
  const reason = pick.querySelector<HTMLElement>("[data-reason]")!;
  reason.textContent = form.dataset["textFull"]!;
  reason.hidden = false;
  tell(form, reason.textContent);
}

function isFull(form: HTMLFormElement, ranking: HTMLOListElement): boolean {
  return ranking.children.length >= Number(form.dataset["most"]);
}

function count(form: HTMLFormElement, ranking: HTMLOListElement): void {
  const left = form.querySelector("[data-left]");
  if (left) {
    left.textContent = fill(form.dataset["textChoices"]!, { n: ranking.children.length, of: form.dataset["most"]! });
  }
  form.querySelector<HTMLElement>("[data-empty]")!.hidden = ranking.children.length > 0;
}

function titleOf(pick: HTMLElement): string {
  return pick.querySelector(".pick-title")!.textContent.trim();
}

function tell(form: HTMLFormElement, words: string): void {
  form.querySelector("[data-moved]")!.textContent = words;
}
