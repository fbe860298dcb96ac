// Drawing what hides the ballot on the voter's own device, and checking the receipt there: the leaf must be of the very
// ballot that was filled in here, in a log that the board of this vote has signed.
import { canonical, fromBase64, hash, hex, type Json } from "./board/canonical";
import { isSignedBy, parseHead } from "./board/head";
import { hashOfLeaf, isIncluded } from "./board/merkle";
import { budgetOf, keep, keptFor, type Kept } from "./kept-ballot";
import { castByPermit } from "./permit";
import { manifestOf, Unanswered } from "./vote-manifest";
import { say } from "./words";

/** What this tab sent, and for whom. */
interface Sent { commitment: string; voter: string }

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// At the counter the device keeps nothing: the form names no election there.
const form = document.querySelector<HTMLFormElement>("form[data-ballot]:not([data-ballot=''])");
if (form) {
  void prepare(form);
}

const receipt = document.querySelector<HTMLElement>("[data-receipt]");
if (receipt) {
  void check(receipt);
}

async function prepare(form: HTMLFormElement): Promise<void> {
  const election = form.dataset["ballot"]!;
  if (form.dataset["permit"]) {
    castByPermit(form, (receipt) => void check(receipt));
  }
  const nonce = hex(crypto.getRandomValues(new Uint8Array(32)));
  form.querySelector<HTMLInputElement>("input[name=Nonce]")!.value = nonce;
  const choices = [...form.querySelectorAll<HTMLInputElement>("input[data-key]")].map(choiceOf);
  if (form.dataset["form"] !== "ranking") {
    choices.sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
  }
  const commitment = await hash("ballot", canonical({ b: choices, e: election, r: nonce }));
  // When it is sent and not before: the reader may have gone back to another review of hers, whose ballot is another.
  form.addEventListener("submit", () => remember(election, { commitment, voter: form.dataset["voter"]! }));
  form.querySelector("[data-ballot-status]")!.textContent = say(form, "tracker", { tracker: trackerOf(commitment) });

  const kept = keptFor(budgetOf(location.pathname), form.dataset["voter"]!);
  const secret = form.querySelector<HTMLInputElement>("input[name=Secret]");
  if (kept?.opening.e === election && secret) {
    secret.value = await hash("change-secret", JSON.stringify(kept.opening.r));
  }
}

/** A project's id; with its points, where the form gives points. */
function choiceOf(input: HTMLInputElement): Json {
  const key = input.dataset["key"]!;
  return input.name === "Projects" ? key : [key, Number(input.value)];
}

function idOf(choice: Json): string {
  return Array.isArray(choice) ? (choice[0] as string) : (choice as string);
}

async function check(element: HTMLElement): Promise<void> {
  const text = element.dataset["receipt"]!;
  const { opening, receipt } = JSON.parse(text) as Kept;
  const sent = sentFor(opening.e);
  const isKept = sent !== null && keep(budgetOf(location.pathname), sent.voter, text);

  // A town that cannot be reached, or a browser that cannot compute, accuses nobody.
  const verdict = await isOurs(opening, receipt, sent).then(
    (isSound) => (isSound ? "sound" : "false"),
    (problem: unknown) => (problem instanceof Unanswered || !isSecureContext ? "unchecked" : "false"));
  element.querySelector("[data-receipt-status]")!.textContent = `${say(element, verdict)} ${isKept && verdict !== "false" ? say(element, "kept") : ""}`.trimEnd();
}

async function isOurs(opening: Kept["opening"], receipt: Kept["receipt"], sent: Sent | null): Promise<boolean> {
  const commitment = await hash("ballot", canonical(opening));
  const manifest = await manifestOf(opening.e);
  const head = parseHead(receipt.head);

  return (sent === null || sent.commitment === commitment)
    && receipt.leaf["c"] === commitment
    && receipt.e === manifest.id
    && head.origin === manifest.origin
    && await isSignedBy(head, manifest.board)
    && await isIncluded(await hashOfLeaf(canonical(receipt.leaf)), receipt.index, head.size, receipt.proof.map(fromBase64), head.root);
}

function remember(election: string, sent: Sent): void {
  try {
    sessionStorage.setItem(`cast:${election}`, JSON.stringify(sent));
  } catch {
    // A browser that keeps nothing votes all the same.
  }
}

function sentFor(election: string): Sent | null {
  try {
    return JSON.parse(sessionStorage.getItem(`cast:${election}`) ?? "null") as Sent | null;
  } catch {
    return null;
  }
}

function trackerOf(commitment: string): string {
  const bits = BigInt(`0x${commitment.slice(0, 20)}`).toString(2).padStart(80, "0");
  const letters = Array.from({ length: 16 }, (_, i) => base32[parseInt(bits.slice(i * 5, i * 5 + 5), 2)]);
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join("")).join("-");
}
