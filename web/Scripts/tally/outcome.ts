// A counted election, as domain/Tally/Outcome has it, and how it is written down: as domain/Board/Trace does.
import type { Json } from "../board/canonical";
import type { Election, Part, Scores } from "./election";
import { write, type Fraction } from "./fraction";

/** Why a candidate was chosen or not, and what was left just before its turn. */
export interface Verdict { reason: string; left: bigint }

/** Candidates that the rule found equal, in the order that was decided. */
export interface Tie { candidates: number[]; decidedBy: string; isDecisive: boolean }

export interface Payments {
  perVoter: Fraction;
  purse: Fraction;
  increments: number;
  rounds: PaymentRound[];
  preference: Preference | null;
}

export interface PaymentRound { candidate: number; perPoint: Fraction; supporters: number; capped: number; least: Fraction; most: Fraction }

export interface Preference { forShares: number; forGreedy: number; shares: number[]; greedy: number[] }

export interface Outcome {
  rule: string;
  election: Election;
  scores: Scores;
  chosen: number[];
  verdicts: Verdict[];
  ties: Tie[];
  payments: Payments | null;
  parts: PartOutcome[];
}

/** What a pot of its own decided; its part is null for the common pot. */
export interface PartOutcome { part: Part | null; candidates: number[]; outcome: Outcome }

export function costOf(candidates: number[], election: Election): bigint {
  return candidates.reduce((sum, candidate) => sum + election.candidates[candidate]!.cost, 0n);
}

export function traced(outcome: Outcome): { [name: string]: Json } {
  const { election, scores, payments, parts } = outcome;
  return {
    rule: outcome.rule,
    ballots: scores.ballots,
    chosen: idsOf(outcome.chosen, election),
    spent: String(costOf(outcome.chosen, election)),
    projects: outcome.verdicts.map(({ reason, left }, candidate) => ({
      id: election.candidates[candidate]!.id,
      votes: scores.votes[candidate]!,
      points: String(scores.points[candidate]),
      reason,
      left: String(left),
    })),
    ties: outcome.ties.map((tie) => ({ projects: idsOf(tie.candidates, election), by: tie.decidedBy, decisive: tie.isDecisive ? 1 : 0 })),
    ...(payments ? { payments: tracedPayments(payments, election) } : {}),
    ...(parts.length > 0 ? { parts: parts.map(tracedPart) } : {}),
  };
}

function tracedPayments({ perVoter, purse, increments, rounds, preference }: Payments, election: Election): Json {
  return {
    share: write(perVoter),
    purse: write(purse),
    increments,
    rounds: rounds.map((round) => ({
      project: election.candidates[round.candidate]!.id,
      point: write(round.perPoint),
      payers: round.supporters,
      capped: round.capped,
      least: write(round.least),
      most: write(round.most),
    })),
    ...(preference ? {
      preference: {
        shares: idsOf(preference.shares, election),
        forShares: preference.forShares,
        greedy: idsOf(preference.greedy, election),
        forGreedy: preference.forGreedy,
      },
    } : {}),
  };
}

function tracedPart({ part, outcome }: PartOutcome): Json {
  return { ...traced(outcome), amount: String(outcome.election.budget), ...(part ? { name: part.name } : {}) };
}

function idsOf(candidates: number[], election: Election): string[] {
  return candidates.map((candidate) => election.candidates[candidate]!.id);
}
