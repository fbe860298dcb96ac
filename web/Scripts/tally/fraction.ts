// Exact fractions, always in lowest terms with the sign above the line, as domain/Tally/Fraction has them.

export interface Fraction { readonly above: bigint; readonly below: bigint }

export const nothing: Fraction = { above: 0n, below: 1n };

export function fraction(above: bigint, below = 1n): Fraction {
  const shared = divisor(above < 0n ? -above : above, below);
  return { above: above / shared, below: below / shared };
}

export function parse(text: string): Fraction {
  const [above, below] = text.split("/");
  return fraction(BigInt(above!), BigInt(below ?? 1));
}

export function write({ above, below }: Fraction): string {
  return below === 1n ? `${above}` : `${above}/${below}`;
}

export function plus(one: Fraction, other: Fraction): Fraction {
  return fraction(one.above * other.below + other.above * one.below, one.below * other.below);
}

export function minus(one: Fraction, other: Fraction): Fraction {
  return fraction(one.above * other.below - other.above * one.below, one.below * other.below);
}

export function times(one: Fraction, many: bigint): Fraction {
  return fraction(one.above * many, one.below);
}

export function least(one: Fraction, other: Fraction): Fraction {
  return one.above * other.below <= other.above * one.below ? one : other;
}

export function greatest(one: Fraction, other: Fraction): Fraction {
  return one.above * other.below >= other.above * one.below ? one : other;
}

/** Of numbers that are not below zero, off by less than 2^-51 of the quotient. */
export function quotient(above: bigint, below: bigint): number {
  // 64 bits of the quotient are more than a number keeps.
  const shift = 4 * (below.toString(16).length - above.toString(16).length) + 68;
  const whole = shift >= 0 ? (above << BigInt(shift)) / below : above / (below << BigInt(-shift));
  return Number(whole) * 2 ** -shift;
}

/** Of numbers that are not below zero, the second above it. */
export function divisor(one: bigint, other: bigint): bigint {
  while (other !== 0n) {
    [one, other] = [other, one % other];
  }

  return one;
}
