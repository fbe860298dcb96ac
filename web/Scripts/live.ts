// Hears what others do while the page is open. Numbers tick where they stand; everything else waits to be asked for.
import { HubConnectionBuilder, HubConnectionState, LogLevel } from "@microsoft/signalr";
import { closest, fetchPage, replaceParts } from "./page";
import { fill, formatMoney, formatNumber, sayCount } from "./words";

type Numbers = Record<string, number>;

const longestWait = 60_000;
const betweenAnnouncements = 10_000;

const hub = new HubConnectionBuilder()
  .withUrl("/live")
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount }) => waitBefore(previousRetryCount) })
  .configureLogging(LogLevel.None)
  .build();

hub.on("Changed", (subject: string, numbers: Numbers, kinds: string[]) => {
  showNumbers(subject, numbers);
  showNotices(subject, kinds);
});
hub.onreconnecting(() => {
  delete document.documentElement.dataset["listening"];
});
hub.onreconnected(() => start());

void start();

// A page taken out of the browser's memory has heard nothing meanwhile.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && hub.state === HubConnectionState.Disconnected) {
    void start();
  }
});

document.addEventListener("click", (event) => {
  const pill = closest<HTMLButtonElement>(event, "[data-pill]");
  if (pill) {
    void refresh(pill);
  }
});

async function start(attempt = 0): Promise<void> {
  try {
    if (hub.state === HubConnectionState.Disconnected) {
      await hub.start();
    }
    await listen();
  } catch (error) {
    // What is not there, or not for this reader, will not be there the next time either.
    if (String(error).includes("not_found")) {
      await hub.stop();
      return;
    }

    window.setTimeout(() => void start(attempt + 1), waitBefore(attempt));
  }
}

/** Asks for the numbers as they are now, and to be told of every change; also after the line was cut. */
async function listen(): Promise<void> {
  const now: Record<string, Numbers> = await hub.invoke("Listen", subjects());
  for (const [subject, numbers] of Object.entries(now)) {
    showNumbers(subject, numbers);
  }

  document.documentElement.dataset["listening"] = "yes";
}

/** Longer each time, and never the same for everyone: a restarted server is not stormed. */
function waitBefore(attempt: number): number {
  return Math.min(longestWait, 1000 * 2 ** attempt) * (0.5 + Math.random());
}

function subjects(): string[] {
  return [...new Set([...document.querySelectorAll<HTMLElement>("[data-live]")].map((place) => place.dataset["live"]!))];
}

/** What belongs to a subject: inside its element, and not inside another's. */
function belonging(subject: string, selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)]
    .filter((element) => element.closest<HTMLElement>("[data-live]")?.dataset["live"] === subject);
}

function showNumbers(subject: string, numbers: Numbers): void {
  for (const element of belonging(subject, "[data-number]")) {
    const n = numbers[element.dataset["number"]!];
    if (n !== undefined) {
      tick(element, n);
    }
  }

  for (const pill of belonging(subject, "[data-pill]")) {
    const n = numbers[pill.dataset["pill"]!];
    if (n !== undefined) {
      const more = n - Number(pill.dataset["seen"]);
      pill.dataset["told"] = String(n);
      pill.hidden = more <= 0;
      pill.textContent = sayCount(pill, "", Math.max(0, more));
    }
  }
}

function tick(element: HTMLElement, n: number): void {
  if (element instanceof HTMLProgressElement) {
    element.value = n;
    return;
  }

  const currency = element.dataset["currency"];
  const text = currency ? formatMoney(n, currency) : formatNumber(n);
  if (digits(element.textContent) !== digits(text)) {
    element.textContent = text;
    element.classList.add("has-ticked");
    if (element.dataset["announce"]) {
      announce(element, fill(element.dataset["announce"], { n: currency ? text : n }));
    }
  }
}

/** The server and the browser may differ in the space between thousands; that is no change. */
function digits(text: string): string {
  return text.replace(/[^\d.,-]/g, "");
}

function showNotices(subject: string, kinds: string[]): void {
  for (const notice of belonging(subject, "[data-notice-for]")) {
    if (notice.dataset["noticeFor"]!.split(" ").some((kind) => kinds.includes(kind))) {
      notice.hidden = false;
    }
  }
}

/** Shows what the pill spoke of, and brings whoever pressed it to the first of the new. */
async function refresh(pill: HTMLButtonElement): Promise<void> {
  if (pill.dataset["elsewhere"]) {
    location.assign(pill.dataset["elsewhere"]);
    return;
  }

  const part = pill.dataset["refresh"]!;
  const known = new Set([...document.querySelectorAll(`${part} [id]`)].map(({ id }) => id));
  pill.disabled = true;
  try {
    const told = Number(pill.dataset["told"]);
    let { fresh, counted } = await fetchCounted(pill);
    if (counted < told) {
      // Visitors' pages are kept for a second: this one is from before.
      await new Promise((done) => setTimeout(done, 1_100));
      ({ fresh, counted } = await fetchCounted(pill));
    }

    replaceParts(fresh, part);
    pill.dataset["seen"] = String(Math.max(counted, told));
    pill.hidden = true;

    const first = [...document.querySelectorAll<HTMLElement>(`${part} article[id]`)].find(({ id }) => !known.has(id))
      ?? document.querySelector<HTMLElement>(part);
    if (first) {
      first.tabIndex = -1;
      first.focus();
    }
  } catch {
    location.reload();
  } finally {
    pill.disabled = false;
  }
}

async function fetchCounted(pill: HTMLButtonElement): Promise<{ fresh: Document; counted: number }> {
  const fresh = await fetchPage(location.href.split("#")[0]!);
  const counted = fresh.querySelector<HTMLElement>(`[data-pill="${pill.dataset["pill"]}"]`)?.dataset["seen"];
  return { fresh, counted: Number(counted ?? pill.dataset["seen"]) };
}

// Those who listen to the page hear of numbers too, but not of every one.
const waiting = new Map<HTMLElement, string>();
const voice = document.createElement("p");
voice.className = "visually-hidden";
voice.setAttribute("role", "status");
document.body.append(voice);
let speaking = 0;

function announce(element: HTMLElement, sentence: string): void {
  waiting.set(element, sentence);
  speaking ||= window.setTimeout(() => {
    voice.textContent = [...waiting.values()].join(". ");
    waiting.clear();
    speaking = 0;
  }, betweenAnnouncements);
}
