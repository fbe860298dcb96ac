// Permits by blind RSA signatures, as domain/Board/TokenKey has them: RSABSSA-SHA384-PSS-Randomized of RFC 9474.
import { base64, canonical, fromBase64, read } from "./canonical";
import { base64 as inBase64, fields } from "./fields";

type Bytes = Uint8Array<ArrayBuffer>;

export interface Blinded { message: Bytes; inverse: bigint; prepared: Bytes }

export interface Permit { message: Bytes; signature: Bytes }

const leastSize = 256;
const prefixSize = 32;
const saltSize = 48;
const hashSize = 48;

const permit = fields({ m: inBase64, s: inBase64 });

export function readPermit(line: string): Permit {
  const said = read(line);
  permit(said, "a permit");

  return { message: fromBase64(said["m"] as string), signature: fromBase64(said["s"] as string) };
}

/** The town's public key of permits. */
export class TokenKey {
  private constructor(readonly key: CryptoKey, readonly modulus: bigint, readonly exponent: bigint, readonly size: number) {}

  /** @param text SubjectPublicKeyInfo in base64, of at least 2048 bits. */
  static async read(text: string): Promise<TokenKey> {
    const key = await crypto.subtle.importKey("spki", fromBase64(text), { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
    const { n, e } = await crypto.subtle.exportKey("jwk", key);
    const modulus = fromBase64Url(n!);
    if (modulus.length < leastSize) {
      throw new Error(`the key of the permits has ${8 * modulus.length} bits, and ${8 * leastSize} are needed`);
    }

    return new TokenKey(key, number(modulus), number(fromBase64Url(e!)), modulus.length);
  }

  /** Draws a message nobody else has, and hides it from who is to sign it. */
  async blind(): Promise<Blinded> {
    const prepared = random(2 * prefixSize);
    const encoded = number(await this.#encode(prepared, random(saltSize)));
    for (;;) {
      const factor = number(random(2 * this.size)) % this.modulus;
      const inverse = inverseOf(factor, this.modulus);
      if (inverse !== null) {
        return { message: bytes(encoded * power(factor, this.exponent, this.modulus) % this.modulus, this.size), inverse, prepared };
      }
    }
  }

  /** RFC 9474 §4.5: as any RSASSA-PSS signature. */
  async verifies({ message, signature }: Permit): Promise<boolean> {
    return crypto.subtle.verify({ name: "RSA-PSS", saltLength: saltSize }, this.key, signature, message);
  }

  /** Takes the hiding off. @returns The permit, in canonical form. */
  async finish({ prepared, inverse }: Pick<Blinded, "prepared" | "inverse">, blindSignature: Bytes): Promise<string> {
    const signature = bytes(number(blindSignature) * inverse % this.modulus, this.size);
    if (blindSignature.length !== this.size || !await this.verifies({ message: prepared, signature })) {
      throw new Error("the town signed something else");
    }

    return canonical({ m: base64(prepared), s: base64(signature) });
  }

  /** EMSA-PSS-ENCODE, RFC 8017 §9.1.1. */
  async #encode(message: Bytes, salt: Bytes): Promise<Bytes> {
    const hash = await sha384(joined(new Uint8Array(8), await sha384(message), salt));
    const block = new Uint8Array(this.size - hashSize - 1);
    block[block.length - salt.length - 1] = 1;
    block.set(salt, block.length - salt.length);
    const mask = await maskOf(hash, block.length);
    const masked = block.map((byte, i) => byte ^ mask[i]!);
    masked[0]! &= 0x7f;

    return joined(masked, hash, Uint8Array.of(0xbc));
  }
}

/** MGF1, RFC 8017 §B.2.1. */
async function maskOf(seed: Bytes, length: number): Promise<Bytes> {
  const blocks: Bytes[] = [];
  for (let i = 0; i * hashSize < length; i++) {
    blocks.push(await sha384(joined(seed, Uint8Array.of(0, 0, 0, i))));
  }

  return joined(...blocks).slice(0, length);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = base % modulus, left = exponent; left > 0n; left >>= 1n, square = square * square % modulus) {
    if (left & 1n) {
      result = result * square % modulus;
    }
  }

  return result;
}

/** By the extended algorithm of Euclid; null where there is none. */
function inverseOf(value: bigint, modulus: bigint): bigint | null {
  let [above, below, earlier, inverse] = [modulus, value, 0n, 1n];
  while (below > 1n) {
    const times = above / below;
    [above, below, earlier, inverse] = [below, above % below, inverse, earlier - times * inverse];
  }

  return below === 0n ? null : (inverse + modulus) % modulus;
}

async function sha384(data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-384", data));
}

function random(size: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(size));
}

function joined(...parts: Bytes[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function number(bigEndian: Bytes): bigint {
  return BigInt(`0x${Array.from(bigEndian, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
}

function bytes(value: bigint, size: number): Bytes {
  const digits = value.toString(16).padStart(2 * size, "0");

  return Uint8Array.from({ length: size }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

function fromBase64Url(text: string): Bytes {
  return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "="));
}
