using Participation.Journal;
using Participation.People;
using Participation.Places;
using Participation.Texts;

namespace Participation.Spaces;

/// <summary>
/// One consultation from announcement to result: what it is about, and a timeline of phases that say what
/// people may do when.
/// </summary>
public class Space : Recorded
{
    public const int SlugMaxLength = 80;

    private readonly List<Phase> _phases = [];
    private readonly List<Category> _categories = [];

    private Space()
    {
    }

    /// <param name="slug">The space's name in its address: lower-case letters, digits and hyphens.</param>
    /// <param name="title">In each language the council writes.</param>
    /// <param name="now">When it was made. It is seen by nobody but the council until <see cref="Publish"/>.</param>
    public Space(string slug, LocalizedText title, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotCall(slug));

        Slug = slug;
        Title = title;
        CreatedAt = now;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Slug { get; private set; } = "";
    public LocalizedText Title { get; private set; } = LocalizedText.Empty;

    /// <summary>One or two sentences, plain text.</summary>
    public LocalizedText Summary { get; private set; } = LocalizedText.Empty;

    /// <summary>Markdown.</summary>
    public LocalizedText Description { get; private set; } = LocalizedText.Empty;

    /// <summary>The part of town it is about; null for the whole town.</summary>
    public Guid? DistrictId { get; private set; }

    public Guid? ImageId { get; private set; }

    /// <summary>Those acts that are for verified residents only.</summary>
    public Acts VerifiedOnly { get; private set; } = Acts.Vote;

    /// <summary>How many proposals can be read; follows them within a second.</summary>
    public int Proposals { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>By time; they never overlap.</summary>
    public IReadOnlyList<Phase> Phases => [.. _phases.OrderBy(p => p.StartsAt)];

    public IReadOnlyList<Category> Categories => [.. _categories.OrderBy(c => c.Position)];

    public bool IsPublished => PublishedAt is not null;

    public Phase? PhaseAt(DateTimeOffset now) => _phases.Find(p => p.IsRunning(now));

    public Phase? PhaseAfter(DateTimeOffset now) => _phases.Where(p => now < p.StartsAt).MinBy(p => p.StartsAt);

    /// <summary>Whether this act is open now. Nothing else in the program decides that.</summary>
    public bool IsOpen(Acts act, DateTimeOffset now) => IsPublished && PhaseAt(now) is { } phase && phase.Acts.HasFlag(act);

    /// <summary>Why nobody can do this now, and when that changes; null when it is open.</summary>
    public Refusal? WhyNotOpen(Acts act, DateTimeOffset now)
    {
        if (IsOpen(act, now))
        {
            return null;
        }

        if (!IsPublished)
        {
            return SpaceRefusals.NotPublished;
        }

        var next = _phases.Where(p => p.Acts.HasFlag(act) && now < p.StartsAt).MinBy(p => p.StartsAt);
        if (next is not null)
        {
            return SpaceRefusals.NotYetOpen(act, next.StartsAt);
        }

        var last = _phases.Where(p => p.Acts.HasFlag(act) && p.IsOver(now)).MaxBy(p => p.EndsAt);
        return last is null ? SpaceRefusals.NeverOpen(act) : SpaceRefusals.Closed(act, last.EndsAt);
    }

    /// <summary>Why this person cannot do this now, or null when they can.</summary>
    public Refusal? WhyNot(Acts act, Person person, DateTimeOffset now) =>
        WhyNotOpen(act, now)
        ?? (person.DeletedAt is not null ? PersonRefusals.Deleted
            : person.SuspendedAt is not null ? PersonRefusals.Suspended
            : VerifiedOnly.HasFlag(act) && !person.IsVerified ? PersonRefusals.NotVerified
            : null);

    public void Describe(LocalizedText title, LocalizedText summary, LocalizedText description, District? district, Acts verifiedOnly)
    {
        Title = title;
        Summary = summary;
        Description = description;
        DistrictId = district?.Id;
        VerifiedOnly = verifiedOnly;
    }

    public void Show(Guid? imageId) => ImageId = imageId;

    /// <exception cref="RefusedException">See <see cref="WhyNotCall"/>.</exception>
    public void Call(string slug)
    {
        RefusedException.ThrowIf(WhyNotCall(slug));

        Slug = slug;
    }

    public static Refusal? WhyNotCall(string slug) =>
        slug.Length is > 0 and <= SlugMaxLength && slug.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-')
            ? null
            : SpaceRefusals.BadSlug;

    /// <param name="now">From when on everyone sees it.</param>
    /// <param name="byId">Who of the council publishes it.</param>
    public void Publish(DateTimeOffset now, Guid? byId = null)
    {
        if (PublishedAt is null)
        {
            PublishedAt = now;
            Record(new SpacePublished(Id, byId), now);
        }
    }

    /// <summary>Takes it out of everyone's sight again, with all that was said in it.</summary>
    public void Withdraw(Guid byId, DateTimeOffset now)
    {
        if (PublishedAt is not null)
        {
            PublishedAt = null;
            Record(new SpaceWithdrawn(Id, byId), now);
        }
    }

    /// <summary>Writes down who of the council changed which part of it.</summary>
    public void WasChanged(SpacePart part, Guid byId, DateTimeOffset now) => Record(new SpaceChanged(Id, part, byId), now);

    /// <summary>Why a phase cannot run then, or null. <paramref name="except"/> is the phase being moved, if any.</summary>
    public Refusal? WhyNotPlan(DateTimeOffset startsAt, DateTimeOffset endsAt, Phase? except = null) =>
        endsAt <= startsAt ? SpaceRefusals.EndsBeforeItStarts
        : _phases.Any(p => p != except && p.Overlaps(startsAt, endsAt)) ? SpaceRefusals.PhasesOverlap
        : null;

    /// <exception cref="RefusedException">See <see cref="WhyNotPlan"/>.</exception>
    public Phase Plan(LocalizedText title, LocalizedText summary, DateTimeOffset startsAt, DateTimeOffset endsAt, Acts acts, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotPlan(startsAt, endsAt));

        var phase = new Phase(Id, title, summary, startsAt, endsAt, acts);
        _phases.Add(phase);
        Record(new TimelineChanged(Id), now);
        return phase;
    }

    /// <exception cref="RefusedException">See <see cref="WhyNotPlan"/>.</exception>
    public void Replan(Phase phase, LocalizedText title, LocalizedText summary, DateTimeOffset startsAt, DateTimeOffset endsAt, Acts acts, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotPlan(startsAt, endsAt, phase));

        phase.Change(title, summary, startsAt, endsAt, acts);
        Record(new TimelineChanged(Id), now);
    }

    public void Cancel(Phase phase, DateTimeOffset now)
    {
        _phases.Remove(phase);
        Record(new TimelineChanged(Id), now);
    }

    public Category Sort(string code, LocalizedText name, string icon)
    {
        var category = new Category(Id, code, name, icon, _categories.Count == 0 ? 0 : _categories.Max(c => c.Position) + 1);
        _categories.Add(category);
        return category;
    }

    public static void Rename(Category category, LocalizedText name, string icon) => category.Rename(name, icon);

    /// <summary>Takes a theme away. The database refuses while a proposal or project uses it.</summary>
    public void Remove(Category category) => _categories.Remove(category);

    /// <summary>Tells everyone that a phase began or ended. Said by the clock; the rules do not wait for it.</summary>
    public void AnnouncePhases(DateTimeOffset now) => Record(new PhaseChanged(Id, PhaseAt(now)?.Id), now);
}
