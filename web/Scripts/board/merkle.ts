// RFC 9162 §2.1, as domain/Board/MerkleTree and MerkleProof have it.
import { sha256, utf8 } from "./canonical";

type Bytes = Uint8Array<ArrayBuffer>;

export async function hashOfLeaf(leaf: string): Promise<Bytes> {
  return sha256(joined([0], utf8(leaf)));
}

async function hashOfNode(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(joined([1], left, right));
}

/** Keeps the hash of every full subtree, so that the root at any size takes a few hashes. */
export class MerkleTree {
  readonly #levels: Bytes[][] = [[]];

  get size(): number {
    return this.#levels[0]!.length;
  }

  async append(leaf: string): Promise<void> {
    let hash = await hashOfLeaf(leaf);
    for (let level = 0; ; level++) {
      const hashes = this.#levels[level] ??= [];
      hashes.push(hash);
      if (hashes.length % 2 === 1) {
        return;
      }
      hash = await hashOfNode(hashes.at(-2)!, hashes.at(-1)!);
    }
  }

  /** At most the size. */
  rootAt(size: number): Promise<Bytes> {
    return size === 0 ? sha256(new Uint8Array()) : this.#over(0, size);
  }

  async #over(start: number, end: number): Promise<Bytes> {
    const count = end - start;
    const level = Math.floor(Math.log2(count));
    if (2 ** level === count) {
      return this.#levels[level]![start / count]!;
    }

    const middle = start + 2 ** level;
    return hashOfNode(await this.#over(start, middle), await this.#over(middle, end));
  }
}

/** Whether a leaf is in the tree of this size and root. */
export async function isIncluded(leafHash: Bytes, leaf: number, size: number, proof: Bytes[], root: Bytes): Promise<boolean> {
  if (leaf < 0 || leaf >= size || proof.some((step) => step.length !== 32)) {
    return false;
  }

  let [fn, sn, hash] = [leaf, size - 1, leafHash];
  for (const step of proof) {
    if (sn === 0) {
      return false;
    }
    if (fn % 2 === 1 || fn === sn) {
      hash = await hashOfNode(step, hash);
      while (fn % 2 === 0 && fn !== 0) {
        [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
      }
    } else {
      hash = await hashOfNode(hash, step);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }

  return sn === 0 && isSame(hash, root);
}

export function isSame(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

function joined(...parts: ArrayLike<number>[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }

  return bytes;
}
