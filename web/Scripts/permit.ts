// Casting a ballot that nobody can join to its voter: the browser, known, asks for a permit whose content it hides; then,
// unknown, it sends the ballot with the permit and without a cookie.
import { base64, fromBase64, hash } from "./board/canonical";
import { TokenKey, type Blinded } from "./board/permit";
import { oneAtATime } from "./page";
import { manifestOf } from "./vote-manifest";
import { say } from "./words";

/** What was asked for; then the permit; then also the nonces of ballots that were sent with it, until a receipt comes. */
interface Kept { prepared: string; inverse: string; message: string; permit?: string; sent?: string[] }

/** @param onCast Is called with the page of the receipt in place. */
export function castByPermit(form: HTMLFormElement, onCast: (receipt: HTMLElement) => void): void {
  const status = form.querySelector("[data-ballot-status]")!;
  const start = oneAtATime(async () => {
    status.textContent = say(form, "sending");
    try {
      onCast(await cast(form));
    } catch (problem) {
      status.textContent = problem instanceof Refused ? problem.message : say(form, "failed");
    }
  });
  form.addEventListener("submit", (event) => {
    // Going back to the choice is an ordinary form.
    if ((event.submitter as HTMLButtonElement | null)?.hasAttribute("formaction")) {
      return;
    }
    event.preventDefault();
    void start();
  });
}

async function cast(form: HTMLFormElement): Promise<HTMLElement> {
  const ballot = new FormData(form);
  ballot.delete("__RequestVerificationToken");
  const page = isChange(ballot) ? await send(form, ballot) : await sendWithPermit(form, ballot);
  const receipt = page.querySelector<HTMLElement>("[data-receipt]");
  if (!receipt) {
    throw new Error("the town gave no receipt");
  }

  const main = document.querySelector("main")!;
  main.replaceChildren(...page.querySelector("main")!.childNodes);
  document.title = page.title;
  main.querySelector("h1")?.setAttribute("tabindex", "-1");
  main.querySelector("h1")?.focus();
  scrollTo(0, 0);
  localStorage.removeItem(keyOf(form));

  return receipt;
}

/** Where the answer to an earlier ballot was lost, that may be in the box: then this one takes its place. */
async function sendWithPermit(form: HTMLFormElement, ballot: FormData): Promise<Document> {
  const { sent = [], ...kept } = await permitFor(form);
  const nonce = ballot.get("Nonce") as string;
  const others = sent.filter((other) => other !== nonce);
  keep(form, { ...kept, sent: [...others, nonce] });
  ballot.set("Permit", kept.permit);
  ballot.delete("Secret");
  try {
    return await send(form, ballot);
  } catch (refused) {
    for (const earlier of refused instanceof Refused ? others : []) {
      ballot.delete("Permit");
      ballot.set("Secret", await hash("change-secret", JSON.stringify(earlier)));
      const page = await send(form, ballot).catch(unlessRefused);
      if (page) {
        return page;
      }
    }

    throw refused;
  }
}

async function send(form: HTMLFormElement, ballot: FormData): Promise<Document> {
  const answer = await fetch(form.dataset["anonymous"]!, {
    method: "POST", body: ballot, credentials: "omit", referrerPolicy: "no-referrer", headers: { "Accept-Language": document.documentElement.lang },
  });
  await expectSuccess(answer);

  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Whether a ballot is to be replaced: then its secret speaks for the voter. */
function isChange(ballot: FormData): boolean {
  const file = ballot.get("Receipt");
  return Boolean(ballot.get("Secret")) || (file instanceof File && file.size > 0);
}

/** The permit of this device: one that was not used yet, or a new one. It is kept before it is asked for, since only one is given. */
async function permitFor(form: HTMLFormElement): Promise<Kept & { permit: string }> {
  const { permit, ...asked } = JSON.parse(localStorage.getItem(keyOf(form)) ?? "{}") as Partial<Kept>;
  if (permit) {
    return { ...(asked as Kept), permit };
  }

  // The key of the manifest, whose hash every ballot bears: a key of her own would tell the voter from all others.
  const key = await TokenKey.read((await manifestOf(form.dataset["ballot"]!)).token!);
  const kept = asked.message ? (asked as Kept) : written(await key.blind());
  keep(form, kept);

  const request = new FormData();
  request.set("Blinded", kept.message);
  request.set("IsOldEnough", String(form.querySelector<HTMLInputElement>("input[name=IsOldEnough]")?.checked ?? false));
  request.set("__RequestVerificationToken", form.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")!.value);
  const answer = await fetch(form.dataset["permit"]!, { method: "POST", body: request });
  await expectSuccess(answer);
  const { signature } = await answer.json() as { signature: string };
  const finished = { ...kept, permit: await key.finish({ prepared: fromBase64(kept.prepared), inverse: BigInt(`0x${kept.inverse}`) }, fromBase64(signature)) };
  keep(form, finished);

  return finished;
}

function keep(form: HTMLFormElement, kept: Kept): void {
  localStorage.setItem(keyOf(form), JSON.stringify(kept));
}

function written({ prepared, inverse, message }: Blinded): Kept {
  return { prepared: base64(prepared), inverse: inverse.toString(16), message: base64(message) };
}

function keyOf(form: HTMLFormElement): string {
  return `permit:${form.dataset["ballot"]}:${form.dataset["voter"]}`;
}

async function expectSuccess(answer: Response): Promise<void> {
  if (!answer.ok) {
    throw answer.status === 409 ? new Refused((await answer.json() as { why: string }).why) : new Error(String(answer.status));
  }
}

function unlessRefused(problem: unknown): null {
  if (problem instanceof Refused) {
    return null;
  }

  throw problem;
}

/** What the town answers, in the reader's words. */
class Refused extends Error {}
