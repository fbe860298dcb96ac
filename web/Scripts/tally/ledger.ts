// The rounds of one count by equal shares in exact numbers, as domain/Tally/Ledger has them, worked out when someone asks.
//
// Whoever has money left has paid in full for all that she chose and was funded. Her money is therefore her share less the
// points she gave times what a point cost, and the money of many is the same with sums of points: whole numbers. All amounts
// stand over one common denominator.
import type { Election } from "./election";
import type { Electorate } from "./electorate";
import { divisor, fraction, type Fraction } from "./fraction";

/** What is paid for a point, as a fraction that need not be in lowest terms. */
export interface Rate { above: bigint; below: bigint }

const never = 2 ** 31 - 1;

export class Ledger {
  /** What was funded, in order. */
  readonly rounds: number[] = [];
  readonly #roundOf: Int32Array;
  /** When a way of voting had nothing left: twice the round, and one more where its last payment was in full. */
  readonly #emptied: Int32Array;
  readonly #payments: bigint[] = [];
  #below: bigint;
  #share: bigint;

  constructor(readonly electorate: Electorate, readonly election: Election, share: Fraction) {
    [this.#below, this.#share] = [share.below, share.above];
    this.#roundOf = new Int32Array(election.candidates.length).fill(never);
    this.#emptied = new Int32Array(electorate.ways).fill(never);
  }

  /** Notes that this way of voting, which had money, has nothing left once the round that is being decided is paid. */
  empty(way: number, inFull: boolean): void {
    this.#emptied[way] = 2 * this.rounds.length + (inFull ? 1 : 0);
  }

  /** Ends the round that is being decided. */
  fund(candidate: number): void {
    this.#roundOf[candidate] = this.rounds.length;
    this.rounds.push(candidate);
  }

  hadMoney(way: number, round: number): boolean {
    return this.#emptied[way]! >= 2 * round;
  }

  /** Whether a way of voting could not pay its part in full in this round, and gave what it had. */
  wasCapped(way: number, round: number): boolean {
    return this.#emptied[way] === 2 * round;
  }

  /** What a round cost for each point. */
  paymentIn(round: number): Fraction {
    this.#catchUp();
    return fraction(this.#payments[round]!, this.#below);
  }

  /** The least and the most that one of these ways of voting, one or more, had when a round began. */
  extremes(ways: number[], round: number): { least: Fraction; most: Fraction } {
    this.#catchUp();
    const money = ways.map((way) => this.#money(way, round));
    const [least, most] = [money.reduce((a, b) => (a < b ? a : b)), money.reduce((a, b) => (a > b ? a : b))];
    return { least: fraction(least, this.#below), most: fraction(most, this.#below) };
  }

  /** Compares what a way of voting has left with a payment for some points. */
  compareMoney(way: number, points: number, rate: Rate): number {
    this.#catchUp();
    const difference = this.#money(way, this.rounds.length) * rate.below - BigInt(points) * rate.above * this.#below;
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  }

  /** Nobody's money, to be put together. */
  newPool(): Pool {
    return new Pool(this, this.rounds.length);
  }

  /** What a pool lacks to pay a cost, as a fraction of which the lower part is told too. */
  missing(cost: bigint, voters: number, points: Float64Array): Rate {
    this.#catchUp();
    return { above: this.#missing(cost, voters, points), below: this.#below };
  }

  /** Adds the points that a way of voting gave what was funded before a round, so many times. */
  addPoints(way: number, round: number, to: Float64Array): void {
    const { starts, of, points } = this.electorate.marks;
    const voters = this.electorate.voters[way]!;
    for (let i = starts[way]!; i < starts[way + 1]!; i++) {
      const earlier = this.#roundOf[of[i]!]!;
      if (earlier < round) {
        to[earlier]! += voters * points[i]!;
      }
    }
  }

  #missing(cost: bigint, voters: number, points: Float64Array): bigint {
    let missing = cost * this.#below - BigInt(voters) * this.#share;
    for (const [earlier, given] of points.entries()) {
      if (given !== 0) {
        missing += BigInt(given) * this.#payments[earlier]!;
      }
    }

    return missing;
  }

  #money(way: number, round: number): bigint {
    const { starts, of, points } = this.electorate.marks;
    let money = this.#share;
    for (let i = starts[way]!; i < starts[way + 1]!; i++) {
      const earlier = this.#roundOf[of[i]!]!;
      if (earlier < round) {
        money -= BigInt(points[i]!) * this.#payments[earlier]!;
      }
    }

    return money;
  }

  #catchUp(): void {
    const { starts, of, points } = this.electorate.supporters;
    while (this.#payments.length < this.rounds.length) {
      const round = this.#payments.length;
      const candidate = this.rounds[round]!;
      const capped = new Pool(this, round);
      let others = 0;
      for (let i = starts[candidate]!; i < starts[candidate + 1]!; i++) {
        if (this.wasCapped(of[i]!, round)) {
          capped.add(of[i]!);
        } else if (this.hadMoney(of[i]!, round)) {
          others += this.electorate.voters[of[i]!]! * points[i]!;
        }
      }

      this.#write(this.#missing(this.election.candidates[candidate]!.cost, capped.voters, capped.points), BigInt(others));
    }
  }

  /** Writes the payment above / (#below · points), with a denominator no larger than it must be. */
  #write(above: bigint, points: bigint): void {
    const shared = divisor(above % points, points);
    const factor = points / shared;
    if (factor !== 1n) {
      this.#below *= factor;
      this.#share *= factor;
      this.#payments.forEach((payment, earlier) => { this.#payments[earlier] = payment * factor; });
    }

    this.#payments.push(above / shared);
  }
}

/** The money of several ways of voting together, when a round begins. */
export class Pool {
  /** Of these together, to what was funded in each earlier round. */
  readonly points: Float64Array;
  voters = 0;

  constructor(readonly ledger: Ledger, readonly round: number) {
    this.points = new Float64Array(round);
  }

  /** @param way One that has money. */
  add(way: number): void {
    this.voters += this.ledger.electorate.voters[way]!;
    this.ledger.addPoints(way, this.round, this.points);
  }

  covers(cost: bigint): boolean {
    return this.ledger.missing(cost, this.voters, this.points).above <= 0n;
  }

  /** What each point must pay where these give all they have and others have so many points. */
  rateFor(cost: bigint, points: number): Rate {
    if (this.voters === 0) {
      return { above: cost, below: BigInt(points) };
    }

    const { above, below } = this.ledger.missing(cost, this.voters, this.points);
    return { above, below: below * BigInt(points) };
  }
}
