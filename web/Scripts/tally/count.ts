// Counts an election by a rule, reserved parts first and the common pot last, as domain/Tally/PartByPart does.
import type { Election, Part } from "./election";
import { countShares } from "./equal-shares";
import { countGreedy } from "./greedy";
import { costOf, type Outcome, type PartOutcome, type Verdict } from "./outcome";
import type { Pace } from "./pace";
import type { Rule } from "./rules";

export async function countBy(rule: Rule, election: Election, pace: Pace): Promise<Outcome> {
  if (election.parts.length === 0) {
    return countPot(rule, election, pace);
  }

  const chosen: number[] = [];
  const parts: PartOutcome[] = [];
  const take = async (part: Part | null, amount: bigint, candidates: number[]): Promise<void> => {
    const outcome = await countPot(rule, potOf(election, candidates, chosen, amount, part === null), pace);
    chosen.push(...outcome.chosen.map((candidate) => candidates[candidate]!));
    parts.push({ part, candidates, outcome });
  };
  for (const part of election.parts) {
    await take(part, part.amount, part.candidates);
  }

  const left = election.budget - costOf(chosen, election);
  if (left > 0n) {
    await take(null, left, election.candidates.map((_, candidate) => candidate).filter((candidate) => !chosen.includes(candidate)));
  }

  return wholeOf(election, chosen, parts);
}

async function countPot(rule: Rule, election: Election, pace: Pace): Promise<Outcome> {
  return rule.kind === "greedy" ? countGreedy(rule, election) : countShares(rule, election, pace);
}

/** Some of the candidates of an election, on some of its money; those chosen before fill up their groups. */
function potOf(whole: Election, candidates: number[], chosen: number[], amount: bigint, isCommon: boolean): Election {
  const positions = new Map(candidates.map((candidate, position) => [candidate, position]));
  return {
    ...whole,
    budget: amount,
    candidates: candidates.map((candidate) => whole.candidates[candidate]!),
    ballots: whole.ballots.among(candidates, isCommon),
    parts: [],
    groups: whole.groups.map((group) => ({
      candidates: group.candidates.flatMap((candidate) => positions.get(candidate) ?? []),
      limit: group.limit - group.candidates.filter((candidate) => chosen.includes(candidate)).length,
    })),
  };
}

function wholeOf(election: Election, chosen: number[], parts: PartOutcome[]): Outcome {
  const scores = election.ballots.scores(election.candidates.length);
  const verdicts = election.candidates.map((_, candidate): Verdict => {
    // The last that counted it has the last word.
    const last = parts.filter((part) => part.candidates.includes(candidate)).at(-1);
    return last ? last.outcome.verdicts[last.candidates.indexOf(candidate)]!
      : { reason: scores.points[candidate] === 0n ? "NobodyChoseIt" : "NoLongerAffordable", left: 0n };
  });
  const ties = parts.flatMap(({ candidates, outcome }) =>
    outcome.ties.map((tie) => ({ ...tie, candidates: tie.candidates.map((candidate) => candidates[candidate]!) })));

  return { rule: parts[0]!.outcome.rule, election, scores, chosen, verdicts, ties, payments: null, parts };
}
