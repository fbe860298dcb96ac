// What is counted, as domain/Tally/Election has it. Candidates are known by their position. Money is whole minor units.

export interface Candidate { id: string; cost: bigint }

/** Candidates of which only so many may be chosen. */
export interface Group { candidates: number[]; limit: number }

/** A part of the budget that belongs to some candidates first. */
export interface Part { name: string; amount: bigint; candidates: number[] }

export interface Election {
  budget: bigint;
  decimals: number;
  candidates: Candidate[];
  minimumScore: bigint;
  groups: Group[];
  parts: Part[];
  /** All ids in the order of a lot drawn in public; null where ids stand for it. */
  lot: string[] | null;
  ballots: Ballots;
}

/** Every ballot: its candidates and what it gives each, one after the other in two long lists. */
export class Ballots {
  readonly starts: number[] = [0];
  readonly candidates: number[] = [];
  readonly points: number[] = [];

  get count(): number {
    return this.starts.length - 1;
  }

  /** Takes a choice of the ballot that the next {@link end} ends. */
  choose(candidate: number, points: number): void {
    this.candidates.push(candidate);
    this.points.push(points);
  }

  end(): void {
    this.starts.push(this.candidates.length);
  }

  /** What the ballots gave each candidate. */
  scores(candidates: number): Scores {
    const scores = { ballots: this.count, votes: Array<number>(candidates).fill(0), points: Array<bigint>(candidates).fill(0n) };
    this.candidates.forEach((candidate, i) => {
      scores.votes[candidate]!++;
      scores.points[candidate]! += BigInt(this.points[i]!);
    });

    return scores;
  }

  /**
   * The same ballots among some of the candidates, which are known by their position in this list from then on.
   * @param keepsEmpty Whether a ballot that chooses none of them stays.
   */
  among(candidates: number[], keepsEmpty: boolean): Ballots {
    const positions = new Map(candidates.map((candidate, position) => [candidate, position]));
    const some = new Ballots();
    for (let ballot = 0; ballot < this.count; ballot++) {
      for (let i = this.starts[ballot]!; i < this.starts[ballot + 1]!; i++) {
        const position = positions.get(this.candidates[i]!);
        if (position !== undefined) {
          some.choose(position, this.points[i]!);
        }
      }
      if (keepsEmpty || some.candidates.length > some.starts.at(-1)!) {
        some.end();
      }
    }

    return some;
  }
}

export interface Scores {
  ballots: number;
  /** Ballots that list a candidate, whatever they gave it. */
  votes: number[];
  points: bigint[];
}
