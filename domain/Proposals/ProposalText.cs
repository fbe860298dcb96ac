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
    public Refusal? WhyNotPublish() => ToMend().FirstOrDefault();

    /// <summary>All that must be mended before others see it, in the order of the form.</summary>
    public IEnumerable<Refusal> ToMend()
    {
        if (Title.Trim().Length < TitleMinLength)
        {
            yield return ProposalRefusals.TitleTooShort;
        }

        if (Body.Trim().Length < BodyMinLength)
        {
            yield return ProposalRefusals.BodyTooShort;
        }

        foreach (var refusal in TooLong())
        {
            yield return refusal;
        }
    }

    /// <summary>Why the text cannot even be kept as a draft, or null when it can.</summary>
    public Refusal? WhyTooLong() => TooLong().FirstOrDefault();

    private IEnumerable<Refusal> TooLong()
    {
        if (Title.Trim().Length > Proposal.TitleMaxLength)
        {
            yield return ProposalRefusals.TitleTooLong;
        }

        if (Body.Trim().Length > Proposal.BodyMaxLength)
        {
            yield return ProposalRefusals.BodyTooLong;
        }

        if (Address?.Trim().Length > Proposal.AddressMaxLength)
        {
            yield return ProposalRefusals.AddressTooLong;
        }

        if (Place is { IsOnEarth: false })
        {
            yield return ProposalRefusals.PlaceOffTheEarth;
        }
    }
}
