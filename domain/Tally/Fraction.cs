using System.Globalization;
using System.Numerics;

namespace Participation.Tally;

/// <summary>An exact fraction, always in lowest terms. Equal values are equal, however they came about.</summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    // So that the default value is zero, and not zero over zero.
    private readonly BigInteger _belowLessOne;

    /// <exception cref="DivideByZeroException"><paramref name="below"/> is zero.</exception>
    public Fraction(BigInteger above, BigInteger below)
    {
        if (below.IsZero)
        {
            throw new DivideByZeroException();
        }

        var shared = BigInteger.GreatestCommonDivisor(above, below) * below.Sign;
        Above = above / shared;
        _belowLessOne = (below / shared) - 1;
    }

    public static Fraction Zero => default;

    /// <summary>What stands above the line; it carries the sign.</summary>
    public BigInteger Above { get; }

    /// <summary>What stands below the line, one or more.</summary>
    public BigInteger Below => _belowLessOne + 1;

    public bool IsZero => Above.IsZero;

    /// <summary>Reads what <see cref="ToString"/> gives.</summary>
    /// <exception cref="FormatException">It is written otherwise.</exception>
    public static Fraction Parse(string text) => text.Split('/') switch
    {
        [var whole] => new Fraction(BigInteger.Parse(whole, CultureInfo.InvariantCulture), 1),
        [var above, var below] => new Fraction(BigInteger.Parse(above, CultureInfo.InvariantCulture), BigInteger.Parse(below, CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"“{text}” is no fraction."),
    };

    public static implicit operator Fraction(long whole) => new(whole, 1);

    public static Fraction operator +(Fraction one, Fraction other) =>
        new((one.Above * other.Below) + (other.Above * one.Below), one.Below * other.Below);

    public static Fraction operator -(Fraction one, Fraction other) =>
        new((one.Above * other.Below) - (other.Above * one.Below), one.Below * other.Below);

    public static Fraction operator *(Fraction one, Fraction other) => new(one.Above * other.Above, one.Below * other.Below);

    /// <exception cref="DivideByZeroException"><paramref name="other"/> is zero.</exception>
    public static Fraction operator /(Fraction one, Fraction other) => new(one.Above * other.Below, one.Below * other.Above);

    public static bool operator <(Fraction one, Fraction other) => one.CompareTo(other) < 0;

    public static bool operator >(Fraction one, Fraction other) => one.CompareTo(other) > 0;

    public static bool operator <=(Fraction one, Fraction other) => one.CompareTo(other) <= 0;

    public static bool operator >=(Fraction one, Fraction other) => one.CompareTo(other) >= 0;

    public static Fraction Min(Fraction one, Fraction other) => one <= other ? one : other;

    public static Fraction Max(Fraction one, Fraction other) => one >= other ? one : other;

    /// <summary>Of numbers above zero, off by less than 2^-51 of the quotient.</summary>
    internal static double Quotient(BigInteger above, BigInteger below)
    {
        // 64 bits of the quotient are more than a double keeps.
        var shift = (int)(below.GetBitLength() - above.GetBitLength()) + 65;
        var quotient = shift >= 0 ? (above << shift) / below : above / (below << -shift);

        return Math.ScaleB((double)quotient, -shift);
    }

    public int CompareTo(Fraction other) => (Above * other.Below).CompareTo(other.Above * Below);

    /// <summary>The greatest whole number that is not above it.</summary>
    public BigInteger Floor() => Above.Sign >= 0 ? Above / Below : -(-Above + Below - 1) / Below;

    /// <summary>The least whole number that is not below it.</summary>
    public BigInteger Ceiling() => -new Fraction(-Above, Below).Floor();

    /// <summary>The nearest whole number, the greater of two equally near.</summary>
    public BigInteger Round() => (this + new Fraction(1, 2)).Floor();

    /// <summary>For drawing and for showing in words: off by less than 2^-51 of the value.</summary>
    public double ToDouble() => Above.IsZero ? 0 : Above.Sign * Quotient(BigInteger.Abs(Above), Below);

    /// <summary>As <c>125/18</c>, and a whole number as <c>7</c>.</summary>
    public override string ToString() => Below.IsOne ? $"{Above}" : $"{Above}/{Below}";
}
