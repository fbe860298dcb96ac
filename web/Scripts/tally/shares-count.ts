// Counts an election by equal shares, for one share after the other, as domain/Tally/SharesCount does.
//
// What a point must pay for a candidate never falls from one round to the next, because money only gets less. So whoever
// asked more before than the best offer of a round need not be asked again.
import type { Election } from "./election";
import type { Electorate } from "./electorate";
import { nothing, quotient, type Fraction } from "./fraction";
import { Ledger } from "./ledger";
import { Offers, type Offer } from "./offers";
import type { Pace } from "./pace";
import { Purses } from "./purses";
import { Room } from "./room";
import type { TieRule } from "./ties";

export class SharesCount {
  /** What the last count left. */
  room: Room;
  /** What the last count decided. */
  ledger: Ledger;
  /** Candidates that were equally cheap in a round of the last count. */
  tiedRounds: number[][] = [];
  readonly #worths: bigint[];
  readonly #purses: Purses;
  #standing: number[] = [];
  #offers: Offers;
  #share = 0;

  /** @param utility What a point is worth to a voter. */
  constructor(readonly electorate: Electorate, readonly election: Election, readonly tieRule: TieRule, utility: string, readonly pace: Pace) {
    this.#worths = election.candidates.map((candidate) => (utility === "cost" ? candidate.cost : 1n));
    this.#purses = new Purses(electorate);
    this.room = new Room(election);
    this.ledger = new Ledger(electorate, election, nothing);
    this.#offers = new Offers(electorate, election, this.#purses, this.ledger, this.#worths);
  }

  /**
   * @param share What each voter may spend.
   * @param increments How often it was raised for that, for who watches.
   * @returns False as soon as more was spent than the budget.
   */
  async run(share: Fraction, increments: number): Promise<boolean> {
    this.#begin(share);
    while (this.room.left >= 0n) {
      await this.pace.at("count", increments);
      const offer = this.#cheapest();
      if (!offer) {
        break;
      }

      this.#pay(offer);
      this.room.take(offer.candidate);
      this.#standing = this.#standing.filter((candidate) => candidate !== offer.candidate);
    }

    return this.room.left >= 0n;
  }

  #begin(share: Fraction): void {
    const { election, electorate } = this;
    this.room = new Room(election);
    this.ledger = new Ledger(electorate, election, share);
    this.#offers = new Offers(electorate, election, this.#purses, this.ledger, this.#worths);
    this.#share = quotient(share.above, share.below);
    this.#purses.fill(this.#share);
    this.tiedRounds = [];
    this.#standing = this.#worths.map((_, candidate) => candidate).filter((candidate) => electorate.scores.points[candidate]! > 0n);
  }

  /** @returns Null when nothing can be paid any more. */
  #cheapest(): Offer | null {
    const offers = this.#offers;
    this.#standing = this.#standing.filter((candidate) => !offers.isOut(candidate) && this.room.hasPlace(candidate));
    this.#standing.sort((one, other) => offers.boundOf(one) - offers.boundOf(other));

    let best: Offer | null = null;
    let equals: number[] = [];
    for (const candidate of this.#standing) {
      if (best && offers.boundOf(candidate) > best.highest) {
        break;
      }

      const offer = offers.ask(candidate, best ? best.highest : Infinity);
      if (!offer) {
        continue;
      }

      const order: number = best ? offers.compare(offer, best) : -1;
      if (order < 0) {
        equals = [];
      }
      if (order <= 0) {
        equals.push(candidate);
        best = order < 0 || this.tieRule.compare(candidate, best!.candidate) < 0 ? offer : best;
      }
    }

    if (equals.length > 1) {
      this.tiedRounds.push(equals);
    }

    return best;
  }

  #pay(offer: Offer): void {
    let most = 0;
    const { of, points, withMoney } = this.#purses.supporters[offer.candidate]!;
    for (let i = 0; i < withMoney; i++) {
      const [way, given] = [of[i]!, points[i]!];
      most = Math.max(most, given);
      if (this.#purses.money[way] === 0) {
        continue;
      }

      const difference = this.#offers.difference(way, given, offer);
      if (difference > 0) {
        this.#purses.take(way, given * offer.rate);
      } else {
        this.ledger.empty(way, difference === 0);
        this.#purses.money[way] = 0;
      }
    }

    this.ledger.fund(offer.candidate);
    this.#purses.blur(most * offer.error, this.#share);
  }
}
