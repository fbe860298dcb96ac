namespace Participation.Tally;

/// <summary>One voter's choices, as positions in <see cref="Election.Candidates"/>. It may be empty: that is a vote too.</summary>
/// <param name="Choices">In the voter's order; no candidate twice.</param>
/// <param name="Points">One for each choice, zero or more; null where the form gives the points itself.</param>
public sealed record Ballot(int[] Choices, int[]? Points = null);
