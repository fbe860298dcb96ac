namespace Participation.Proposals;

/// <summary>One person's support for one proposal.</summary>
public class Support
{
    private Support()
    {
    }

    internal Support(Guid proposalId, Guid personId, DateTimeOffset givenAt)
    {
        ProposalId = proposalId;
        PersonId = personId;
        GivenAt = givenAt;
    }

    public Guid ProposalId { get; private set; }
    public Guid PersonId { get; private set; }
    public DateTimeOffset GivenAt { get; private set; }
}
