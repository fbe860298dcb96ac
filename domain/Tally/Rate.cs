using System.Numerics;

namespace Participation.Tally;

/// <summary>What is paid for a point, as a fraction that need not be in lowest terms.</summary>
internal readonly record struct Rate(BigInteger Above, BigInteger Below)
{
    /// <summary>Compares two rates, each divided by what a point of its candidate is worth.</summary>
    public int CompareTo(Rate other, long worth, long otherWorth) =>
        (Above * other.Below * otherWorth).CompareTo(other.Above * Below * worth);

    /// <summary>Off by less than 2^-51 of it.</summary>
    public double ToDouble() => Fraction.Quotient(Above, Below);
}
