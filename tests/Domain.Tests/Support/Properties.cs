using FsCheck;
using FsCheck.Fluent;

namespace Participation.Domain.Tests.Support;

/// <summary>Sentences that are true of every case that can be made up.</summary>
internal static class Properties
{
    private const int Cases = 300;

    /// <summary>Tries it on many cases, and fails with the smallest that it finds.</summary>
    public static void Holds<T>(Arbitrary<T> cases, Action<T> assert) =>
        Prop.ForAll(cases, assert).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
}
