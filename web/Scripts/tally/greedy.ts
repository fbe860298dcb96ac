// Most points first, or most points for the money, as domain/Tally/Greedy and GreedyPass have them.
import type { Election, Scores } from "./election";
import type { Outcome, Tie, Verdict } from "./outcome";
import { Room } from "./room";
import { nameOf, type GreedyRule } from "./rules";
import { TieRule } from "./ties";

export const mostPointsFirst: GreedyRule = { kind: "greedy", skips: true, hasThreshold: false, byDensity: false };

export function countGreedy(rule: GreedyRule, election: Election): Outcome {
  const scores = election.ballots.scores(election.candidates.length);
  const { chosen, ties, verdicts } = new GreedyPass(rule, election, scores, new Room(election));
  return { rule: nameOf(rule), election, scores, chosen, verdicts, ties, payments: null, parts: [] };
}

/** Goes once through the candidates that are not taken yet, and takes what there is room for. */
export class GreedyPass {
  readonly chosen: number[] = [];
  readonly ties: Tie[] = [];
  /** Of candidates taken before it means nothing. */
  readonly verdicts: Verdict[];
  readonly #tieRule: TieRule;
  readonly #served = new Map<number, Verdict>();
  #stopped = false;

  /** @param room What there is to spend. It is used up. */
  constructor(readonly rule: GreedyRule, readonly election: Election, readonly scores: Scores, readonly room: Room) {
    this.#tieRule = new TieRule(election, scores);
    const turns = election.candidates.map((_, candidate) => candidate).filter((c) => !room.isTaken(c) && !this.#whyNoTurn(c));
    for (const equals of this.#inTurn(turns)) {
      this.#serve(equals);
    }

    this.verdicts = election.candidates.map((_, candidate) =>
      this.#served.get(candidate) ?? { reason: this.#whyNoTurn(candidate) || "AfterTheStop", left: room.left });
  }

  #serve(equals: number[]): void {
    const before = this.room.copy();
    for (const candidate of equals) {
      if (this.#stopped) {
        break;
      }

      const reason = this.#reasonFor(candidate, before);
      this.#served.set(candidate, { reason, left: this.room.left });
      if (reason === "Chosen") {
        this.chosen.push(candidate);
        this.room.take(candidate);
      } else {
        // A project that its group keeps out says nothing about the money.
        this.#stopped = !this.rule.skips && this.#costOf(candidate) > this.room.left;
      }
    }

    if (equals.length > 1 && this.#served.has(equals[0]!)) {
      this.ties.push(this.#tieRule.between(equals, () => this.#orderMattered(equals, before)));
    }
  }

  #orderMattered(equals: number[], before: Room): boolean {
    const isTaken = (candidate: number): boolean => this.room.isTaken(candidate);
    return equals.some((candidate) => !isTaken(candidate) && (before.fits(candidate) || (this.#stopped && equals.some(isTaken))));
  }

  #reasonFor(candidate: number, before: Room): string {
    return this.room.fits(candidate) ? "Chosen"
      : before.fits(candidate) ? "LostTie"
      : !this.room.hasPlace(candidate) ? "GroupIsFull"
      : this.#costOf(candidate) > this.election.budget ? "AboveTheBudget"
      : "NoLongerAffordable";
  }

  #whyNoTurn(candidate: number): string {
    const points = this.scores.points[candidate]!;
    return points === 0n ? "NobodyChoseIt" : this.rule.hasThreshold && points < this.election.minimumScore ? "BelowThreshold" : "";
  }

  /** Those that are equally worthy together, the most worthy first. */
  #inTurn(candidates: number[]): number[][] {
    const sorted = [...candidates].sort((one, other) => this.#compareWorth(one, other) || this.#tieRule.compare(one, other));
    const turns: number[][] = [];
    for (const candidate of sorted) {
      const equals = turns.at(-1);
      if (equals && this.#compareWorth(equals[0]!, candidate) === 0) {
        equals.push(candidate);
      } else {
        turns.push([candidate]);
      }
    }

    return turns;
  }

  #compareWorth(one: number, other: number): number {
    const [a, b] = this.rule.byDensity
      ? [this.scores.points[one]! * this.#costOf(other), this.scores.points[other]! * this.#costOf(one)]
      : [this.scores.points[one]!, this.scores.points[other]!];
    return a === b ? 0 : a > b ? -1 : 1;
  }

  #costOf(candidate: number): bigint {
    return this.election.candidates[candidate]!.cost;
  }
}
