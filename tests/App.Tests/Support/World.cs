using Participation.Budgets;
using Participation.People;
using Participation.Places;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.App.Tests.Support;

/// <summary>A small town to test in: a space where all is open for 30 days, a few people, a proposal, a budget.</summary>
public sealed class World
{
    private World(DateTimeOffset now)
    {
        Author = Named("Ama", now);
        Neighbour = Named("Bo", now);
        Stranger = new Person("Cy", now);
        Moderator = Named("Mo", now);
        Moderator.Appoint(Role.Moderator, null, now);
        Council = Named("Cléo", now);
        Council.Appoint(Role.Council, null, now);

        Space = new Space("quartier", LocalizedText.Of("Mon quartier", "My neighbourhood"), now);
        Space.Plan(LocalizedText.Of("Tout", "All"), LocalizedText.Empty, now, now.AddDays(30), Acts.Propose | Acts.Comment | Acts.Support | Acts.Vote, now);
        Category = Space.Sort("nature", LocalizedText.Of("Nature", "Nature"), "tree");
        Space.Publish(now);

        Proposal = new Proposal(Space, Author, now);
        Proposal.Edit(Space, Author, new ProposalText("Un banc au bord de l’eau", "Pour s’asseoir et regarder passer les canards, le soir.", Category.Id, null, new Place(5.1, 46.5), null), now);
        Proposal.Publish(Space, Author, now);

        Budget = new Budget(Space, LocalizedText.Of("Budget participatif", "Participatory budget"), new Money(100_000_00, "EUR"), now);
        var before = now.AddDays(-1);
        foreach (var (title, cost) in new[] { ("Verger", 60_000_00L), ("Bancs", 30_000_00L), ("Fontaine", 50_000_00L), ("Kiosque", 10_000_00L) })
        {
            Budget.Add(Space, new ProjectText(LocalizedText.Of(title), cost) { Place = new Place(5.1, 46.5) }, before);
        }
    }

    public Person Author { get; }
    public Person Neighbour { get; }

    /// <summary>Not verified.</summary>
    public Person Stranger { get; }

    public Person Moderator { get; }
    public Person Council { get; }
    public Space Space { get; }
    public Category Category { get; }
    public Proposal Proposal { get; }

    /// <summary>100 000 €; projects 1 to 4 cost 60 000, 30 000, 50 000 and 10 000 €.</summary>
    public Budget Budget { get; }

    public static async Task<World> InAsync(App app)
    {
        var world = new World(app.Clock.GetUtcNow());
        await app.SaveAsync(world.Author, world.Neighbour, world.Stranger, world.Moderator, world.Council, world.Space);
        await app.SaveAsync(world.Proposal, world.Budget);
        return world;
    }

    /// <summary>A verified resident.</summary>
    public static Person Named(string name, DateTimeOffset now)
    {
        var person = new Person(name, now);
        person.Verify(now);
        return person;
    }
}
