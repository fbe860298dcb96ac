// The ballot that a person cast in this browser, kept once for each vote and person: the file of its receipt, which changes
// it until the close, checks it afterwards, and says what it chose. A household shares a browser: what one kept must not
// change the ballot of another, nor be shown to them.
import type { Json } from "./board/canonical";

export interface Kept {
  opening: { e: string; b: Json; r: string };
  receipt: { e: string; leaf: Record<string, Json>; index: number; proof: string[]; head: string };
}

/** The vote that a page is about, by its address. */
export function budgetOf(path: string): string {
  return /^\/budgets\/(\d+)\//.exec(path)?.[1] ?? "";
}

/** @returns False where this browser keeps nothing. */
export function keep(budget: string, voter: string, file: string): boolean {
  try {
    localStorage.setItem(keyOf(budget, voter), file);
    return true;
  } catch {
    return false;
  }
}

/** @returns Null where this browser kept none, or none that can be read. */
export function keptFor(budget: string, voter: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(budget, voter)) ?? "null") as Partial<Kept> | null;
    return kept?.opening && kept.receipt ? { opening: kept.opening, receipt: kept.receipt } : null;
  } catch {
    return null;
  }
}

function keyOf(budget: string, voter: string): string {
  return `ballot:${budget}:${voter}`;
}
