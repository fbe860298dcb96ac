// What an election is decided by, and what a ballot of it may be; as domain/Board/Manifest and Form have them.
import { hash, hex, isHash, read, sha256, utf8, type Json } from "./canonical";
import type { NamedKey } from "./head";

export interface Choice { project: string; points?: number }

export interface Manifest {
  /** Its hash, the name of the election. */
  id: string;
  origin: string;
  rule: string;
  threshold: number;
  form: { kind: string; min?: number; max?: number; share?: number; points?: number; most?: number };
  amount: string;
  decimals: number;
  projects: { id: string; cost: string }[];
  groups?: { most: number; projects: string[] }[];
  parts?: { amount: string; name: string; projects: string[] }[];
  lot?: { seed: string; order: string[] };
  /** How many ballots must stand for the result to bind. */
  quorum?: number;
  board: NamedKey;
  witnesses: NamedKey[];
  needed: number;
  clerks: NamedKey[];
  token?: string;
  publishes: string;
}

const fields = [
  "t", "v", "origin", "title", "rule", "ties", "threshold", "form", "amount", "currency", "decimals", "projects", "opens", "closes",
  "board", "witnesses", "needed", "clerks", "publishes",
];

/** Those that are there only where they say something. */
const optional = ["holders", "token", "groups", "parts", "lot", "quorum", "voters"];

const mostDecimals = 18;

export interface Opening { election: string; choices: Choice[]; nonce: string }

export async function readManifest(line: string): Promise<Manifest> {
  const manifest = read(line) as unknown as Manifest & { t: string; v: string; ties: string };
  const missing = fields.find((name) => !(name in manifest));
  if (missing) {
    throw new Error(`the manifest lacks “${missing}”`);
  }
  const unknown = Object.keys(manifest).find((name) => !fields.includes(name) && !optional.includes(name));
  if (unknown) {
    throw new Error(`the manifest has a field “${unknown}” that is not known`);
  }
  if (manifest.t !== "manifest" || manifest.v !== "PB1" || manifest.ties !== `lower-cost,higher-score,${manifest.lot ? "lot" : "project-id"}`) {
    throw new Error("the manifest is of another version");
  }
  if (![manifest.threshold, manifest.decimals, manifest.needed].every((n) => typeof n === "number" && n >= 0) || manifest.decimals > mostDecimals) {
    throw new Error("a number of the manifest cannot be");
  }
  if (!["ballots", "sums"].includes(manifest.publishes)) {
    throw new Error("what the manifest publishes is not known");
  }
  const why = await whyNotCounted(manifest);
  if (why) {
    throw new Error(why);
  }

  return { ...manifest, id: await hash("manifest", line) };
}

export function readOpening(line: string): Opening {
  const { b, e, r, ...more } = read(line);
  if (!Array.isArray(b) || !isHash(e) || !isHash(r) || Object.keys(more).length > 0) {
    throw new Error("this is no opening of a ballot");
  }

  return { election: e, choices: b.map(readChoice), nonce: r };
}

export async function lockOf(nonce: string): Promise<string> {
  return hash("change", JSON.stringify(await hash("change-secret", JSON.stringify(nonce))));
}

/** Why this is no ballot of the election, as a code; empty when it is one. */
export function whyNot(choices: Choice[], { form, projects, amount }: Manifest): string {
  const costs = new Map(projects.map((p) => [p.id, BigInt(p.cost)]));
  const carriesPoints = form.kind === "cumulative" || form.kind === "score";
  const points = choices.map((c) => c.points ?? 0);
  if (new Set(choices.map((c) => c.project)).size !== choices.length || choices.some((c) => !costs.has(c.project))) {
    return "ballot_no_such_project";
  }
  if (form.kind !== "ranking" && choices.some((c, i) => i > 0 && choices[i - 1]!.project > c.project)) {
    return "ballot_not_in_order";
  }
  if (choices.some((c) => (c.points === undefined) === carriesPoints)) {
    return "ballot_points_misplaced";
  }
  if (choices.length < (form.kind === "approval" ? form.min! : 1)) {
    return form.kind === "approval" ? "ballot_too_few" : "ballot_empty";
  }

  switch (form.kind) {
    case "approval":
    case "ranking":
      return choices.length > form.max! ? "ballot_too_many" : "";
    case "one":
      return choices.length > 1 ? "ballot_too_many" : "";
    case "knapsack": {
      const cost = choices.reduce((sum, c) => sum + costs.get(c.project)!, 0n);
      return cost > BigInt(amount) ? "ballot_over_the_amount" : cost * 100n < BigInt(amount) * BigInt(form.share!) ? "ballot_below_the_share" : "";
    }
    case "cumulative":
      return points.some((p) => p < 1 || p > form.most!) || points.reduce((sum, p) => sum + p, 0) > form.points! ? "ballot_points_beyond" : "";
    case "score":
      return points.some((p) => p < 0 || p > form.max!) ? "ballot_points_beyond" : "";
    default:
      throw new Error(`there is no ballot form “${form.kind}”`);
  }
}

/** What contradicts itself in it; empty where nothing does. */
async function whyNotCounted({ projects, groups, parts, lot, amount }: Manifest): Promise<string> {
  const ids = projects.map((project) => project.id);
  const areOf = (some: string[]): boolean => some.length > 0 && isWithoutTwins(some) && some.every((id) => ids.includes(id));
  return !isWithoutTwins(ids) ? "the manifest has a project twice"
    : groups?.length === 0 || parts?.length === 0 ? "the manifest has an empty list"
    : groups?.some((group) => !areOf(group.projects)) ? "a group has no project, one twice, or one that does not stand"
    : parts?.some((part) => !areOf(part.projects)) ? "a reserved part has no project, one twice, or one that does not stand"
    : !isWithoutTwins((parts ?? []).flatMap((part) => part.projects)) ? "two reserved parts share a project"
    : (parts ?? []).reduce((sum, part) => sum + BigInt(part.amount), 0n) > BigInt(amount) ? "the reserved parts exceed the amount"
    : lot && String(await drawn(lot.seed, ids)) !== String(lot.order) ? "the lot is not what its seed gives"
    : "";
}

/** The order that a seed drawn in public gives, as domain/Tally/DrawnLot has it. */
async function drawn(seed: string, ids: string[]): Promise<string[]> {
  const lots = await Promise.all(ids.map(async (id) => ({ id, lot: hex(await sha256(utf8(`${seed}\0${id}`))) })));
  return lots.sort((one, other) => (one.lot < other.lot ? -1 : 1)).map(({ id }) => id);
}

function isWithoutTwins(ids: string[]): boolean {
  return new Set(ids).size === ids.length;
}

function readChoice(value: Json): Choice {
  if (typeof value === "string") {
    return { project: value };
  }
  if (Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "number") {
    return { project: value[0], points: value[1] };
  }

  throw new Error("a choice is neither an id nor an id with points");
}
