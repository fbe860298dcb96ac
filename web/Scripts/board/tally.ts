// The greedy rules of domain/Tally, exactly: all amounts and points are BigInt. The trace comes out byte for byte as the
// program writes it, so that two counts are the same when their texts are.
import { canonical } from "./canonical";
import type { Choice, Manifest } from "./manifest";

const rules: Record<string, { skips: boolean; hasThreshold: boolean }> = {
  "greedy": { skips: true, hasThreshold: false },
  "greedy-threshold": { skips: true, hasThreshold: true },
  "greedy-no-skip": { skips: false, hasThreshold: false },
  "greedy-no-skip-threshold": { skips: false, hasThreshold: true },
};

const ofTies = ["LowerCost", "HigherScore", "ProjectId"];

interface Candidate { id: string; cost: bigint; votes: number; points: bigint; reason: string; left: bigint }

export function knows(rule: string): boolean {
  return rule in rules;
}

/** @returns The trace of the count, in canonical form. */
export function count(manifest: Manifest, ballots: Choice[][]): string {
  const { skips, hasThreshold } = rules[manifest.rule]!;
  const candidates = scored(manifest, ballots);
  const budget = BigInt(manifest.amount);
  const standing = (c: Candidate): string =>
    c.points === 0n ? "NobodyChoseIt" : hasThreshold && c.points < BigInt(manifest.threshold) ? "BelowThreshold" : "";

  const turns = candidates.filter((c) => !standing(c)).sort(inTurn);
  const chosen: Candidate[] = [];
  const served = new Set<Candidate>();
  const ties: { projects: string[]; by: string; decisive: number }[] = [];
  let left = budget;
  let stopped = false;

  for (const equals of inGroups(turns)) {
    const before = left;
    for (const candidate of equals) {
      if (stopped) {
        break;
      }
      served.add(candidate);
      candidate.left = left;
      candidate.reason = candidate.cost <= left ? "Chosen"
        : candidate.cost <= before ? "LostTie"
        : candidate.cost > budget ? "AboveTheBudget"
        : "NoLongerAffordable";
      if (candidate.reason === "Chosen") {
        chosen.push(candidate);
        left -= candidate.cost;
      } else {
        stopped = !skips;
      }
    }

    if (equals.length > 1 && served.has(equals[0]!)) {
      const isChosen = (c: Candidate): boolean => chosen.includes(c);
      ties.push({
        projects: equals.map((c) => c.id),
        by: ofTies[Math.max(...equals.slice(1).map((c, i) => stepBetween(equals[i]!, c)))]!,
        decisive: equals.some((c) => !isChosen(c) && (c.cost <= before || (!skips && equals.some(isChosen)))) ? 1 : 0,
      });
    }
  }

  for (const candidate of candidates.filter((c) => !served.has(c))) {
    candidate.reason = standing(candidate) || "AfterTheStop";
    candidate.left = left;
  }

  return canonical({
    rule: manifest.rule,
    ballots: ballots.length,
    chosen: chosen.map((c) => c.id),
    spent: String(budget - left),
    projects: candidates.map((c) => ({ id: c.id, votes: c.votes, points: String(c.points), reason: c.reason, left: String(c.left) })),
    ties,
  });
}

function scored(manifest: Manifest, ballots: Choice[][]): Candidate[] {
  const candidates = manifest.projects.map((p) => ({ id: p.id, cost: BigInt(p.cost), votes: 0, points: 0n, reason: "", left: 0n }));
  const byId = new Map(candidates.map((c) => [c.id, c]));
  for (const ballot of ballots) {
    ballot.forEach(({ project, points }, place) => {
      const candidate = byId.get(project)!;
      candidate.votes++;
      candidate.points += manifest.form.kind === "ranking" ? BigInt(Math.max(0, manifest.form.max! - place)) : BigInt(points ?? 1);
    });
  }

  return candidates;
}

function inTurn(one: Candidate, other: Candidate): number {
  return one.points !== other.points ? (one.points > other.points ? -1 : 1)
    : one.cost !== other.cost ? (one.cost < other.cost ? -1 : 1)
    : byBytes(one.id, other.id);
}

function stepBetween(one: Candidate, other: Candidate): number {
  return one.cost !== other.cost ? 0 : one.points !== other.points ? 1 : 2;
}

function* inGroups(turns: Candidate[]): Generator<Candidate[]> {
  for (let start = 0; start < turns.length;) {
    const end = turns.findIndex((c, i) => i > start && c.points !== turns[start]!.points);
    yield turns.slice(start, end < 0 ? undefined : end);
    start = end < 0 ? turns.length : end;
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
