// Checks a published vote in the reader's own browser. Nothing is asked of the server, and nothing sent.
import { verify, type Check } from "./board/verification";
import { oneAtATime } from "./page";
import { fill, say } from "./words";

const mostTold = 20;

/** What passing a check does not mean, though it was made. */
const remarks = ["quorum_missed"];

const form = document.querySelector<HTMLFormElement>("form[data-verify]");
if (form) {
  const start = oneAtATime(check);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void start(form);
  });

  // Everything is loaded: from here on the reader may go offline.
  form.querySelector<HTMLButtonElement>("[data-verify-start]")!.disabled = false;
}

async function check(form: HTMLFormElement): Promise<void> {
  const status = form.querySelector<HTMLElement>("[data-verify-status]")!;
  const list = form.querySelector<HTMLElement>("[data-verify-checks]")!;
  const meter = form.querySelector<HTMLElement>("[data-verify-progress]")!;
  list.replaceChildren();
  status.textContent = say(form, "working");
  try {
    const [bundle, kept] = await Promise.all([textOf(form, "bundle"), textOf(form, "kept")]);
    const { checks, chosen } = await verify(bundle ?? "", kept, (task, done, of) => tell(form, meter, task, done, of));
    const isSound = checks.every((one) => one.failures.length === 0);
    list.replaceChildren(...checks.map((one) => shown(form, one)));
    status.textContent = `${say(form, isSound ? "sound" : "unsound")} ${say(form, "outcome", { chosen: chosen.join(", ") })}`;
  } catch (problem) {
    status.textContent = say(form, "unreadable", { why: (problem as Error).message });
  } finally {
    meter.hidden = true;
  }
}

function tell(form: HTMLFormElement, meter: HTMLElement, task: string, done: number, of: number): void {
  const bar = meter.querySelector("progress")!;
  meter.hidden = false;
  meter.querySelector("p")!.textContent = say(form, `at-${task}`, { done, of });
  bar.hidden = of === 0;
  bar.max = of || 1;
  bar.value = done;
}

function shown(form: HTMLFormElement, { kind, failures, unsaid }: Check): HTMLElement {
  const sentences = JSON.parse(form.dataset["sentences"]!) as Record<string, string>;
  const isUnsaid = unsaid !== "" && !remarks.includes(unsaid);
  const item = document.createElement("li");
  const verdict = document.createElement("span");
  verdict.className = `status ${failures.length > 0 ? "status-bad" : isUnsaid ? "" : "status-good"}`;
  verdict.textContent = say(form, failures.length > 0 ? "failed" : isUnsaid ? "unsaid" : "ok");
  item.append(verdict, ` ${sentences[`check.${kind}`]}`);

  const more = failures.slice(0, mostTold).map((failure) => fill(sentences[`failure.${failure.code}`] ?? failure.code, failure.values));
  if (failures.length > mostTold) {
    more.push(say(form, "more", { n: failures.length - mostTold }));
  }
  for (const sentence of unsaid ? [sentences[`unsaid.${unsaid}`]!, ...more] : more) {
    const line = document.createElement("p");
    line.textContent = sentence;
    item.append(line);
  }

  return item;
}

function textOf(form: HTMLFormElement, name: string): Promise<string> | null {
  const file = form.querySelector<HTMLInputElement>(`input[name=${name}]`)?.files?.[0];
  return file ? file.text() : null;
}
