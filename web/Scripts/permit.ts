// Casting a ballot that nobody can join to its voter: the browser, known, asks for a permit whose content it hides; then,
// unknown, it sends the ballot with the permit and without a cookie.
import { base64, fromBase64 } from "./board/canonical";
import { TokenKey, type Blinded } from "./board/permit";
import { say } from "./words";

interface Kept { prepared: string; inverse: string; message: string; permit?: string }

/** @param onCast Is called with the page of the receipt in place. */
export function castByPermit(form: HTMLFormElement, onCast: (receipt: HTMLElement) => void): void {
  form.addEventListener("submit", (event) => {
    // Going back to the choice is an ordinary form.
    if ((event.submitter as HTMLButtonElement | null)?.hasAttribute("formaction")) {
      return;
    }
    event.preventDefault();
    void cast(form).then(onCast, (problem: unknown) => {
      form.querySelector("[data-ballot-status]")!.textContent = problem instanceof Refused ? problem.message : say(form, "failed");
    });
  });
}

async function cast(form: HTMLFormElement): Promise<HTMLElement> {
  const ballot = new FormData(form);
  ballot.delete("__RequestVerificationToken");
  const permit = isChange(ballot) ? null : await permitFor(form);
  if (permit) {
    ballot.set("Permit", permit);
    ballot.delete("Secret");
  }

  const answer = await fetch(form.dataset["anonymous"]!, {
    method: "POST", body: ballot, credentials: "omit", referrerPolicy: "no-referrer", headers: { "Accept-Language": document.documentElement.lang },
  });
  await expectSuccess(answer);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = document.querySelector("main")!;
  main.replaceChildren(...page.querySelector("main")!.childNodes);
  main.querySelector("h1")?.setAttribute("tabindex", "-1");
  main.querySelector("h1")?.focus();
  scrollTo(0, 0);
  localStorage.removeItem(keyOf(form));

  return main.querySelector<HTMLElement>("[data-receipt]")!;
}

/** Whether a ballot is to be replaced: then its secret speaks for the voter. */
function isChange(ballot: FormData): boolean {
  const file = ballot.get("Receipt");
  return Boolean(ballot.get("Secret")) || (file instanceof File && file.size > 0);
}

/** The permit of this device: one that was not used yet, or a new one. It is kept before it is asked for, since only one is given. */
async function permitFor(form: HTMLFormElement): Promise<string> {
  const key = await TokenKey.read(form.dataset["token"]!);
  const kept = JSON.parse(localStorage.getItem(keyOf(form)) ?? "null") as Kept | null ?? written(await key.blind());
  localStorage.setItem(keyOf(form), JSON.stringify(kept));
  if (kept.permit) {
    return kept.permit;
  }

  const request = new FormData();
  request.set("Blinded", kept.message);
  request.set("IsOldEnough", String(form.querySelector<HTMLInputElement>("input[name=IsOldEnough]")?.checked ?? false));
  request.set("__RequestVerificationToken", form.querySelector<HTMLInputElement>("input[name=__RequestVerificationToken]")!.value);
  const answer = await fetch(form.dataset["permit"]!, { method: "POST", body: request });
  await expectSuccess(answer);
  const { signature } = await answer.json() as { signature: string };
  const permit = await key.finish({ prepared: fromBase64(kept.prepared), inverse: BigInt(`0x${kept.inverse}`) }, fromBase64(signature));
  localStorage.setItem(keyOf(form), JSON.stringify({ ...kept, permit }));

  return permit;
}

function written({ prepared, inverse, message }: Blinded): Kept {
  return { prepared: base64(prepared), inverse: inverse.toString(16), message: base64(message) };
}

function keyOf(form: HTMLFormElement): string {
  return `permit:${form.dataset["ballot"]}`;
}

async function expectSuccess(answer: Response): Promise<void> {
  if (!answer.ok) {
    throw answer.status === 409 ? new Refused((await answer.json() as { why: string }).why) : new Error(String(answer.status));
  }
}

/** What the town answers, in the reader's words. */
class Refused extends Error {}
