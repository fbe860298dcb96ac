// What an election is decided by, and what a ballot of it may be; as domain/Board/Manifest and Form have them.
import { hash, hex, read, sha256, utf8 } from "./canonical";
import { amount, base64, byField, day, digest, fields, keyName, list, number, oneOf, smallNumber, someOf, text, type Kind } from "./fields";
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

/** More than any currency has; see ExactAmount. */
const mostDecimals = 18;

const isSo = smallNumber(0, 1);
const key = fields({ name: keyName, key: base64 });

const form = byField("kind", {
  approval: fields({ kind: text, min: smallNumber(), max: smallNumber(1) }),
  knapsack: fields({ kind: text, share: smallNumber() }),
  cumulative: fields({ kind: text, points: smallNumber(1), most: smallNumber(1) }),
  ranking: fields({ kind: text, max: smallNumber(1) }),
  one: fields({ kind: text }),
  score: fields({ kind: text, max: smallNumber(1) }),
});

const manifest = fields({
  t: oneOf("manifest"),
  v: oneOf("PB1"),
  origin: text,
  title: text,
  rule: text,
  ties: text,
  threshold: number(),
  form,
  amount,
  currency: text,
  decimals: smallNumber(0, mostDecimals),
  projects: list(fields({ id: text, cost: amount, text: digest })),
  opens: day,
  closes: day,
  board: key,
  witnesses: list(key),
  needed: smallNumber(),
  clerks: list(key),
  publishes: oneOf("ballots", "sums"),
}, {
  holders: someOf(key),
  token: base64,
  groups: someOf(fields({ most: smallNumber(1), projects: list(text) })),
  parts: someOf(fields({ amount, name: text, projects: list(text) })),
  lot: fields({ seed: text, order: list(text) }),
  quorum: smallNumber(1),
  voters: fields({ verified: isSo, alone: isSo }, { age: smallNumber(1), district: text, draw: fields({ seed: text, place: smallNumber(), of: smallNumber(1) }) }),
});

const choice: Kind = (value, where) => {
  if (typeof value !== "string" && !(Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "number" && (value[1] | 0) === value[1])) {
    throw new Error(`${where} is neither an id nor an id with points`);
  }
};

const opening = fields({ b: list(choice), e: digest, r: digest });

export interface Opening { election: string; choices: Choice[]; nonce: string }

export async function readManifest(line: string): Promise<Manifest> {
  const said = read(line);
  manifest(said, "the manifest");
  const settled = said as unknown as Manifest & { ties: string };
  const why = await whyNotCounted(settled);
  if (why) {
    throw new Error(why);
  }

  return { ...settled, id: await hash("manifest", line) };
}

export function readOpening(line: string): Opening {
  const said = read(line);
  opening(said, "an opening");
  const { b, e, r } = said as { b: (string | [string, number])[]; e: string; r: string };

  return { election: e, choices: b.map((one) => (typeof one === "string" ? { project: one } : { project: one[0], points: one[1] })), nonce: r };
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
async function whyNotCounted({ projects, groups, parts, lot, amount, ties }: Manifest & { ties: string }): Promise<string> {
  const ids = projects.map((project) => project.id);
  const areOf = (some: string[]): boolean => some.length > 0 && isWithoutTwins(some) && some.every((id) => ids.includes(id));
  return ties !== `lower-cost,higher-score,${lot ? "lot" : "project-id"}` ? "the manifest decides between equals otherwise"
    : !isWithoutTwins(ids) ? "the manifest has a project twice"
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
