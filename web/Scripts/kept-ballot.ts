// The ballot that this browser cast, kept once for each vote: the file of its receipt, which changes it until the close,
// checks it afterwards, and says what it chose.
import type { Json } from "./board/canonical";

export interface Kept {
  opening: { e: string; b: Json; r: string };
  receipt: { e: string; leaf: Record<string, Json>; index: number; proof: string[]; head: string };
}

/** The vote that a page is about, by its address. */
export function budgetOf(path: string): string {
  return /^\/budgets\/(\d+)\//.exec(path)?.[1] ?? "";
}

export function keep(budget: string, file: string): void {
  localStorage.setItem(`ballot:${budget}`, file);
}

/** @returns Null where this browser kept none, or none that can be read. */
export function keptFor(budget: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(`ballot:${budget}`) ?? "null") as Partial<Kept> | null;
    return kept?.opening && kept.receipt ? { opening: kept.opening, receipt: kept.receipt } : null;
  } catch {
    return null;
  }
}
