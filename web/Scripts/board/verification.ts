// Everything that can be checked of a finished election with nothing but its bundle and what a voter kept: the same
// checks, with the same codes, as `participation verify`.
import { Pace, type Progress } from "../tally/pace";
import { canonical, fromBase64, hash, read, type Json } from "./canonical";
import { fields, list, smallNumber, text } from "./fields";
import { claimsOf, isSignedBy, parseHead, type Head } from "./head";
import { Ledger, type Failure } from "./ledger";
import { lockOf, readManifest, readOpening, whyNot, type Choice, type Manifest, type Opening } from "./manifest";
import { hashOfLeaf, isIncluded, isSame, MerkleTree } from "./merkle";
import { readPermit, TokenKey, type Permit } from "./permit";
import { count, knows } from "./tally";

export const kinds = ["log", "heads", "witnesses", "authorisations", "close", "openings", "ballots", "outcome", "evidence"] as const;

export interface Check { kind: string; failures: Failure[]; unsaid: string }

export interface Verdict { checks: Check[]; chosen: string[] }

/**
 * @param bundle The lines of the file.
 * @param kept The voter's file, as text; null where there is none.
 * @param progress Told of the tasks “log”, “openings” and “count” while they last.
 */
export async function verify(bundle: string, kept: string | null, progress: Progress): Promise<Verdict> {
  const lines = bundle.split("\n");
  if (lines.pop() !== "") {
    throw new Error("the last line does not end");
  }

  const counts = read(lines[0] ?? "");
  firstLine(counts, "the first line");
  const { heads, leaves, openings, permits } = counts as { heads: number; leaves: number; openings: number; permits: number };
  if (lines.length !== 2 + heads + leaves + openings + permits) {
    throw new Error("the bundle is not complete");
  }

  let at = 1;
  const next = (many: number): string[] => lines.slice(at, at += many);
  const pace = new Pace(progress);
  const manifest = await readManifest(lines[1 + heads]!);
  const verification = new Verification(manifest, manifest.token === undefined ? null : await TokenKey.read(manifest.token), {
    heads: next(heads).map(readHead),
    leaves: next(leaves),
    openings: next(openings),
    permits: next(permits),
    outcome: lines[at]!,
  }, pace);
  return verification.run(kept).finally(() => pace.end());
}

const firstLine = fields({ bundle: smallNumber(1, 1), heads: smallNumber(1), leaves: smallNumber(1), openings: smallNumber(), permits: smallNumber() });
const headLine = fields({ head: text });

function readHead(line: string): Head {
  const said = read(line);
  headLine(said, "a head");

  return parseHead(said["head"] as string);
}

interface Receipt { e: string; leaf: Record<string, Json>; index: number; proof: string[]; head: string }

interface Parts { heads: Head[]; leaves: string[]; openings: string[]; permits: string[]; outcome: string }

class Verification {
  readonly #failures: Failure[] = [];
  readonly #unsaid: Record<string, string> = {};
  readonly #tree = new MerkleTree();
  readonly #ledger: Ledger;
  #chosen: string[] = [];

  constructor(readonly manifest: Manifest, readonly tokenKey: TokenKey | null, readonly parts: Parts, readonly pace: Pace) {
    this.#ledger = new Ledger(manifest);
  }

  async run(kept: string | null): Promise<Verdict> {
    for (const [index, leaf] of this.parts.leaves.entries()) {
      await this.pace.at("log", index, this.parts.leaves.length);
      await this.#tree.append(leaf);
      this.#note(index === 0 ? null : await this.#ledger.take(leaf));
    }

    await this.#heads();
    this.#close();
    await this.#permits();
    await this.#openings();
    await this.#evidence(kept);

    return {
      checks: kinds.map((kind) => ({ kind, failures: this.#failures.filter((f) => f.check === kind), unsaid: this.#unsaid[kind] ?? "" })),
      chosen: this.#chosen,
    };
  }

  async #heads(): Promise<void> {
    const { board, witnesses, needed } = this.manifest;
    for (const head of this.parts.heads) {
      this.#note(await this.#whyNotOurs(head, "heads"));
      if (!await isSignedBy(head, board)) {
        this.#fail("heads", "head_unsigned", { size: head.size, who: board.name });
      }
    }

    const last = this.parts.heads.at(-1)!;
    if (last.size !== this.#tree.size) {
      this.#fail("heads", "head_not_last", { size: last.size, leaves: this.#tree.size });
    }

    let signed = 0;
    for (const witness of witnesses) {
      if (await isSignedBy(last, witness)) {
        signed++;
      } else if ((await claimsOf(last, witness)).length > 0) {
        this.#fail("witnesses", "witness_false", { size: last.size, who: witness.name });
      }
    }
    if (signed < needed) {
      this.#fail("witnesses", "witnesses_missing", { size: last.size, signed, needed });
    } else if (needed === 0) {
      this.#unsaid["witnesses"] = "no_witness_needed";
    }
  }

  #close(): void {
    const { roll, web, paper, cancelled } = this.#ledger;
    if (roll === null) {
      this.#fail("close", "never_closed");
    } else if (cancelled !== null) {
      this.#fail("close", "cancelled", { why: cancelled });
    } else if (web + paper > roll) {
      this.#fail("close", "more_than_the_roll", { standing: web + paper, roll });
    }
  }

  async #permits(): Promise<void> {
    const shown = new Set<string>();
    for (const line of this.parts.permits) {
      let said: Permit;
      try {
        said = readPermit(line);
      } catch (problem) {
        this.#fail("authorisations", "permit_unreadable", { why: (problem as Error).message });
        continue;
      }

      const permit = await hash("permit", line);
      if (shown.has(permit) || !this.#ledger.permits.has(permit)) {
        this.#fail("authorisations", "permit_unused", { permit });
      } else if (!await this.tokenKey?.verifies(said)) {
        this.#fail("authorisations", "permit_false", { permit });
      }
      shown.add(permit);
    }
    for (const permit of this.#ledger.permits) {
      if (!shown.has(permit)) {
        this.#fail("authorisations", "permit_unpublished", { permit });
      }
    }
  }

  async #openings(): Promise<void> {
    if (this.manifest.publishes === "sums") {
      this.#unsaid["openings"] = this.#unsaid["ballots"] = this.#unsaid["outcome"] = "only_sums";
      if (this.parts.openings.length > 0) {
        this.#fail("openings", "opened_nonetheless");
      }
      try {
        this.#sums();
      } catch (problem) {
        this.#fail("outcome", "outcome_unreadable", { why: problem instanceof Error ? problem.message : String(problem) });
      }
      return;
    }

    const ballots: Choice[][] = [];
    let last = "";
    for (const [index, line] of this.parts.openings.entries()) {
      await this.pace.at("openings", index, this.parts.openings.length);
      let opening: Opening;
      try {
        opening = readOpening(line);
      } catch (problem) {
        this.#fail("openings", "opening_unreadable", { why: (problem as Error).message });
        continue;
      }

      const commitment = await hash("ballot", line);
      if (last > commitment) {
        this.#fail("openings", "openings_unsorted", { commitment });
      }
      last = commitment;
      if (!await this.#opens(opening, commitment)) {
        continue;
      }

      const why = whyNot(opening.choices, this.manifest);
      if (why) {
        this.#fail("ballots", "ballot_invalid", { leaf: this.#ledger.ballots.get(commitment)!.index, commitment, why });
      } else {
        ballots.push(opening.choices);
      }
    }

    for (const [commitment, entry] of this.#ledger.ballots) {
      if (entry.stands && !entry.isOpened) {
        this.#fail("openings", "never_opened", { leaf: entry.index, commitment });
      }
    }
    await this.#recount(ballots);
  }

  async #opens(opening: Opening, commitment: string): Promise<boolean> {
    const entry = this.#ledger.ballots.get(commitment);
    const code = !entry || opening.election !== this.manifest.id ? "opens_no_leaf"
      : !entry.stands ? "opens_a_fallen_leaf"
      : entry.isOpened ? "opened_twice"
      : !entry.isPaper && entry.lock !== await lockOf(opening.nonce) ? "lock_of_another"
      : "";
    if (code) {
      this.#fail("openings", code, { leaf: entry?.index ?? "—", commitment });
      return false;
    }

    return entry!.isOpened = true;
  }

  async #recount(ballots: Choice[][]): Promise<void> {
    if (!knows(this.manifest.rule)) {
      this.#unsaid["outcome"] = "rule_unknown";
      return;
    }

    // It is recounted all the same: what is shown is exact, even where it decides nothing.
    if (ballots.length < (this.manifest.quorum ?? 0)) {
      this.#unsaid["outcome"] = "quorum_missed";
    }

    try {
      const trace = await count(this.manifest, ballots, this.pace);
      this.#chosen = chosenIn(trace);
      if (trace !== this.parts.outcome) {
        const [here, there] = [this.#chosen.join(", "), chosenIn(this.parts.outcome).join(", ")];
        this.#fail("outcome", here === there ? "trace_differs" : "winners_differ", { here, there });
      }
    } catch (problem) {
      this.#fail("outcome", "outcome_unreadable", { why: (problem as Error).message });
    }
  }

  /** All that can be said of an outcome without its ballots. */
  #sums(): void {
    try {
      const costs = new Map(this.manifest.projects.map((p) => [p.id, BigInt(p.cost)]));
      this.#chosen = chosenIn(this.parts.outcome);
      const stranger = this.#chosen.find((id) => !costs.has(id));
      if (stranger !== undefined) {
        throw new Error(`there is no project ${stranger}`);
      }
      if (this.#chosen.reduce((sum, id) => sum + costs.get(id)!, 0n) > BigInt(this.manifest.amount)) {
        this.#fail("outcome", "chosen_above_the_amount");
      }

      const counted = read(this.parts.outcome)["ballots"];
      const standing = this.#ledger.web + this.#ledger.paper;
      if (counted !== standing) {
        this.#fail("outcome", "counted_others", { counted: String(counted), standing });
      }
    } catch (problem) {
      this.#fail("outcome", "outcome_unreadable", { why: (problem as Error).message });
    }
  }

  async #evidence(kept: string | null): Promise<void> {
    if (kept === null) {
      this.#unsaid["evidence"] = "no_evidence";
      return;
    }

    // Another file than that of a receipt says nothing against the vote, nor does it keep the rest from being told.
    try {
      await this.#receipt((JSON.parse(kept) as { receipt: Receipt }).receipt);
    } catch {
      this.#unsaid["evidence"] = "receipt_unreadable";
    }
  }

  async #receipt(receipt: Receipt): Promise<void> {
    const head = parseHead(receipt.head);
    const leaf = canonical(receipt.leaf);
    const commitment = String(receipt.leaf["c"]);
    const isSound = receipt.e === this.manifest.id && head.origin === this.manifest.origin && await isSignedBy(head, this.manifest.board)
      && await isIncluded(await hashOfLeaf(leaf), receipt.index, head.size, receipt.proof.map(fromBase64), head.root);
    if (!isSound) {
      this.#fail("evidence", "receipt_false", { commitment });
      return;
    }

    this.#note(await this.#whyNotOurs(head, "evidence"));
    if (this.parts.leaves[receipt.index] !== leaf) {
      this.#fail("evidence", "receipt_without_leaf", { leaf: receipt.index, commitment });
    }
  }

  async #whyNotOurs(head: Head, check: string): Promise<Failure | null> {
    const code = head.origin !== this.manifest.origin ? "head_of_another"
      : head.size > this.#tree.size ? "head_beyond"
      : !isSame(await this.#tree.rootAt(head.size), head.root) ? "head_differs"
      : "";
    return code ? { check, code, values: { size: String(head.size), leaves: String(this.#tree.size) } } : null;
  }

  #fail(check: string, code: string, values: Record<string, string | number> = {}): void {
    this.#failures.push({ check, code, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])) });
  }

  #note(failure: Failure | null): void {
    if (failure) {
      this.#failures.push(failure);
    }
  }
}

function chosenIn(trace: string): string[] {
  const { chosen } = read(trace);
  list(text)(chosen, "what was chosen");

  return chosen as string[];
}

