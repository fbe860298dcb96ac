// Signed heads: C2SP notes with ECDSA on P-256, as domain/Board/Head has them.
import { fromBase64, sha256, utf8 } from "./canonical";
import { isSame } from "./merkle";

type Bytes = Uint8Array<ArrayBuffer>;

export interface NamedKey { name: string; key: string }

export interface Head { origin: string; size: number; root: Bytes; text: string; signatures: { name: string; id: Bytes; signature: Bytes }[] }

export function parseHead(note: string): Head {
  const [origin, size, root, empty, ...lines] = note.split("\n");
  if (!origin || !size || !root || empty !== "" || lines.pop() !== "" || lines.length === 0 || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new Error("this is not the signed head of a log");
  }

  return { origin, size: Number(size), root: fromBase64(root), text: `${origin}\n${size}\n${root}\n`, signatures: lines.map(parseLine) };
}

export async function isSignedBy(head: Head, who: NamedKey): Promise<boolean> {
  for (const { signature } of await claimsOf(head, who)) {
    if (await verifies(who.key, utf8(head.text), signature)) {
      return true;
    }
  }

  return false;
}

export async function claimsOf(head: Head, who: NamedKey): Promise<Head["signatures"]> {
  const id = (await sha256(fromBase64(who.key))).slice(0, 4);
  return head.signatures.filter((s) => s.name === who.name && isSame(s.id, id));
}

/** @param key SubjectPublicKeyInfo in base64. @param signature ASN.1 DER. */
export async function verifies(key: string, data: Bytes, signature: Bytes): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey("spki", fromBase64(key), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, imported, plain(signature), data);
  } catch {
    return false;
  }
}

/** WebCrypto wants the two numbers of a signature side by side, 32 bytes each, without their DER frame. */
function plain(der: Bytes): Bytes {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) {
    throw new Error("this is no signature");
  }

  const both = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1]!;
    if (der[at] !== 0x02 || at + 2 + length > der.length) {
      throw new Error("this is no signature");
    }
    let number = der.slice(at + 2, at + 2 + length);
    while (number.length > 32 && number[0] === 0) {
      number = number.slice(1);
    }
    both.set(number, end - number.length);
    at += 2 + length;
  }

  return both;
}

function parseLine(line: string): Head["signatures"][number] {
  const [dash, name, text, more] = line.split(" ");
  if (dash !== "—" || !name || !text || more !== undefined) {
    throw new Error("a signature of a head cannot be read");
  }
  const bytes = fromBase64(text);

  return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
}
