// The Method of Equal Shares, as domain/Tally/EqualShares and SharesOutcome have it: each voter has the same share of the
// budget, and what is chosen is paid by those who chose it.
import type { Election } from "./election";
import { Electorate } from "./electorate";
import { fraction, greatest, least, nothing, plus, times, type Fraction } from "./fraction";
import { GreedyPass, mostPointsFirst } from "./greedy";
import type { Outcome, PaymentRound, Preference, Verdict } from "./outcome";
import type { Pace } from "./pace";
import { Room } from "./room";
import { nameOf, type SharesRule } from "./rules";
import { SharesCount } from "./shares-count";
import { TieRule } from "./ties";

/** More steps than this mean that the step was meant to be larger. */
const mostIncrements = 1_000_000;

interface Raised { perVoter: Fraction; purse: Fraction; increments: number }

export async function countShares(rule: SharesRule, election: Election, pace: Pace): Promise<Outcome> {
  const electorate = new Electorate(election);
  const tieRule = new TieRule(election, electorate.scores);
  const count = new SharesCount(electorate, election, tieRule, rule.utility, pace);
  const raised = await raise(rule, election, count);
  await count.run(raised.purse, raised.increments);

  return new Telling(rule, election, count, tieRule).tell(raised);
}

async function raise(rule: SharesRule, election: Election, count: SharesCount): Promise<Raised> {
  const { ballots } = count.electorate.scores;
  const equal = ballots === 0 ? nothing : fraction(election.budget, BigInt(ballots));
  if (rule.completion === "none") {
    return { perVoter: equal, purse: equal, increments: 0 };
  }

  const { digits, decimals } = rule.increment;
  const step = fraction(digits * 10n ** BigInt(election.decimals), 10n ** BigInt(decimals));
  const whole = (equal.above * step.below) / (equal.below * step.above);
  const start = rule.completion === "add1" ? equal : times(step, whole);
  const shareAt = (increments: number): Fraction => plus(start, times(step, BigInt(increments)));
  let increments = 0;
  await count.run(equal, increments);
  while (hasMore(rule, election, count) && await count.run(shareAt(increments + 1), increments)) {
    if (++increments > mostIncrements) {
      throw new Error(`raising each share would take more than ${mostIncrements} steps`);
    }
  }

  const perVoter = shareAt(increments);
  return { perVoter, purse: increments === 0 ? equal : perVoter, increments };
}

/** Whether there is a reason to raise the share. */
function hasMore(rule: SharesRule, election: Election, { room, electorate }: SharesCount): boolean {
  return election.candidates.some((_, c) =>
    electorate.scores.points[c]! > 0n && !room.isTaken(c) && (rule.completion === "add1" ? room.fits(c) : room.hasPlace(c)));
}

/** Tells what a count decided, and why. */
class Telling {
  readonly #funded: number[];

  constructor(readonly rule: SharesRule, readonly election: Election, readonly count: SharesCount, readonly tieRule: TieRule) {
    this.#funded = [...count.ledger.rounds];
  }

  tell({ perVoter, purse, increments }: Raised): Outcome {
    const { rule, election, count } = this;
    const { scores } = count.electorate;
    const ties = count.tiedRounds.map((equals) => this.tieRule.between(equals, (all) => !all.every((c) => this.#funded.includes(c))));
    const rounds = this.#funded.map((_, round) => this.#round(round));
    const pass = rule.thenGreedy ? this.#greedyOn(count.room.copy()) : null;
    const chosen = [...this.#funded, ...(pass?.chosen ?? [])];
    const preference = rule.unlessGreedyPreferred ? this.#prefer(chosen) : null;
    const outcome: Outcome = {
      rule: nameOf(rule),
      election,
      scores,
      chosen,
      verdicts: this.#verdicts(chosen, pass),
      ties: [...ties, ...(pass?.ties ?? [])],
      payments: { perVoter, purse, increments, rounds, preference },
      parts: [],
    };

    return preference && preference.forGreedy > preference.forShares ? this.#insteadOf(outcome) : outcome;
  }

  #verdicts(chosen: number[], pass: GreedyPass | null): Verdict[] {
    const verdicts = this.election.candidates.map((_, candidate): Verdict =>
      pass ? pass.verdicts[candidate]! : { reason: this.#whyNot(candidate), left: this.count.room.left });
    let left = this.election.budget;
    for (const candidate of chosen) {
      verdicts[candidate] = { reason: "Chosen", left };
      left -= this.election.candidates[candidate]!.cost;
    }

    return verdicts;
  }

  #whyNot(candidate: number): string {
    return this.count.electorate.scores.points[candidate] === 0n ? "NobodyChoseIt"
      : !this.count.room.hasPlace(candidate) ? "GroupIsFull"
      : this.election.candidates[candidate]!.cost > this.election.budget ? "AboveTheBudget"
      : "SupportersCannotPay";
  }

  #round(round: number): PaymentRound {
    const { electorate, ledger } = this.count;
    const candidate = this.#funded[round]!;
    const perPoint = ledger.paymentIn(round);
    let [supporters, capped, fewest, most] = [0, 0, Infinity, 0];
    const emptied: number[] = [];
    const { starts, of, points } = electorate.supporters;
    for (let i = starts[candidate]!; i < starts[candidate + 1]!; i++) {
      const way = of[i]!;
      if (!ledger.hadMoney(way, round)) {
        continue;
      }

      supporters += electorate.voters[way]!;
      if (ledger.wasCapped(way, round)) {
        capped += electorate.voters[way]!;
        emptied.push(way);
      } else {
        [fewest, most] = [Math.min(fewest, points[i]!), Math.max(most, points[i]!)];
      }
    }

    // Not all can be capped: together they would have less than the cost.
    const full = { least: times(perPoint, BigInt(fewest)), most: times(perPoint, BigInt(most)) };
    const had = emptied.length > 0 ? ledger.extremes(emptied, round) : full;
    return { candidate, perPoint, supporters, capped, least: least(full.least, had.least), most: greatest(full.most, had.most) };
  }

  #prefer(chosen: number[]): Preference {
    const { chosen: greedy } = this.#greedyOn(new Room(this.election));
    const gain = this.election.candidates.map((_, c) => (chosen.includes(c) ? 1 : 0) - (greedy.includes(c) ? 1 : 0));
    const { marks, voters, ways } = this.count.electorate;
    let [forShares, forGreedy] = [0, 0];
    for (let way = 0; way < ways; way++) {
      let difference = 0;
      for (let i = marks.starts[way]!; i < marks.starts[way + 1]!; i++) {
        difference += gain[marks.of[i]!]!;
      }
      forShares += difference > 0 ? voters[way]! : 0;
      forGreedy += difference < 0 ? voters[way]! : 0;
    }

    return { forShares, forGreedy, shares: chosen, greedy };
  }

  /** What most points first chose, told beside the payments that it replaces. */
  #insteadOf(shares: Outcome): Outcome {
    const { chosen, verdicts, ties } = this.#greedyOn(new Room(this.election));
    return { ...shares, chosen, verdicts, ties };
  }

  #greedyOn(room: Room): GreedyPass {
    return new GreedyPass(mostPointsFirst, this.election, this.count.electorate.scores, room);
  }
}
