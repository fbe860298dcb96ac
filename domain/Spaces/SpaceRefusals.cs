namespace Participation.Spaces;

public static class SpaceRefusals
{
    public static readonly Refusal NotPublished = new("space_not_published");
    public static readonly Refusal BadSlug = new("space_bad_slug") { Field = "Slug" };
    public static readonly Refusal SlugTaken = new("space_slug_taken") { Field = "Slug" };
    public static readonly Refusal EndsBeforeItStarts = new("phase_ends_before_it_starts") { Field = "EndsAt" };
    public static readonly Refusal PhasesOverlap = new("phases_overlap") { Field = "StartsAt" };
    public static readonly Refusal TitleMissing = new("space_title_missing") { Field = "Title" };
    public static readonly Refusal PhaseTitleMissing = new("phase_title_missing") { Field = "Title" };
    public static readonly Refusal CategoryNameMissing = new("category_name_missing") { Field = "Name" };
    public static readonly Refusal CategoryInUse = new("category_in_use");

    /// <summary>The manifest of a vote that goes on says who votes.</summary>
    public static readonly Refusal VotersSettled = new("space_voters_settled") { Field = "VerifiedOnly" };

    /// <summary>Codes <c>propose_not_yet_open</c>, <c>comment_not_yet_open</c>, and so on.</summary>
    public static Refusal NotYetOpen(Acts act, DateTimeOffset at) => new($"{Name(act)}_not_yet_open") { At = at };

    /// <summary>Codes <c>propose_closed</c>, <c>comment_closed</c>, and so on.</summary>
    public static Refusal Closed(Acts act, DateTimeOffset at) => new($"{Name(act)}_closed") { At = at };

    /// <summary>Codes <c>propose_never_open</c>, <c>comment_never_open</c>, and so on.</summary>
    public static Refusal NeverOpen(Acts act) => new($"{Name(act)}_never_open");

    private static string Name(Acts act) => act.ToString().ToLowerInvariant();
}
