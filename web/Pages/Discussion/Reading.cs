using Participation.Discussion;

namespace Participation.Web.Pages.Discussion;

/// <summary>A comment with the answers to it.</summary>
public sealed record Node(CommentLine Comment)
{
    public List<Node> Answers { get; } = [];

    /// <summary>Whom it answers, where its place in the page does not show it.</summary>
    public CommentLine? To { get; init; }
}

/// <summary>A page of comments, put in order.</summary>
public sealed class Reading
{
    private Reading(List<Node> threads, Guid? next, IReadOnlyList<Guid> cut, int visible) =>
        (Threads, Next, Cut, Visible) = (threads, next, cut, visible);

    public IReadOnlyList<Node> Threads { get; }

    /// <summary>The comment beyond which the next page begins; null on the last one.</summary>
    public Guid? Next { get; }

    /// <summary>Threads with more answers than are shown, by their first comment.</summary>
    public IReadOnlyList<Guid> Cut { get; }

    /// <summary>How many comments can be read here; hidden ones are not.</summary>
    public int Visible { get; }

    /// <param name="lines">As <see cref="CommentQueries.ThreadsAsync"/> reads them.</param>
    public static Reading OfThreads(IReadOnlyList<CommentLine> lines)
    {
        var read = lines.GroupBy(l => l.RootId).Select(g => g.ToList()).ToList();
        var shown = read.Take(CommentQueries.ThreadsAPage).ToList();
        var cut = shown.Where(t => t.Count > CommentQueries.AnswersShown + 1).Select(t => t[0].RootId).ToList();
        var kept = shown.SelectMany(t => t.Take(CommentQueries.AnswersShown + 1)).ToList();
        return new Reading(Nest(kept), read.Count > shown.Count ? shown[^1][0].RootId : null, cut, kept.Count(l => !l.IsHidden));
    }

    /// <param name="lines">As <see cref="CommentQueries.ThreadAsync"/> reads them.</param>
    public static Reading OfThread(IReadOnlyList<CommentLine> lines)
    {
        var kept = lines.Take(CommentQueries.AnswersAPage + 1).ToList();
        return new Reading(Nest(kept), lines.Count > kept.Count ? kept[^1].Id : null, [], kept.Count(l => !l.IsHidden));
    }

    /// <summary>
    /// Puts answers under what they answer. Those that answer the deepest level stand beside it, and those whose
    /// comment is on an earlier page stand alone; both say whom they answer.
    /// </summary>
    private static List<Node> Nest(IReadOnlyList<CommentLine> lines)
    {
        var byId = lines.ToDictionary(l => l.Id);
        var nodes = lines.ToDictionary(l => l.Id, l => new Node(l) { To = Parent(l) is { } parent && parent != Under(l) ? parent : null });
        var threads = new List<Node>();
        foreach (var line in lines)
        {
            (Under(line) is { } under ? nodes[under.Id].Answers : threads).Add(nodes[line.Id]);
        }

        return threads;

        CommentLine? Parent(CommentLine line) => line.ParentId is { } id ? byId.GetValueOrDefault(id) : null;

        CommentLine? Under(CommentLine line)
        {
            var above = Parent(line);
            while (above is not null && above.Depth >= line.Depth)
            {
                above = Parent(above);
            }

            return above;
        }
    }
}
