namespace Participation.Browser.Tests.Support;

/// <summary>A clock that goes on by itself, and can be put forward.</summary>
public sealed class MovingClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Advance(TimeSpan by) => _ahead += by;
}
