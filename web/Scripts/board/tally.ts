// Counts the ballots of a board again, by whatever rule its manifest names. The trace comes out byte for byte as the program
// writes it, so that two counts are the same when their texts are.
import { countBy } from "../tally/count";
import { Ballots, type Election } from "../tally/election";
import { traced } from "../tally/outcome";
import type { Pace } from "../tally/pace";
import { ruleNamed } from "../tally/rules";
import { canonical } from "./canonical";
import type { Choice, Manifest } from "./manifest";

export function knows(rule: string): boolean {
  return ruleNamed(rule) !== null;
}

/** @returns The trace of the count, in canonical form. */
export async function count(manifest: Manifest, ballots: Choice[][], pace: Pace): Promise<string> {
  return canonical(traced(await countBy(ruleNamed(manifest.rule)!, electionOf(manifest, ballots), pace)));
}

function electionOf(manifest: Manifest, ballots: Choice[][]): Election {
  const positions = new Map(manifest.projects.map((project, position) => [project.id, position]));
  const positionsOf = (projects: string[]): number[] => projects.map((project) => positions.get(project)!);
  return {
    budget: BigInt(manifest.amount),
    decimals: manifest.decimals,
    candidates: manifest.projects.map(({ id, cost }) => ({ id, cost: BigInt(cost) })),
    minimumScore: BigInt(manifest.threshold),
    groups: (manifest.groups ?? []).map(({ most, projects }) => ({ limit: most, candidates: positionsOf(projects) })),
    parts: (manifest.parts ?? []).map(({ name, amount, projects }) => ({ name, amount: BigInt(amount), candidates: positionsOf(projects) })),
    lot: manifest.lot?.order ?? null,
    ballots: read(ballots, positions, manifest.form),
  };
}

function read(ballots: Choice[][], positions: Map<string, number>, form: Manifest["form"]): Ballots {
  const read = new Ballots();
  for (const ballot of ballots) {
    ballot.forEach(({ project, points }, place) =>
      read.choose(positions.get(project)!, form.kind === "ranking" ? Math.max(0, form.max! - place) : points ?? 1));
    read.end();
  }

  return read;
}
