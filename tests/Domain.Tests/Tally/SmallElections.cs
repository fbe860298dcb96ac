using FsCheck;
using FsCheck.Fluent;
using Participation.Tally;

namespace Participation.Domain.Tests.Tally;

/// <summary>Elections small enough for a count straight from the definition, with ties wherever there can be any.</summary>
internal static class SmallElections
{
    private static readonly BallotForm[] Forms = Enum.GetValues<BallotForm>();

    public static Arbitrary<Election> Any() => All.ToArbitrary();

    /// <summary>An election and the same with voters and projects in another order.</summary>
    public static Arbitrary<(Election One, Election Other)> Shuffled() =>
        (from election in All
         from seed in Gen.Choose(0, int.MaxValue)
         select (election, Shuffled(election, new Random(seed)))).ToArbitrary();

    public static Election With(this Election election, IReadOnlyList<Candidate>? candidates = null, IEnumerable<Ballot>? ballots = null, long? budget = null) =>
        new(budget ?? election.Budget, candidates ?? election.Candidates, election.Form, ballots ?? election.Ballots)
        {
            Decimals = election.Decimals,
            MaxLength = election.MaxLength,
            MinimumScore = election.MinimumScore,
            Groups = election.Groups,
            Reserved = election.Reserved,
            Lot = election.Lot,
        };

    private static Gen<Election> All =>
        from form in Gen.Elements(Forms)
        from costs in Gen.NonEmptyListOf(Gen.Frequency((3, Gen.Choose(1, 6)), (1, Gen.Choose(1, 60)))).Resize(7)
        from ballots in Gen.ListOf(BallotOf(form, costs.Count)).Resize(12)
        from budget in Gen.Choose(1, 60)
        from threshold in Gen.Choose(0, 3)
        from lot in Gen.Elements(true, false)
        select new Election(budget, [.. costs.Select((cost, i) => new Candidate($"p{i}", cost))], form, [.. ballots])
        {
            MinimumScore = threshold,
            MaxLength = form == BallotForm.Ordinal && threshold > 1 ? threshold : null,
            Lot = lot ? DrawnLot.Order("seed", costs.Select((_, i) => $"p{i}")) : null,
        };

    private static Gen<Ballot> BallotOf(BallotForm form, int projects) =>
        from order in Gen.Shuffle(Enumerable.Range(0, projects).ToArray())
        from length in Gen.Choose(0, form == BallotForm.ChooseOne ? 1 : Math.Min(projects, 4))
        from points in Gen.ArrayOf(Gen.Choose(0, 3), length)
        select new Ballot(order[..length], form is BallotForm.Cumulative or BallotForm.Scoring ? points : null);

    private static Election Shuffled(Election election, Random random)
    {
        var order = Enumerable.Range(0, election.Candidates.Count).ToArray();
        random.Shuffle(order);
        var ballots = election.Ballots.Select(ballot => ballot with { Choices = [.. ballot.Choices.Select(c => Array.IndexOf(order, c))] }).ToArray();
        random.Shuffle(ballots);

        return election.With([.. order.Select(c => election.Candidates[c])], ballots);
    }
}
