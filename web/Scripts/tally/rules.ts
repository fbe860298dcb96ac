// The counting rules by name, as domain/Tally/Rules and RuleText have them.

export interface GreedyRule { kind: "greedy"; skips: boolean; hasThreshold: boolean; byDensity: boolean }

export interface SharesRule {
  kind: "equal-shares";
  utility: string;
  completion: string;
  /** In the currency: so many units of 10^-decimals. */
  increment: Amount;
  thenGreedy: boolean;
  unlessGreedyPreferred: boolean;
}

export type Rule = GreedyRule | SharesRule;

interface Amount { digits: bigint; decimals: number }

const utilities = ["cost", "cardinality"];
const completions = ["none", "add1", "add1-official"];
const settingsOfShares = ["utility", "completion", "increment", "then", "unless-preferred"];
const noAmount: Amount = { digits: 0n, decimals: 0 };
const mostDecimals = 18;
const mostDigits = 2n ** 63n - 1n;

const greedy: GreedyRule[] = [
  { kind: "greedy", skips: true, hasThreshold: false, byDensity: false },
  { kind: "greedy", skips: true, hasThreshold: true, byDensity: false },
  { kind: "greedy", skips: false, hasThreshold: false, byDensity: false },
  { kind: "greedy", skips: false, hasThreshold: true, byDensity: false },
  { kind: "greedy", skips: true, hasThreshold: false, byDensity: true },
];

/** @returns Null where no rule has this name. */
export function ruleNamed(name: string): Rule | null {
  const [first, ...settings] = name.split(" ");
  return first === "equal-shares" ? readSettings(settings) : greedy.find((rule) => nameOf(rule) === name) ?? null;
}

/** The canonical text: always the same for the same rule. */
export function nameOf(rule: Rule): string {
  if (rule.kind === "greedy") {
    return `greedy${rule.byDensity ? "-density" : ""}${rule.skips ? "" : "-no-skip"}${rule.hasThreshold ? "-threshold" : ""}`;
  }

  return `equal-shares utility=${rule.utility} completion=${rule.completion}`
    + (rule.completion === "none" ? "" : ` increment=${writeAmount(rule.increment)}`)
    + (rule.thenGreedy ? " then=greedy" : "")
    + (rule.unlessGreedyPreferred ? " unless-preferred=greedy" : "");
}

function readSettings(settings: string[]): SharesRule | null {
  const said = new Map<string, string>();
  for (const setting of settings) {
    const at = setting.indexOf("=");
    const [key, value] = at < 0 ? [setting, ""] : [setting.slice(0, at), setting.slice(at + 1)];
    if (said.has(key)) {
      return null;
    }
    said.set(key, value);
  }

  const rule: SharesRule = {
    kind: "equal-shares",
    utility: said.get("utility") ?? utilities[0]!,
    completion: said.get("completion") ?? completions[0]!,
    increment: readAmount(said.get("increment") ?? "1") ?? noAmount,
    thenGreedy: said.has("then"),
    unlessGreedyPreferred: said.has("unless-preferred"),
  };
  const isKnown = [...said.keys()].every((key) => settingsOfShares.includes(key))
    && utilities.includes(rule.utility) && completions.includes(rule.completion) && rule.increment !== noAmount
    && (said.get("then") ?? "greedy") === "greedy" && (said.get("unless-preferred") ?? "greedy") === "greedy"
    && !(said.has("increment") && rule.completion === "none");

  return isKnown ? rule : null;
}

/** @returns Null where it is no amount above zero, or longer than amounts are. */
function readAmount(text: string): Amount | null {
  const [, whole, after] = /^([0-9]+)(?:\.([0-9]+))?$/.exec(text) ?? [];
  if (whole === undefined) {
    return null;
  }

  const decimals = (after ?? "").replace(/0+$/, "");
  const digits = BigInt(whole + decimals);
  return digits > 0n && digits <= mostDigits && decimals.length <= mostDecimals ? { digits, decimals: decimals.length } : null;
}

function writeAmount({ digits, decimals }: Amount): string {
  const text = String(digits).padStart(decimals + 1, "0");
  return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}
