// The ballots of an election, as domain/Tally/Electorate has them: those that say the same are one way of voting, with how
// many voters went it.
import type { Election, Scores } from "./election";

/** Pairs sorted by owner, in one list each: the pairs of an owner start at its start and end at the next one's. */
interface Marks { starts: Int32Array; of: Int32Array; points: Int32Array }

export class Electorate {
  readonly scores: Scores;
  /** Of each way of voting. */
  readonly voters: Int32Array;
  /** The candidates that a way of voting gives points, and how many; all above zero. */
  readonly marks: Marks;
  /** The ways of voting that give a candidate points, and how many. */
  readonly supporters: Marks;

  constructor(election: Election) {
    this.scores = election.ballots.scores(election.candidates.length);
    if (this.scores.points.some((points) => points > Number.MAX_SAFE_INTEGER)) {
      throw new Error("the points exceed what a browser counts exactly");
    }

    const { ways, voters } = grouped(election);
    this.voters = Int32Array.from(voters);
    this.marks = sorted(ways.length, ways.flatMap((way, owner) => way.map(([of, points]) => [owner, of, points] as const)));
    this.supporters = sorted(election.candidates.length, ways.flatMap((way, of) => way.map(([owner, points]) => [owner, of, points] as const)));
  }

  get ways(): number {
    return this.voters.length;
  }
}

type Way = (readonly [candidate: number, points: number])[];

function grouped({ ballots }: Election): { ways: Way[]; voters: number[] } {
  const positions = new Map<string, number>();
  const ways: Way[] = [];
  const voters: number[] = [];
  for (let ballot = 0; ballot < ballots.count; ballot++) {
    const way: Way = [];
    for (let i = ballots.starts[ballot]!; i < ballots.starts[ballot + 1]!; i++) {
      if (ballots.points[i]! > 0) {
        way.push([ballots.candidates[i]!, ballots.points[i]!]);
      }
    }
    way.sort(([one], [other]) => one - other);

    const key = way.join(";");
    const position = positions.get(key);
    if (position === undefined) {
      positions.set(key, ways.push(way) - 1);
      voters.push(1);
    } else {
      voters[position]!++;
    }
  }

  return { ways, voters };
}

function sorted(owners: number, pairs: (readonly [owner: number, of: number, points: number])[]): Marks {
  const starts = new Int32Array(owners + 1);
  for (const [owner] of pairs) {
    starts[owner + 1]!++;
  }
  for (let owner = 0; owner < owners; owner++) {
    starts[owner + 1]! += starts[owner]!;
  }

  const next = starts.slice();
  const [of, points] = [new Int32Array(pairs.length), new Int32Array(pairs.length)];
  for (const [owner, other, given] of pairs) {
    const at = next[owner]!++;
    of[at] = other;
    points[at] = given;
  }

  return { starts, of, points };
}
