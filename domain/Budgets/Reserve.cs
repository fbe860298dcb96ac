namespace Participation.Budgets;

/// <summary>What a part of the amount is kept for.</summary>
public enum ReserveKind
{
    District = 0,
    Category = 1,
}

/// <summary>A part of the amount that belongs first to the projects of one district or category. See <see cref="Tally.ReservedPart"/>.</summary>
/// <param name="Kind">Of what <paramref name="Of"/> is; the same in all reserves of a budget, so that no project is in two.</param>
/// <param name="Of">Id of the district or category.</param>
/// <param name="Name">Its name when the part was reserved, as the manifest has it.</param>
/// <param name="AmountMinor">Above zero.</param>
public sealed record Reserve(ReserveKind Kind, Guid Of, string Name, long AmountMinor)
{
    public bool IsFor(Project project) => (Kind == ReserveKind.District ? project.DistrictId : project.CategoryId) == Of;
}
