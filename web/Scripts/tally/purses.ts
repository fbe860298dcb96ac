// The money that voters have left, as domain/Tally/Purses has it: in numbers that are nearly right, each with the same bound
// on its error.
import type { Electorate } from "./electorate";

/** Each operation on numbers is off by at most 2^-53 of its result; this is eight times as much. */
export const slack = 2 ** -50;

/** What the supporters of a candidate would do at a rate. */
export interface Offered {
  /** Of those who cannot pay their points at it, all that they have. */
  money: number;
  /** How many those are. */
  voters: number;
  /** Of the others. */
  points: number;
  /** All the money that the supporters have. */
  total: number;
  /** How near someone's money is to what she would have to pay, at the least. */
  closest: number;
  /** How far a sum of so many terms may be off, in parts of it. */
  rounding: number;
}

/** Supporters of a candidate; the first so many of them may still have money. */
export interface Supporters { of: Int32Array; points: Int32Array; withMoney: number }

export class Purses {
  /** Of each way of voting: zero means that there is nothing in it, and nothing else does. */
  readonly money: Float64Array;
  /** Of each candidate. */
  readonly supporters: Supporters[];
  /** No purse is further than this from what is in it. */
  error = 0;
  readonly #voters: Int32Array;

  constructor({ voters, supporters, ways, scores }: Electorate) {
    this.money = new Float64Array(ways);
    this.#voters = voters;
    this.supporters = scores.votes.map((_, candidate) => {
      const [start, end] = [supporters.starts[candidate]!, supporters.starts[candidate + 1]!];
      return { of: supporters.of.slice(start, end), points: supporters.points.slice(start, end), withMoney: end - start };
    });
  }

  /** Gives everyone the same. */
  fill(share: number): void {
    this.error = share * slack;
    this.money.fill(share);
    for (const supporters of this.supporters) {
      supporters.withMoney = supporters.of.length;
    }
  }

  /** Takes a payment from someone who has more than that. */
  take(way: number, payment: number): void {
    this.money[way] = Math.max(this.money[way]! - payment, Number.MIN_VALUE);
  }

  /**
   * Payments came off everyone: each made the purse less sure by so much, and by rounding.
   * @param payment The error of the largest payment.
   * @param share What a purse held at first.
   */
  blur(payment: number, share: number): void {
    this.error = (this.error + payment + share * slack) * (1 + slack);
  }

  /** Adds up what the supporters of a candidate would do at a rate; those without money are set aside for good. */
  ask(candidate: number, rate: number, error: number): Offered {
    const supporters = this.supporters[candidate]!;
    const { of, points: given } = supporters;
    const [purses, voters] = [this.money, this.#voters];
    let [money, poor, points, total, closest, count] = [0, 0, 0, 0, Infinity, supporters.withMoney];
    for (let i = 0; i < count; i++) {
      const way = of[i]!;
      const purse = purses[way]!;
      const mark = given[i]!;
      if (purse === 0) {
        count--;
        of[i] = of[count]!;
        given[i] = given[count]!;
        of[count] = way;
        given[count] = mark;
        i--;
        continue;
      }

      const gap = purse - mark * rate;
      const many = voters[way]!;
      total += many * purse;
      if (gap <= 0) {
        money += many * purse;
        poor += many;
      } else {
        points += many * mark;
      }

      const distance = Math.abs(gap) - mark * error;
      closest = distance < closest ? distance : closest;
    }

    supporters.withMoney = count;
    return { money, voters: poor, points, total, closest, rounding: (count + 4) * slack };
  }
}
