using Participation.Tally;

namespace Participation.Pabulib;

/// <summary>The section META: what it says, and the part of it that counting needs.</summary>
internal sealed class MetaSection
{
    private const int MostKeys = 1_000;

    private readonly OrderedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private BallotForm? _form;
    private ExactAmount? _budget;
    private long? _projects;
    private long? _votes;

    private MetaSection()
    {
    }

    public IReadOnlyDictionary<string, string> Values => _values;

    public BallotForm Form => _form!.Value;

    public ExactAmount Budget => _budget!.Value;

    public long Projects => _projects!.Value;

    public long Votes => _votes!.Value;

    public int? MaxLength { get; private set; }

    public long MinimumScore { get; private set; }

    public static MetaSection Read(RecordReader records)
    {
        var section = new Section(records, "META", "PROJECTS", "key", "value");
        var meta = new MetaSection();
        while (section.Read())
        {
            meta.Take(section);
        }

        foreach (var required in new[] { "num_projects", "num_votes", "budget", "vote_type" })
        {
            if (!meta._values.ContainsKey(required))
            {
                throw section.Problem(PabulibProblems.MissingKey, ("key", required));
            }
        }

        return meta;
    }

    private void Take(Section line)
    {
        var key = line.Text("key");
        if (_values.Count == MostKeys)
        {
            throw line.Problem(PabulibProblems.TooManyKeys, ("limit", MostKeys));
        }

        if (!_values.TryAdd(key, line.Text("value")))
        {
            throw line.Problem(PabulibProblems.KeyTwice, ("key", key));
        }

        switch (key)
        {
            case "vote_type":
                _form = FormOn(line);
                break;
            case "budget":
                _budget = line.AmountAboveZero("value", key);
                break;
            case "num_projects":
                _projects = line.Number("value", key);
                break;
            case "num_votes":
                _votes = line.Number("value", key);
                break;
            case "min_project_score_threshold":
                MinimumScore = line.Number("value", key);
                break;
            case "max_length":
                MaxLength = LengthOn(line);
                break;
        }
    }

    // It is multiplied by the number of ballots, so an absurd one must end here and not as an overflow.
    private static int LengthOn(Section line) => line.Number("value", "max_length") is var length and <= PabulibFile.MostProjects
        ? (int)length
        : throw line.Problem(PabulibProblems.NumberTooLarge, ("field", "max_length"), ("limit", PabulibFile.MostProjects));

    private static BallotForm FormOn(Section line) => VoteTypes.FormOf(line.Text("value"))
        ?? throw line.Problem(PabulibProblems.UnknownVoteType, ("text", line.Text("value")));
}
