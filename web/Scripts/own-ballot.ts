// What a voter's own ballot paid for, worked out on this device from the published result: the ballot goes nowhere.
import { keptFor } from "./kept-ballot";
import { fraction, least, minus, nothing, parse, type Fraction } from "./tally/fraction";
import { formatMoney, formatNumber, say } from "./words";

/** One choice of a ballot, in its order; points are null where each choice counts one. */
export interface Choice {
  project: number;
  points: number | null;
}

/** What results.json says in `explanation` that matters here; fractions are text such as "125/18". */
export interface Explanation {
  payments: { purse: string; areMade: boolean; rounds: { project: number; perPoint: string }[] } | null;
  rules: { chosen: number[] }[];
  firstChoice: number | null;
}

/** What one ballot brought about, projects in the order of funding; amounts in minor units. */
export interface OwnBallot {
  chosen: number[];
  payments: { project: number; amount: Fraction }[];
  left: Fraction;
}

interface Published {
  projects: { number: number; title: Record<string, string> }[];
  explanation: Explanation | null;
}

/** What the ballot that this person cast in this browser chose; null where it kept none. Projects of a vote held here are known by their number. */
export function keptChoices(budget: string, voter: string): Choice[] | null {
  const ballot = keptFor(budget, voter)?.opening.b;
  return Array.isArray(ballot)
    ? ballot.map((choice) => (Array.isArray(choice) ? { project: Number(choice[0]), points: Number(choice[1]) } : { project: Number(choice), points: null }))
    : null;
}

/** The same as OwnBallot.Of on the server, to the last fraction. */
export function ownBallot(explanation: Explanation, choices: Choice[]): OwnBallot {
  const points = new Map<number, number>();
  choices.forEach((choice, position) => {
    const worth = explanation.firstChoice === null ? (choice.points ?? 1) : explanation.firstChoice - position;
    if (worth > 0) {
      points.set(choice.project, worth);
    }
  });

  const made = explanation.payments?.areMade ? explanation.payments : null;
  const payments: OwnBallot["payments"] = [];
  let left = made ? parse(made.purse) : nothing;
  for (const round of made?.rounds ?? []) {
    const given = points.get(round.project);
    if (given !== undefined && left.above > 0n) {
      const perPoint = parse(round.perPoint);
      const amount = least(left, fraction(perPoint.above * BigInt(given), perPoint.below));
      payments.push({ project: round.project, amount });
      left = minus(left, amount);
    }
  }

  return { chosen: explanation.rules[0]!.chosen.filter((project) => points.has(project)), payments, left };
}

/** Shows it in the section made for it, if this browser has a ballot. */
export async function show(section: HTMLElement): Promise<void> {
  const choices = keptChoices(section.dataset["budget"]!, section.dataset["voter"]!);
  if (!choices) {
    return;
  }

  const published = (await (await fetch(section.dataset["ownBallot"]!)).json()) as Published;
  if (!published.explanation) {
    return;
  }

  const own = ownBallot(published.explanation, choices);
  const currency = section.dataset["currency"]!;
  const list = document.createElement("ul");
  for (const { project } of choices) {
    const item = document.createElement("li");
    const title = document.createElement("strong");
    title.textContent = titleOf(published, project);
    const payment = own.payments.find((paid) => paid.project === project);
    item.append(title, " – ", payment
      ? say(section, "paid", { amount: formatMoney(rounded(payment.amount), currency) })
      : say(section, own.chosen.includes(project) ? "chosen" : "not-chosen"));
    list.append(item);
  }

  section.append(paragraph(say(section, "of", { got: formatNumber(own.chosen.length), all: formatNumber(choices.length) })), list);
  if (published.explanation.payments?.areMade) {
    section.append(paragraph(say(section, "left", { amount: formatMoney(rounded(own.left), currency) })));
  }

  section.hidden = false;
}

function titleOf(published: Published, number: number): string {
  const title = published.projects.find((project) => project.number === number)?.title ?? {};
  return title[document.documentElement.lang] ?? title["fr"] ?? Object.values(title)[0] ?? String(number);
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

/** To the nearest minor unit. */
function rounded({ above, below }: Fraction): number {
  return Number((above * 2n + below) / (below * 2n));
}

document.querySelectorAll<HTMLElement>("[data-own-ballot]").forEach((section) => void show(section));
