// Keeps what is being written, so that a closed lid or a dead battery costs nothing.
import { isSafe } from "./forms";
import { afterPause, closest } from "./page";
import { formatTime, say } from "./words";

const save = afterPause(1500, (form: HTMLFormElement) => void keep(form));

document.addEventListener("input", (event) => {
  const form = closest<HTMLFormElement>(event, "form[data-draft-url]");
  if (form) {
    save(form);
  }
});

async function keep(form: HTMLFormElement): Promise<void> {
  const body = new FormData(form);
  for (const [name, value] of [...body]) {
    if (value instanceof File) {
      body.delete(name);
    }
  }
  const sent = fingerprint(body);

  const saved = await fetch(form.dataset["draftUrl"]!, { method: "POST", body }).then((answer) => answer.ok, () => false);
  const status = form.querySelector("[data-draft-status]");
  if (status) {
    status.textContent = saved ? say(form, "saved", { time: formatTime(new Date()) }) : say(form, "not-saved");
  }
  if (saved && sent === fingerprint(new FormData(form))) {
    isSafe(form);
  }
}

function fingerprint(fields: FormData): string {
  return JSON.stringify([...fields].filter(([, value]) => typeof value === "string"));
}
