// What the leaves of a log come to, read one after the other; as domain/Board/Ledger has it.
import { canonical, fromBase64, hash, isBase64, isHash, preimage, read } from "./canonical";
import { verifies } from "./head";
import type { Manifest } from "./manifest";

export interface Failure { check: string; code: string; values: Record<string, string> }

export interface Entry { index: number; lock: string; isPaper: boolean; stands: boolean; isOpened: boolean }

type Fields = Record<string, unknown>;

export class Ledger {
  readonly ballots = new Map<string, Entry>();
  readonly permits = new Set<string>();
  size = 1;
  web = 0;
  paper = 0;
  replaced = 0;
  voided = 0;
  /** Persons on the roll, as the close says; null until the log is closed. */
  roll: number | null = null;
  /** Why the vote was called off; null where it came to its end. */
  cancelled: string | null = null;
  readonly #locks = new Set<string>();
  readonly #manifest: Manifest;

  constructor(manifest: Manifest) {
    this.#manifest = manifest;
  }

  /** Takes the next leaf and says what is wrong with it. */
  async take(line: string): Promise<Failure | null> {
    const index = this.size++;
    let leaf: Fields;
    try {
      leaf = read(line);
      expectFields(leaf);
    } catch (problem) {
      return { check: "log", code: "leaf_unreadable", values: { leaf: String(index), why: String(problem) } };
    }

    const fail = (check: string, code: string): Failure => ({ check, code, values: { leaf: String(index), commitment: String(leaf["c"] ?? "—") } });
    if (this.roll !== null && leaf["t"] !== "void") {
      return fail("close", "after_the_close");
    }

    switch (leaf["t"]) {
      case "close": {
        this.roll = leaf["roll"] as number;
        this.cancelled = (leaf["cancelled"] as string | undefined) ?? null;
        const agrees = leaf["web"] === this.web && leaf["paper"] === this.paper && leaf["replaced"] === this.replaced && leaf["void"] === this.voided;
        return agrees ? null : fail("close", "close_miscounts");
      }
      case "void":
        return this.#void(leaf, fail);
      default:
        return this.#add(leaf, index, fail);
    }
  }

  async #add(leaf: Fields, index: number, fail: (check: string, code: string) => Failure): Promise<Failure | null> {
    const commitment = leaf["c"] as string;
    if (this.ballots.has(commitment)) {
      return fail("log", "commitment_twice");
    }

    const why = await this.#whyNot(leaf);
    const earlier = this.ballots.get(leaf["of"] as string);
    if (leaf["t"] === "replace" && earlier?.stands && !earlier.isPaper) {
      earlier.stands = false;
      this.web--;
      this.replaced++;
    }

    const isPaper = leaf["t"] === "paper";
    this.ballots.set(commitment, { index, lock: (leaf["a"] as string | undefined) ?? "", isPaper, stands: true, isOpened: false });
    if (isPaper) {
      this.paper++;
    } else {
      this.web++;
    }

    return why ? fail("authorisations", why) : null;
  }

  async #whyNot(leaf: Fields): Promise<string> {
    const { t, a, p, of, s } = leaf as Record<string, string>;
    if (t === "paper") {
      return "";
    }
    if (this.#locks.has(a!)) {
      return "lock_twice";
    }
    this.#locks.add(a!);
    if (t === "ballot") {
      if (this.#manifest.token && !p) {
        return "permit_missing";
      }
      if (p && (!this.#manifest.token || this.permits.has(p))) {
        return "permit_twice";
      }
      if (p) {
        this.permits.add(p);
      }
      return "";
    }

    const earlier = this.ballots.get(of!);
    return !earlier?.stands || earlier.isPaper ? "replaces_nothing"
      : (await hash("change", JSON.stringify(s))) !== earlier.lock ? "secret_wrong"
      : "";
  }

  async #void(leaf: Fields, fail: (check: string, code: string) => Failure): Promise<Failure | null> {
    const entry = this.ballots.get(leaf["c"] as string);
    if (!entry?.stands) {
      return fail("log", "voids_nothing");
    }

    entry.stands = false;
    this.voided++;
    if (entry.isPaper) {
      this.paper--;
    } else {
      this.web--;
    }

    const statement = preimage("void", canonical({ e: this.#manifest.id, c: leaf["c"] as string, why: leaf["why"] as string }));
    const signatures = leaf["by"] as { name: string; sig: string }[];
    const signed = await Promise.all(this.#manifest.clerks.map(async (clerk) => {
      const checks = signatures.filter((s) => s.name === clerk.name).map((s) => verifies(clerk.key, statement, fromBase64(s.sig)));
      return (await Promise.all(checks)).some(Boolean);
    }));
    return signed.filter(Boolean).length >= 2 ? null : fail("authorisations", "void_unsigned");
  }
}

const known: Record<string, { names: string[]; also?: string }> = {
  ballot: { names: ["t", "c", "a"], also: "p" },
  replace: { names: ["t", "c", "a", "of", "s"] },
  paper: { names: ["t", "c", "n"] },
  void: { names: ["t", "c", "why", "by"] },
  close: { names: ["t", "web", "paper", "replaced", "void", "roll"], also: "cancelled" },
};

const texts = ["t", "n", "why", "cancelled"];
const hashes = ["c", "a", "p", "of", "s"];

/** A field that some read and others overlook would mean two things. */
function expectFields(leaf: Fields): void {
  const kind = known[String(leaf["t"])];
  if (!kind || kind.names.some((name) => !(name in leaf)) || Object.keys(leaf).some((name) => !kind.names.includes(name) && name !== kind.also)) {
    throw new Error("this is no leaf");
  }
  const odd = Object.entries(leaf).find(([name, value]) =>
    !(texts.includes(name) ? typeof value === "string" : hashes.includes(name) ? isHash(value) : name === "by" ? areSignatures(value) : Number(value) === value && value >= 0));
  if (odd) {
    throw new Error(`“${odd[0]}” of a leaf cannot be read`);
  }
}

function areSignatures(value: unknown): boolean {
  return Array.isArray(value) && value.every((one: Fields) =>
    String(Object.keys(one).sort()) === "name,sig" && typeof one["name"] === "string" && typeof one["sig"] === "string" && isBase64(one["sig"]));
}
