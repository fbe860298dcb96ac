// What candidates ask of their supporters as long as nothing is paid, as domain/Tally/Offers has it: in numbers that are
// nearly right, and exactly where those cannot tell.
//
// What each point must pay for a candidate is the rate at which its supporters pay the cost, each no more than she has. If
// some of them gave all they have, the others would have to pay the rest by points, and that rate is never above the true
// one, whoever they are. So it is found by climbing: always emptying the purses of those who could not pay the last, until
// there are no more. And as money only gets less, each answer is a lower bound of all that follow.
import type { Election } from "./election";
import type { Electorate } from "./electorate";
import { quotient } from "./fraction";
import type { Ledger, Rate } from "./ledger";
import { slack, type Offered, type Purses } from "./purses";

const mostSteps = 64;

/** What a candidate asks of its supporters for each point. */
export interface Offer {
  candidate: number;
  rate: number;
  /** How far the rate may be from the truth. */
  error: number;
  /** Null while nobody needed it. */
  exact: Rate | null;
  /** It is no less than this, for its worth. */
  lowest: number;
  /** It is no more than this, for its worth. */
  highest: number;
}

export class Offers {
  readonly #isOut: boolean[];
  /** What a point must pay at the least, for each candidate. */
  readonly #bounds: number[];
  readonly #costs: number[];
  readonly #worths: number[];

  /** @param worths What a point for each candidate is worth to a voter. */
  constructor(
    readonly electorate: Electorate, readonly election: Election, readonly purses: Purses, readonly ledger: Ledger, readonly worths: bigint[],
  ) {
    this.#isOut = worths.map(() => false);
    this.#bounds = worths.map(() => 0);
    this.#costs = election.candidates.map((candidate) => Number(candidate.cost));
    this.#worths = worths.map(Number);
  }

  /** What a candidate asks at the least, for its worth. */
  boundOf(candidate: number): number {
    return this.#bounds[candidate]! / this.#worths[candidate]! * (1 - slack);
  }

  /** Whether it is known that the supporters of a candidate no longer have what it costs. */
  isOut(candidate: number): boolean {
    return this.#isOut[candidate]!;
  }

  /**
   * @param ceiling What its rate must not exceed for its worth.
   * @returns Null where it exceeds that, or its supporters do not have its cost.
   */
  ask(candidate: number, ceiling: number): Offer | null {
    const cost = this.#costs[candidate]!;
    let [rate, error, capped] = [this.#bounds[candidate]!, 0, NaN];
    for (let step = 0; step < mostSteps; step++) {
      const offered = this.purses.ask(candidate, rate, error);
      if (step === 0 && !this.#canPay(candidate, offered)) {
        this.#isOut[candidate] = true;
        return null;
      }
      if (offered.voters === capped && offered.closest > this.purses.error) {
        return this.#offer(candidate, rate, error, null);
      }
      if (offered.voters === capped || offered.points === 0) {
        break;
      }

      capped = offered.voters;
      rate = (cost - offered.money) / offered.points;
      error = (offered.voters * this.purses.error + offered.money * offered.rounding + cost * slack) / offered.points + rate * offered.rounding;
      this.#bounds[candidate] = Math.max(this.#bounds[candidate]!, rate - error);
      if (this.boundOf(candidate) > ceiling) {
        return null;
      }
    }

    const exact = this.#exactRate(candidate);
    const nearly = quotient(exact.above, exact.below);
    return this.#offer(candidate, nearly, nearly * slack, exact);
  }

  /** Which of two asks less for its worth. */
  compare(one: Offer, other: Offer): number {
    if (one.highest < other.lowest || other.highest < one.lowest) {
      return one.highest < other.lowest ? -1 : 1;
    }

    const a = one.exact ??= this.#exactRate(one.candidate);
    const b = other.exact ??= this.#exactRate(other.candidate);
    const difference = a.above * b.below * this.worths[other.candidate]! - b.above * a.below * this.worths[one.candidate]!;
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  }

  /** @returns Whether a supporter has more (above 0) or less (below 0) than she must pay. */
  difference(way: number, points: number, offer: Offer): number {
    return offer.exact === null
      ? Math.sign(this.purses.money[way]! - points * offer.rate)
      : this.#difference(way, points, offer.rate, offer.error) || this.ledger.compareMoney(way, points, offer.exact);
  }

  #offer(candidate: number, rate: number, error: number, exact: Rate | null): Offer {
    const worth = this.#worths[candidate]!;
    return { candidate, rate, error, exact, lowest: (rate - error) / worth * (1 - slack), highest: (rate + error) / worth * (1 + slack) };
  }

  #canPay(candidate: number, offered: Offered): boolean {
    const cost = this.#costs[candidate]!;
    const error = offered.total * offered.rounding + this.electorate.scores.ballots * this.purses.error + cost * slack;
    if (Math.abs(offered.total - cost) > error) {
      return offered.total > cost;
    }

    const pool = this.ledger.newPool();
    const { of, withMoney } = this.purses.supporters[candidate]!;
    for (let i = 0; i < withMoney; i++) {
      pool.add(of[i]!);
    }

    return pool.covers(this.election.candidates[candidate]!.cost);
  }

  /** The same climb with each step in exact numbers, for a candidate that was asked in this round. */
  #exactRate(candidate: number): Rate {
    const { of, points, withMoney } = this.purses.supporters[candidate]!;
    const isCapped = new Uint8Array(withMoney);
    const pool = this.ledger.newPool();
    let others = 0;
    for (let i = 0; i < withMoney; i++) {
      others += this.electorate.voters[of[i]!]! * points[i]!;
    }

    let exact: Rate | null = null;
    let rate = this.#bounds[candidate]!;
    while (true) {
      let grew = false;
      for (let i = 0; i < withMoney; i++) {
        if (!isCapped[i] && this.#cannotPay(of[i]!, points[i]!, rate, exact)) {
          isCapped[i] = 1;
          grew = true;
          pool.add(of[i]!);
          others -= this.electorate.voters[of[i]!]! * points[i]!;
        }
      }
      if (exact && !grew) {
        return exact;
      }

      exact = pool.rateFor(this.election.candidates[candidate]!.cost, others);
      rate = quotient(exact.above, exact.below);
    }
  }

  #cannotPay(way: number, points: number, rate: number, exact: Rate | null): boolean {
    const difference = this.#difference(way, points, rate, rate * slack);
    return difference !== 0 ? difference < 0 : exact !== null && this.ledger.compareMoney(way, points, exact) < 0;
  }

  /** @returns 0 where numbers that are nearly right cannot tell. */
  #difference(way: number, points: number, rate: number, error: number): number {
    const payment = points * rate;
    const gap = this.purses.money[way]! - payment;
    return Math.abs(gap) > this.purses.error + points * error + payment * slack ? Math.sign(gap) : 0;
  }
}
