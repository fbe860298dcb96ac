// What the leaves of a log come to, read one after the other; as domain/Board/Ledger has it.
import { canonical, fromBase64, hash, preimage, read, type Json } from "./canonical";
import { base64, byField, digest, fields, list, number, text } from "./fields";
import { verifies } from "./head";
import type { Manifest } from "./manifest";

export interface Failure { check: string; code: string; values: Record<string, string> }

export interface Entry { index: number; lock: string; isPaper: boolean; stands: boolean; isOpened: boolean }

type Leaf = { [name: string]: Json };

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
    let leaf: Leaf;
    try {
      leaf = read(line);
      anyLeaf(leaf, "a leaf");
    } catch (problem) {
      return { check: "log", code: "leaf_unreadable", values: { leaf: String(index), why: (problem as Error).message } };
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

  async #add(leaf: Leaf, index: number, fail: (check: string, code: string) => Failure): Promise<Failure | null> {
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

  async #whyNot(leaf: Leaf): Promise<string> {
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

  async #void(leaf: Leaf, fail: (check: string, code: string) => Failure): Promise<Failure | null> {
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

const anyLeaf = byField("t", {
  ballot: fields({ t: text, c: digest, a: digest }, { p: digest }),
  replace: fields({ t: text, c: digest, a: digest, of: digest, s: digest }),
  paper: fields({ t: text, c: digest, n: text }),
  void: fields({ t: text, c: digest, why: text, by: list(fields({ name: text, sig: base64 })) }),
  close: fields({ t: text, web: number(), paper: number(), replaced: number(), void: number(), roll: number() }, { cancelled: text }),
});
