using Participation.Board;
using Participation.Budgets;
using Participation.Journal;
using Participation.People;
using Participation.Spaces;

namespace Participation.Commissions;

/// <summary>
/// Those who answer together for whatever is taken out of the ballot box of one vote. Each makes her own keys, in her own
/// browser; two of them find a person's ballot, and two sign that it is void. Nobody does it alone, the town hall neither.
/// </summary>
/// <remarks>Who takes part is settled with the rules of the vote: its manifest names them.</remarks>
public partial class Commission : Recorded
{
    /// <summary>Two open an envelope, and two sign.</summary>
    public const int Least = VoidLeaf.ClerksNeeded;

    public const int Most = 7;

    private readonly List<Commissioner> _members = [];

    private Commission()
    {
    }

    public Commission(Budget budget) => BudgetId = budget.Id;

    public Guid BudgetId { get; private set; }

    /// <summary>By seat.</summary>
    public IReadOnlyList<Commissioner> Members => [.. _members.OrderBy(m => m.Seat)];

    /// <summary>Those who have made their keys, by seat.</summary>
    public IReadOnlyList<Commissioner> Ready => [.. Members.Where(m => m.HasKeys)];

    /// <summary>The first two of those, who hold the envelopes.</summary>
    public IEnumerable<Commissioner> Holders => Ready.Take(Least);

    /// <summary>Whether it can act. One that cannot when voting begins never will, and the vote goes on without it.</summary>
    public bool IsComplete => Ready.Count >= Least;

    public Commissioner? MemberOf(Guid personId) => _members.Find(m => m.PersonId == personId);

    /// <summary>Why <paramref name="council"/> cannot give this person a seat; null when they can.</summary>
    public Refusal? WhyNotAppoint(Budget budget, Space space, Person person, Person council, DateTimeOffset now) =>
        WhyNotChange(budget, space, council, now)
        ?? (person.DeletedAt is not null ? PersonRefusals.Deleted
            : MemberOf(person.Id) is not null ? CommissionRefusals.HasASeat
            : _members.Count >= Most ? CommissionRefusals.Full with { Count = Most }
            : null);

    /// <exception cref="RefusedException">See <see cref="WhyNotAppoint"/>.</exception>
    public void Appoint(Budget budget, Space space, Person person, Person council, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotAppoint(budget, space, person, council, now));

        var seat = 1 + _members.Select(m => m.Seat).DefaultIfEmpty().Max();
        _members.Add(new Commissioner(this, person, seat, NoteName.Of(person.Name, _members.Select(m => m.Name))));
    }

    /// <summary>Why seats are settled, or not this person's to give and take.</summary>
    public Refusal? WhyNotChange(Budget budget, Space space, Person council, DateTimeOffset now) =>
        !council.IsCouncil ? PersonRefusals.CouncilOnly : budget.WhyNotChange(space, now);

    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>; or the person has no seat.</exception>
    public void Dismiss(Budget budget, Space space, Guid personId, Person council, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotChange(budget, space, council, now));
        RefusedException.ThrowIf(_members.RemoveAll(m => m.PersonId == personId) == 0 ? CommissionRefusals.MembersOnly : null);
    }

    public Refusal? WhyNotMakeKeys(Budget budget, Space space, Person person, DateTimeOffset now) =>
        MemberOf(person.Id) is null ? CommissionRefusals.MembersOnly : budget.WhyNotChange(space, now);

    /// <summary>Takes the public halves of keys that a member made in her browser, and what she alone can unlock.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotMakeKeys"/>; or these are no keys.</exception>
    public void MakeKeys(Budget budget, Space space, Person person, MemberKeys keys, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotMakeKeys(budget, space, person, now));
        RefusedException.ThrowIf(keys.WhyNot());

        MemberOf(person.Id)!.Take(keys);
    }
}

/// <summary>A seat of a commission.</summary>
public class Commissioner
{
    private Commissioner()
    {
    }

    internal Commissioner(Commission commission, Person person, int seat, string name) =>
        (BudgetId, PersonId, Seat, Name) = (commission.BudgetId, person.Id, seat, name);

    public Guid BudgetId { get; private set; }
    public Guid PersonId { get; private set; }

    /// <summary>From 1; seats that were given up stay empty.</summary>
    public int Seat { get; private set; }

    /// <summary>By which the manifest and signatures name her; see <see cref="HeadSignature.IsName"/>.</summary>
    public string Name { get; private set; } = "";

    public string? SignKey { get; private set; }
    public string? SealKey { get; private set; }

    /// <summary>The private halves, locked with her passphrase; for her browser alone.</summary>
    public string? Kept { get; private set; }

    public bool HasKeys => SignKey is not null;

    internal void Take(MemberKeys keys) => (SignKey, SealKey, Kept) = (keys.SignKey, keys.SealKey, keys.Kept);
}

/// <summary>What a member's browser hands over.</summary>
/// <param name="SignKey">To verify her signatures; see <see cref="PublicKey"/>.</param>
/// <param name="SealKey">To seal envelopes to her; another key.</param>
/// <param name="Kept">Both private halves, locked with a passphrase that never leaves her browser: JSON, as commission-keys.ts writes it.</param>
public sealed record MemberKeys(string SignKey, string SealKey, string Kept)
{
    private const int LongestKept = 4_000;

    public Refusal? WhyNot()
    {
        try
        {
            return new PublicKey(SignKey).Equals(new PublicKey(SealKey)) || Kept.Length is 0 or > LongestKept ? CommissionRefusals.KeysUnreadable : null;
        }
        catch (BoardException)
        {
            return CommissionRefusals.KeysUnreadable;
        }
    }
}

/// <summary>Names as signed notes can bear them.</summary>
internal static class NoteName
{
    /// <param name="name">Of a person.</param>
    /// <param name="taken">By others.</param>
    public static string Of(string name, IEnumerable<string> taken)
    {
        var plain = string.Join('-', name.Normalize().Replace('+', '-').Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        var others = taken.ToHashSet(StringComparer.Ordinal);

        return Enumerable.Range(1, others.Count + 1).Select(n => n == 1 ? plain : $"{plain}-{n}").First(candidate => !others.Contains(candidate));
    }
}
