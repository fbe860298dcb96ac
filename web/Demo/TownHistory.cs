using Participation.Budgets;
using Participation.Discussion;
using Participation.People;
using Participation.Places;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.Web.Demo;

/// <summary>
/// What the people with a name in the invented town did, done again in the order in which they did it: each act is
/// told the time at which it took place, so the rules allow it as they would have then.
/// </summary>
internal sealed class TownHistory
{
    private readonly TownFiles _files;
    private readonly TimeZoneInfo _zone;
    private readonly DateTimeOffset _now;

    public TownHistory(TownFiles files, TimeZoneInfo zone, DateTimeOffset now)
    {
        (_files, _zone, _now) = (files, zone, now);

        Districts = [.. files.Districts.Select(d => new District(d.Properties["code"], d.Properties["name"], d.Geometry))];
        People = files.People.ToDictionary(p => p.Key, Join);
        Spaces = files.Spaces.ToDictionary(s => s.Key, Announce);
        Proposals = files.Proposals.OrderByDescending(p => p.CreatedDaysAgo).ToDictionary(p => p.Key, Propose);
        Debates = files.Debates.OrderByDescending(d => d.CreatedDaysAgo).ToDictionary(d => d.Key, Debate);
        Budgets = files.Budgets.Reverse().ToDictionary(b => b.Key, Grant);
    }

    public IReadOnlyList<District> Districts { get; }
    public IReadOnlyDictionary<string, Person> People { get; }
    public IReadOnlyDictionary<string, Space> Spaces { get; }
    public IReadOnlyDictionary<string, Proposal> Proposals { get; }
    public IReadOnlyDictionary<string, Debate> Debates { get; }
    public IReadOnlyDictionary<string, Budget> Budgets { get; }

    /// <summary>Comments and the council's answers, in the order of time.</summary>
    /// <param name="topics">Those of proposals, debates and projects, which the database makes.</param>
    public IReadOnlyList<Comment> Talk(IReadOnlyDictionary<Guid, Topic> topics)
    {
        var comments = new List<Comment>();
        var acts = new List<(DateTimeOffset At, Action Do)>();
        foreach (var thread in _files.Threads)
        {
            var (space, thing, id) = ThingOf(thread);
            Say(thread.Comments, () => null);

            void Say(IEnumerable<CommentFile> files, Func<Comment?> parent)
            {
                foreach (var file in files)
                {
                    Comment? said = null;
                    acts.Add((Ago(file.DaysAgo), () => comments.Add(said = Comment.Post(space, thing, topics[id], parent(), People[file.Author], file.Body, Ago(file.DaysAgo)))));
                    Say(file.Replies ?? [], () => said);
                }
            }
        }

        foreach (var file in _files.Proposals)
        {
            if (file.Answer is { } answer)
            {
                acts.Add((Ago(answer.DaysAgo), () => Proposals[file.Key].AnswerAs(People[answer.Author], file.Outcome, answer.Text, Ago(answer.DaysAgo))));
            }
        }

        foreach (var (_, act) in acts.OrderBy(a => a.At))
        {
            act();
        }

        return comments;
    }

    /// <summary>What became of the chosen projects.</summary>
    public void Report()
    {
        foreach (var file in _files.Budgets)
        {
            foreach (var (project, told) in Budgets[file.Key].Projects.Zip(file.Projects.OrderBy(p => p.Number)).Where(p => p.Second.Progress is not null))
            {
                project.Report(told.Progress!.State switch { "delivered" => Progress.Done, "building" => Progress.UnderWay, _ => Progress.Planned }, told.Progress.Text);
            }
        }
    }

    private Person Join(PersonFile file)
    {
        var person = new Person(file.Name, Ago(file.JoinedDaysAgo), file.Language);
        person.LiveIn(DistrictOf(file.District));
        person.Introduce(file.Title?.In("fr"));
        person.Appoint(file.Role, null, Ago(file.JoinedDaysAgo));
        if (file.Key != DemoSignIns.Newcomer)
        {
            person.Verify(Ago(file.JoinedDaysAgo - 5));
        }

        return person;
    }

    private Space Announce(SpaceFile file)
    {
        var announced = At(file.Phases[0].StartsInDays - 10, 9);
        var space = new Space(file.Slug, file.Title, announced);
        space.Describe(file.Title, file.Summary, file.Description, file.District is null ? null : DistrictOf(file.District), Acts.Vote);
        foreach (var phase in file.Phases)
        {
            var acts = phase.Acts.Aggregate(Acts.None, (all, act) => all | act);
            space.Plan(phase.Title, phase.Text, At(phase.StartsInDays, phase.StartsAtHour), At(phase.EndsInDays, phase.EndsAtHour), acts, announced);
        }

        foreach (var category in file.Categories)
        {
            space.Sort(category.Key, category.Name, category.Icon);
        }

        space.Publish(announced);
        return space;
    }

    private Proposal Propose(ProposalFile file)
    {
        var (space, author, at) = (Spaces[file.Space], People[file.Author], Ago(file.CreatedDaysAgo));
        var place = PlaceOf(file.Lat, file.Lon);
        var proposal = new Proposal(space, author, at);
        proposal.Edit(space, author, new ProposalText(file.Title, file.Body, CategoryOf(space, file.Category), DistrictAt(place), place, file.PlaceName), at);
        proposal.Publish(space, author, at);
        return proposal;
    }

    private Debate Debate(DebateFile file) => new(Spaces[file.Space], People[file.Author], file.Title, file.Body, Ago(file.CreatedDaysAgo));

    private Budget Grant(BudgetFile file)
    {
        var space = Spaces[file.Space];
        var before = space.Phases.First(p => p.Acts.HasFlag(Acts.Vote)).StartsAt.AddDays(-1);
        var budget = new Budget(space, file.Title, new Money(file.AmountInEuros * Money.MinorPerUnit, file.Currency), before);
        budget.Describe(file.Title, file.Description);
        foreach (var project in file.Projects.OrderBy(p => p.Number))
        {
            var place = PlaceOf(project.Lat, project.Lon);
            budget.Add(
                space,
                new ProjectText(project.Title, project.CostInEuros * Money.MinorPerUnit)
                {
                    Description = project.Description,
                    Opinion = project.Opinion ?? LocalizedText.Empty,
                    CategoryId = CategoryOf(space, project.Category),
                    DistrictId = DistrictAt(place),
                    Place = place,
                    Address = project.PlaceName,
                    ProposalId = project.Proposal is null ? null : Proposals[project.Proposal].Id,
                },
                before);
        }

        budget.Settle(space, budget.Terms with { Quorum = file.Quorum, Groups = file.Groups ?? [], LotSeed = file.Lot }, before);

        return budget;
    }

    private (Space Space, ICommentable Thing, Guid Id) ThingOf(ThreadFile thread)
    {
        switch (thread.Kind)
        {
            case "proposal":
                var proposal = Proposals[thread.Key!];
                return (SpaceOf(proposal.SpaceId), proposal, proposal.Id);
            case "debate":
                var debate = Debates[thread.Key!];
                return (SpaceOf(debate.SpaceId), debate, debate.Id);
            default:
                var project = Budgets[thread.Budget!].Projects.Single(p => p.Number == thread.Number);
                return (SpaceOf(project.SpaceId), project, project.Id);
        }
    }

    private Space SpaceOf(Guid id) => Spaces.Values.Single(s => s.Id == id);

    private District DistrictOf(string code) => Districts.Single(d => d.Code == code);

    private Guid? DistrictAt(Place? place) => place is { } point ? Districts.First(d => d.Covers(point)).Id : null;

    private static Guid CategoryOf(Space space, string code) => space.Categories.Single(c => c.Code == code).Id;

    private static Place? PlaceOf(double? latitude, double? longitude) =>
        latitude is { } north && longitude is { } east ? new Place(east, north) : null;

    private DateTimeOffset Ago(double days) => _now.AddDays(-days);

    /// <summary>That hour in the town, so many days from today.</summary>
    private DateTimeOffset At(int day, int hour)
    {
        var local = TimeZoneInfo.ConvertTime(_now, _zone).Date.AddDays(day).AddHours(hour);
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
