// A member of the election commission at work: making keys, opening the envelopes of voters whose ballots are ordered out,
// and signing that these are void. Her keys and her passphrase stay in this page.
import { base64, canonical, fromBase64, hex, preimage } from "./board/canonical";
import { openerOf, openWith } from "./board/envelope";
import { make, signed, unlock, type MemberKeys } from "./board/member-keys";
import { oneAtATime } from "./page";
import { say } from "./words";

type Bytes = Uint8Array<ArrayBuffer>;

interface Order { id: string; step: "OpenOuter" | "OpenInner" | "Sign"; envelope: string | null; person: string | null; commitments: string[]; why: string }

interface Part { order: string; opener: string | null; signatures: string[] }

const idSize = 16;

const keysForm = document.querySelector<HTMLFormElement>("form[data-commission-keys]");
const startKeys = oneAtATime(makeKeys);
keysForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  void startKeys(keysForm);
});

const ordersForm = document.querySelector<HTMLFormElement>("form[data-commission-orders]");
const startWork = oneAtATime(work);
ordersForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  void startWork(ordersForm);
});

async function makeKeys(form: HTMLFormElement): Promise<void> {
  const passphrase = form.querySelector<HTMLInputElement>("[data-passphrase]")!.value;
  if (passphrase !== form.querySelector<HTMLInputElement>("[data-again]")!.value) {
    tell(form, "differ");
    return;
  }

  try {
    const { signKey, sealKey, kept } = await make(passphrase);
    fill(form, "SignKey", signKey);
    fill(form, "SealKey", sealKey);
    fill(form, "Kept", kept);
    form.submit();
  } catch {
    tell(form, "failed");
  }
}

async function work(form: HTMLFormElement): Promise<void> {
  tell(form, "working");
  const keys = await unlock(form.dataset["kept"]!, form.querySelector<HTMLInputElement>("[data-passphrase]")!.value).catch(() => null);
  if (!keys) {
    tell(form, "wrong");
    return;
  }

  try {
    const orders = JSON.parse(form.dataset["commissionOrders"]!) as Order[];
    const replaced = new Lazy(() => replacements(form.dataset["leaves"]!));
    const parts: Part[] = [];
    for (const order of orders) {
      parts.push(await partOf(order, keys, form.dataset["election"]!, replaced));
    }
    fill(form, "Parts", JSON.stringify(parts));
    form.submit();
  } catch {
    tell(form, "failed");
  }
}

async function partOf(order: Order, keys: MemberKeys, election: string, replaced: Lazy<Map<string, string>>): Promise<Part> {
  const sign = (commitments: string[]): Promise<string[]> =>
    Promise.all(commitments.map((c) => signed(preimage("void", canonical({ c, e: election, why: order.why })), keys.sign)));
  if (order.step === "Sign") {
    return { order: order.id, opener: null, signatures: await sign(order.commitments) };
  }

  const envelope = fromBase64(order.envelope!);
  const opener = await openerOf(envelope, keys.open, keys.point);
  const content = await openWith(envelope, opener);
  if (order.step === "OpenOuter") {
    return { order: order.id, opener: base64(opener), signatures: [] };
  }

  return { order: order.id, opener: base64(opener), signatures: await sign([standing(found(content, order.person!), await replaced.value)]) };
}

/** What an inner envelope says of the voter whom it should be of. */
function found(content: Bytes, person: string): string {
  if (hex(content.slice(0, idSize)) !== person.replaceAll("-", "")) {
    throw new Error("the envelope is of somebody else");
  }

  return hex(content.slice(idSize));
}

function standing(commitment: string, replaced: Map<string, string>): string {
  const next = replaced.get(commitment);
  return next === undefined ? commitment : standing(next, replaced);
}

/** Which ballot replaced which, as the public log says: the server is not asked for its word. */
async function replacements(address: string): Promise<Map<string, string>> {
  const replaced = new Map<string, string>();
  for (let from = 0; ;) {
    const answer = await fetch(`${address}?from=${from}`);
    if (!answer.ok) {
      throw new Error(`${answer.status} from the log`);
    }

    const lines = (await answer.text()).split("\n").filter((line) => line !== "");
    for (const line of lines) {
      const leaf = JSON.parse(line) as Record<string, string>;
      if (leaf["t"] === "replace") {
        replaced.set(leaf["of"]!, leaf["c"]!);
      }
    }
    if (lines.length === 0) {
      return replaced;
    }
    from += lines.length;
  }
}

class Lazy<T> {
  #value?: Promise<T>;
  readonly #make: () => Promise<T>;

  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  get value(): Promise<T> {
    return this.#value ??= this.#make();
  }
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  form.querySelector<HTMLInputElement>(`input[name=${name}]`)!.value = value;
}

function tell(form: HTMLFormElement, name: string): void {
  form.querySelector("[data-commission-status]")!.textContent = say(form, name);
}
