using Participation.Tally;

namespace Participation.Pabulib;

/// <summary>
/// An election in the format of pabulib.org. What stands before the votes is read when it is opened; the votes are read as
/// a stream each time they are asked for, one at a time, so a file of any length fits.
/// </summary>
/// <remarks>
/// Every line is checked, the votes when they are read: read them to the end before believing any. Limits on a ballot that a
/// city did not keep itself (<c>max_length</c>, <c>max_sum_points</c>) are not held against its voters.
/// Source: Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", 2023, and pabulib.org/format.
/// </remarks>
public sealed class PabulibFile
{
    /// <summary>Far above any real election.</summary>
    public const int MostProjects = 10_000;

    private readonly Func<Stream> _open;

    private PabulibFile(Func<Stream> open, MetaSection meta, IReadOnlyList<PabulibProject> projects)
    {
        _open = open;
        Meta = meta.Values;
        Form = meta.Form;
        Budget = meta.Budget;
        MaxLength = meta.MaxLength;
        MinimumScore = meta.MinimumScore;
        AnnouncedVotes = meta.Votes;
        Projects = projects;
    }

    /// <summary>The section META as it stands, in its order.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; }

    public IReadOnlyList<PabulibProject> Projects { get; }

    public BallotForm Form { get; }

    public ExactAmount Budget { get; }

    /// <inheritdoc cref="Election.MaxLength"/>
    public int? MaxLength { get; }

    /// <summary>Zero where the city set none.</summary>
    public long MinimumScore { get; }

    /// <summary>What META announces. Reading the ballots to their end checks it.</summary>
    public long AnnouncedVotes { get; }

    /// <summary>Decimals that the budget and every cost can be written with.</summary>
    public int Decimals => Projects.Max(project => Math.Max(project.Cost.Decimals, Budget.Decimals));

    /// <summary>The city recorded which projects it chose.</summary>
    public bool RecordsSelected => Projects.Any(project => project.Selected is not null);

    /// <exception cref="PabulibException">The file is malformed.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static PabulibFile Open(string path) =>
        Open(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));

    /// <param name="open">Gives the same bytes from their start each time it is called.</param>
    /// <exception cref="PabulibException">What it gives is malformed.</exception>
    public static PabulibFile Open(Func<Stream> open)
    {
        using var records = new RecordReader(open());
        Section.Begin(records);
        var meta = MetaSection.Read(records);
        var projects = ReadProjects(records, meta);

        return new PabulibFile(open, meta, projects);
    }

    /// <summary>Every vote, in the order of the file.</summary>
    /// <exception cref="PabulibException">Thrown while it is enumerated, where a line is malformed or lines are missing.</exception>
    public IEnumerable<PabulibBallot> Ballots()
    {
        using var records = new RecordReader(_open());
        SkipToVotes(records);
        foreach (var ballot in new VoteLines(this).Read(records))
        {
            yield return ballot;
        }
    }

    /// <summary>Ready to be counted. Its ballots are <see cref="Ballots"/>, read anew each time.</summary>
    public Election ToElection() => ToElection(Decimals, Ballots().Select(ballot => ballot.Ballot));

    /// <param name="decimals">Of its unit; <see cref="Decimals"/> or more.</param>
    /// <param name="ballots">Those of the file.</param>
    /// <exception cref="OverflowException">An amount does not fit into such units.</exception>
    public Election ToElection(int decimals, IEnumerable<Tally.Ballot> ballots)
    {
        var candidates = Projects.Select(project => new Candidate(project.Id, project.Cost.InUnits(decimals))).ToList();

        return new Election(Budget.InUnits(decimals), candidates, Form, ballots)
        {
            Decimals = decimals,
            MaxLength = MaxLength,
            MinimumScore = MinimumScore,
        };
    }

    private static List<PabulibProject> ReadProjects(RecordReader records, MetaSection meta)
    {
        var section = new Section(records, "PROJECTS", "VOTES", "project_id", "cost");
        var projects = new List<PabulibProject>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var purse = new CommonUnits(meta.Budget);
        while (section.Read())
        {
            if (projects.Count == MostProjects)
            {
                throw section.Problem(PabulibProblems.TooManyProjects, ("limit", MostProjects));
            }

            var project = ProjectLine.Read(section);
            if (!ids.Add(project.Id))
            {
                throw section.Problem(PabulibProblems.ProjectTwice, ("project", project.Id));
            }

            if (!purse.CanHold(project.Cost))
            {
                throw section.Problem(PabulibProblems.AmountTooLarge, ("field", "cost"), ("text", section.Text("cost")));
            }

            projects.Add(project);
        }

        if (projects.Count != meta.Projects)
        {
            throw section.Problem(PabulibProblems.WrongProjectCount, ("announced", meta.Projects), ("found", projects.Count));
        }

        return projects.Count > 0 ? projects : throw section.Problem(PabulibProblems.NoProject);
    }

    private static void SkipToVotes(RecordReader records)
    {
        Section.Begin(records);
        foreach (var (name, follower) in new[] { ("META", "PROJECTS"), ("PROJECTS", "VOTES") })
        {
            var section = new Section(records, name, follower);
            while (section.Read())
            {
            }
        }
    }

    /// <summary>Whether all amounts met so far can be written in one unit.</summary>
    private sealed class CommonUnits(ExactAmount first)
    {
        private ExactAmount _largest = first;
        private int _decimals = first.Decimals;

        public bool CanHold(ExactAmount amount)
        {
            try
            {
                _decimals = Math.Max(_decimals, amount.Decimals);
                if (amount.InUnits(_decimals) > _largest.InUnits(_decimals))
                {
                    _largest = amount;
                }

                return true;
            }
            catch (OverflowException)
            {
                return false;
            }
        }
    }
}
