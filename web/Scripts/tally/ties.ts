// The order between equals, as domain/Tally/TieRule has it: lower cost, then higher score, then the lot or, where none was
// drawn, the id byte by byte.
import type { Election, Scores } from "./election";
import type { Tie } from "./outcome";

export class TieRule {
  readonly #steps: string[];
  readonly #lots: number[];

  constructor(readonly election: Election, readonly scores: Scores) {
    const ids = election.candidates.map((candidate) => candidate.id);
    const places = new Map((election.lot ?? [...ids].sort(byBytes)).map((id, place) => [id, place]));
    this.#lots = ids.map((id) => places.get(id)!);
    this.#steps = ["LowerCost", "HigherScore", election.lot ? "Lot" : "ProjectId"];
  }

  readonly compare = (one: number, other: number): number => {
    const [a, b] = [this.election.candidates[one]!.cost, this.election.candidates[other]!.cost];
    const [p, q] = [this.scores.points[one]!, this.scores.points[other]!];
    return a !== b ? (a < b ? -1 : 1) : p !== q ? (p > q ? -1 : 1) : this.#lots[one]! - this.#lots[other]!;
  };

  /** Of two or more that a rule found equal. */
  between(equals: number[], isDecisive: (candidates: number[]) => boolean): Tie {
    const candidates = [...equals].sort(this.compare);
    const last = Math.max(...candidates.slice(1).map((candidate, i) => this.#stepBetween(candidates[i]!, candidate)));
    return { candidates, decidedBy: this.#steps[last]!, isDecisive: isDecisive(candidates) };
  }

  #stepBetween(one: number, other: number): number {
    const { candidates } = this.election;
    return candidates[one]!.cost !== candidates[other]!.cost ? 0 : this.scores.points[one] !== this.scores.points[other] ? 1 : 2;
  }
}

/** As UTF-8 sorts, which is by code points and not by the halves that JavaScript compares. */
function byBytes(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = a[i]!.codePointAt(0)! - b[i]!.codePointAt(0)!;
    if (difference !== 0) {
      return difference;
    }
  }

  return a.length - b.length;
}
