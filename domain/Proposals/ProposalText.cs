using Participation.Places;

namespace Participation.Proposals;

/// <summary>What an author writes, as far as they have come.</summary>
/// <param name="Title">One line, at most <see cref="Proposal.TitleMaxLength"/> characters.</param>
/// <param name="Body">Markdown, at most <see cref="Proposal.BodyMaxLength"/> characters.</param>
/// <param name="CategoryId">One of the space's categories.</param>
/// <param name="DistrictId">Where no place is given; a place decides the district.</param>
/// <param name="Place">The point on the map.</param>
/// <param name="Address">The place in words.</param>
public sealed record ProposalText(string Title, string Body, Guid? CategoryId, Guid? DistrictId, Place? Place, string? Address)
{
    public const int TitleMinLength = 8;
    public const int BodyMinLength = 30;

    /// <summary>Why the text is not ready for others' eyes, or null when it is.</summary>
    public Refusal? WhyNotPublish() =>
        Title.Trim().Length < TitleMinLength ? ProposalRefusals.TitleTooShort
        : Body.Trim().Length < BodyMinLength ? ProposalRefusals.BodyTooShort
        : WhyTooLong();

    /// <summary>Why the text cannot even be kept as a draft, or null when it can.</summary>
    public Refusal? WhyTooLong() =>
        Title.Trim().Length > Proposal.TitleMaxLength ? ProposalRefusals.TitleTooLong
        : Body.Trim().Length > Proposal.BodyMaxLength ? ProposalRefusals.BodyTooLong
        : Address?.Trim().Length > Proposal.AddressMaxLength ? ProposalRefusals.AddressTooLong
        : Place is { IsOnEarth: false } ? ProposalRefusals.PlaceOffTheEarth
        : null;
}
