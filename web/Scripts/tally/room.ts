// What may still be chosen, as domain/Tally/Room has it: the money that is left, and the places left in each group.
import type { Election } from "./election";

export class Room {
  left: bigint;
  readonly #election: Election;
  readonly #groupsOf: number[][];
  readonly #places: number[];
  readonly #taken: Set<number>;

  constructor(election: Election, like?: Room) {
    this.#election = election;
    this.left = like ? like.left : election.budget;
    this.#places = like ? [...like.#places] : election.groups.map((group) => group.limit);
    this.#taken = new Set(like ? like.#taken : []);
    this.#groupsOf = like ? like.#groupsOf : election.candidates.map((_, candidate) =>
      election.groups.flatMap((group, position) => (group.candidates.includes(candidate) ? [position] : [])));
  }

  copy(): Room {
    return new Room(this.#election, this);
  }

  isTaken(candidate: number): boolean {
    return this.#taken.has(candidate);
  }

  hasPlace(candidate: number): boolean {
    return this.#groupsOf[candidate]!.every((group) => this.#places[group]! > 0);
  }

  fits(candidate: number): boolean {
    return this.#election.candidates[candidate]!.cost <= this.left && this.hasPlace(candidate);
  }

  take(candidate: number): void {
    this.#taken.add(candidate);
    this.left -= this.#election.candidates[candidate]!.cost;
    for (const group of this.#groupsOf[candidate]!) {
      this.#places[group]!--;
    }
  }
}
