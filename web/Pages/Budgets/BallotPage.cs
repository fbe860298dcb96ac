using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Participation.Budgets;
using Participation.Database;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>A step of filling in a ballot: the choice travels in the form from step to step, and nowhere else.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class BallotPage(ParticipationDb db, BallotBox box, Almanac almanac, CurrentPerson me, TimeProvider clock)
    : BudgetPage(db, almanac, me, clock), IDrawnAgain
{
    /// <summary>Numbers of the projects chosen so far.</summary>
    [BindProperty]
    public int[] Projects { get; set; } = [];

    public Refusal? WhyNotVote { get; private set; }

    /// <summary>All projects, in an order of this voter's own, so that none is helped by its number; always the same for her.</summary>
    public IReadOnlyList<Project> Shuffled { get; private set; } = [];

    public IEnumerable<Project> Chosen => Shuffled.Where(p => Projects.Contains(p.Number));

    public Money Spent => Budget.CostOf(Projects);

    public Money Left => Money(Budget.AmountMinor - Spent.Minor);

    public bool HasLimit => Budget.Form == BallotForm.Knapsack;

    protected BallotBox Box => box;

    public Task DrawAgainAsync() => PrepareAsync();

    protected async Task PrepareAsync()
    {
        var person = await Me.RequireAsync();
        WhyNotVote = Budget.WhyNotVote(Space, person, Now);
        Shuffled = [.. Budget.Projects.OrderBy(p => Place(person.Id, p.Id))];
    }

    /// <summary>What is still missing for a project that is not chosen; null when it fits.</summary>
    public Money? Missing(Project project) =>
        HasLimit && !Projects.Contains(project.Number) && project.CostMinor > Left.Minor ? Money(project.CostMinor - Left.Minor) : null;

    private static ulong Place(Guid person, Guid project)
    {
        Span<byte> both = stackalloc byte[32];
        person.TryWriteBytes(both);
        project.TryWriteBytes(both[16..]);

        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(both));
    }
}
