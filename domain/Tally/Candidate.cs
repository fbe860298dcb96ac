namespace Participation.Tally;

/// <summary>A project that stands in an election.</summary>
/// <param name="Id">Its public id. The last step of the tie rule compares ids byte by byte, so it must stay the same for good.</param>
/// <param name="Cost">In the units of its election, above zero.</param>
public sealed record Candidate(string Id, long Cost);
