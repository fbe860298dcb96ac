// What the vote of this page says first, from the town and yet not on its word: its hash must be the name of the election.
import { readManifest, type Manifest } from "./board/manifest";
import { budgetOf } from "./kept-ballot";

/** The town did not answer, which says nothing about the vote. */
export class Unanswered extends Error {}

let asked: Promise<string> | null = null;

/** @throws {Unanswered} Or when the town answers with something else. */
export async function manifestOf(election: string): Promise<Manifest> {
  const manifest = await readManifest(await (asked ??= ask()));
  if (manifest.id !== election) {
    throw new Error("this is the manifest of another election");
  }

  return manifest;
}

/** Once, and without a cookie: asked just after an anonymous ballot, it would say whose that was. */
async function ask(): Promise<string> {
  const answer = await fetch(`/budgets/${budgetOf(location.pathname)}/board/manifest`, { credentials: "omit" }).catch(() => null);
  if (!answer?.ok) {
    asked = null;
    throw new Unanswered();
  }

  return answer.text();
}
