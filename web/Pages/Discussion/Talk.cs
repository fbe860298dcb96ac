using Participation.Discussion;
using Participation.Spaces;

namespace Participation.Web.Pages.Discussion;

/// <summary>What the page of a proposal, debate or project says of it, so that people can talk about it there.</summary>
/// <param name="TopicId">The id of the thing itself.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Space">Whose phase decides whether comments are open.</param>
/// <param name="TakesComments">As <see cref="ICommentable"/> has it.</param>
/// <param name="Comments">How many there are, as the thing counts them.</param>
/// <param name="Path">The page's address, without a query.</param>
public sealed record Talk(Guid TopicId, TopicKind Kind, Space Space, bool TakesComments, int Comments, string Path) : ICommentable
{
    public string Subject => $"{Kind.ToString().ToLowerInvariant()}:{TopicId}";
}
