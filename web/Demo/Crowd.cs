using Participation.People;
using Participation.Places;

namespace Participation.Web.Demo;

/// <summary>Those residents of the invented town who support and vote, and say nothing.</summary>
internal sealed class Crowd
{
    public const int Size = 720;

    private const double FirstDaysAgo = 695;
    private const double MostDaysAgo = 440;
    private const double LastDaysAgo = 97;

    private static readonly string[] FirstNames =
    [
        "Adèle", "Alain", "Alice", "Amina", "André", "Anne", "Anouk", "Arthur", "Aya", "Basile", "Béatrice", "Brigitte", "Bruno", "Carole",
        "Catherine", "Cécile", "Chloé", "Clément", "Corinne", "Damien", "Denise", "Didier", "Dominique", "Elias", "Élise", "Émile", "Éric",
        "Estelle", "Fabrice", "Farid", "Florence", "Gabriel", "Gérard", "Hanna", "Henri", "Huguette", "Irène", "Jacques", "Joël", "Josiane",
        "Karim", "Laura", "Laurent", "Lina", "Louise", "Lucie", "Manon", "Marc", "Marion", "Martine", "Mathis", "Michel", "Mireille", "Nathalie",
        "Nicolas", "Nour", "Olivier", "Pascal", "Patrick", "Pauline", "Philippe", "Quentin", "Rémi", "Rose", "Sabine", "Samir", "Simone",
        "Sofia", "Suzanne", "Théo", "Valérie", "Véronique", "Victor", "Yves", "Zoé",
    ];

    // The same seed each time: the town is filled alike wherever it is shown, and the winners are those its pages speak of.
    private readonly Random _random = new(2_026);
    private readonly DateTimeOffset _now;

    public Crowd(IReadOnlyList<District> districts, DateTimeOffset now)
    {
        _now = now;
        People = [.. Enumerable.Range(0, Size).Select(i => Join(i, districts))];
    }

    /// <summary>Verified residents, those who joined first before the others.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>Who lends support, and when.</summary>
    /// <param name="count">How many.</param>
    /// <param name="from">From when on.</param>
    /// <param name="until">The first moment too late.</param>
    public IEnumerable<(Guid PersonId, DateTimeOffset At)> Support(int count, DateTimeOffset from, DateTimeOffset until) =>
        Some(count, from).Select(person => (person.Id, Between(from, until)));

    /// <summary>Ballots: each would like two to six projects, drawn by how much they are liked, and leaves out what no longer fits.</summary>
    /// <param name="budget">What is voted on.</param>
    /// <param name="from">From when on: who joined later is not drawn.</param>
    public IEnumerable<(Guid PersonId, int[] Projects)> Vote(BudgetFile budget, DateTimeOffset from) =>
        Some(budget.BallotsToDraw, from).Select(person => (person.Id, Fill(budget)));

    private int[] Fill(BudgetFile budget)
    {
        var wanted = _random.Next(2, 7);
        var left = budget.AmountInEuros;
        var open = budget.Projects.ToList();
        var chosen = new List<int>();
        while (chosen.Count < wanted && open.Count > 0)
        {
            var project = Draw(open);
            open.Remove(project);
            if (project.CostInEuros <= left)
            {
                left -= project.CostInEuros;
                chosen.Add(project.Number);
            }
        }

        return [.. chosen];
    }

    private ProjectFile Draw(List<ProjectFile> projects)
    {
        var point = _random.NextDouble() * projects.Sum(Liking);
        foreach (var project in projects)
        {
            point -= Liking(project);
            if (point < 0)
            {
                return project;
            }
        }

        return projects[^1];
    }

    private static double Liking(ProjectFile project) => Math.Pow(project.Weight, 1.5);

    private List<Person> Some(int count, DateTimeOffset joinedBefore)
    {
        var all = People.Where(p => p.VerifiedAt < joinedBefore).ToArray();
        _random.Shuffle(all);
        return [.. all.Take(count)];
    }

    private DateTimeOffset Between(DateTimeOffset from, DateTimeOffset until) => from + (until - from) * _random.NextDouble();

    /// <summary>Nine in ten have been here since before the first vote.</summary>
    private Person Join(int i, IReadOnlyList<District> districts)
    {
        var (first, last) = i < Size * 9 / 10 ? (FirstDaysAgo, MostDaysAgo) : (MostDaysAgo, LastDaysAgo);
        var joined = Between(_now.AddDays(-first), _now.AddDays(-last));
        var name = $"{FirstNames[_random.Next(FirstNames.Length)]} {(char)('A' + _random.Next(22))}.";
        var person = new Person(name, joined);
        person.LiveIn(districts[_random.Next(districts.Count)]);
        person.Verify(joined.AddDays(1 + _random.NextDouble() * 9));
        return person;
    }
}
