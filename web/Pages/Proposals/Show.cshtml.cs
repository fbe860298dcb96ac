using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Participation.Database;
using Participation.Discussion;
using Participation.People;
using Participation.Places;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Web.Foundation;
using Participation.Web.Pages.Discussion;

namespace Participation.Web.Pages.Proposals;

public class ShowModel(ParticipationDb db, Almanac almanac, CurrentPerson me, TimeProvider clock, IOptions<TownOptions> town)
    : ProposalPage(db, almanac, me)
{
    public Byline Author { get; private set; } = null!;

    /// <summary>Who answered for the council; null until there is an answer.</summary>
    public Byline? Answerer { get; private set; }

    public Category? Category => Almanac.Category(Proposal.CategoryId);

    public District? District => Almanac.District(Proposal.DistrictId);

    public bool IsSupported => Person is not null && Proposal.HasSupportOf(Person);

    public Refusal? WhyNotSupport { get; private set; }

    public bool CanWithdrawSupport { get; private set; }

    public bool CanEdit { get; private set; }

    /// <summary>By its author, who takes it back.</summary>
    public bool CanWithdraw { get; private set; }

    public bool CanAnswer { get; private set; }

    public bool CanHide { get; private set; }

    public bool CanReport => Proposal.IsPublished && Person?.Id != Proposal.AuthorId;

    /// <summary>Whether the reader sees that it was hidden and why, and no more.</summary>
    public bool IsKeptFromReader => !Proposal.CanBeReadBy(Person);

    public Talk Talk => new(Proposal.Id, TopicKind.Proposal, Space, Proposal.TakesComments, Proposal.Comments, Address);

    /// <summary>For the QR code and for passing it on.</summary>
    public string PublicAddress { get; private set; } = "";

    public IActionResult OnGet()
    {
        if (Proposal.State == ProposalState.Draft)
        {
            return Redirect($"{Address}/edit");
        }

        var now = clock.GetUtcNow();
        PublicAddress = new Uri(town.Value.Address ?? new Uri($"{Request.Scheme}://{Request.Host}"), Address).ToString();
        WhyNotSupport = Person is null
            ? Proposal.IsInDiscussion ? Space.WhyNotOpen(Acts.Support, now) ?? PersonRefusals.SignedOut : ProposalRefusals.NotInDiscussion
            : Proposal.WhyNotSupport(Space, Person, now);
        if (Person is not null)
        {
            CanWithdrawSupport = Proposal.WhyNotWithdrawSupport(Space, Person, now) is null;
            CanEdit = Proposal.WhyNotEdit(Space, Person, now) is null;
            CanWithdraw = Proposal.WhyNotWithdraw(Person) is null;
            CanAnswer = Proposal.WhyNotAnswer(Person) is null;
            CanHide = Proposal.WhyNotHide(Person) is null;
        }

        if (IsKeptFromReader)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
        }

        return Page();
    }

    /// <summary>With the names of author and answerer, in one statement.</summary>
    protected override async Task<Proposal?> LoadAsync(CancellationToken stop)
    {
        var found = await Db.Proposals.AsNoTracking()
            .WithSupportOf(Me.Id)
            .Where(p => p.Number == Number)
            .Select(p => new
            {
                Proposal = p,
                Author = Db.People.Where(a => a.Id == p.AuthorId).Select(a => new Byline(a.Name, a.Title, a.Role)).Single(),
                Answerer = Db.People.Where(a => a.Id == p.AnsweredById).Select(a => new Byline(a.Name, a.Title, a.Role)).SingleOrDefault(),
            })
            .SingleOrDefaultAsync(stop);
        (Author, Answerer) = (found?.Author!, found?.Answerer);
        return found?.Proposal;
    }

    /// <summary>That something was hidden is public, and so is the reason.</summary>
    protected override bool MayOpen() => base.MayOpen() || Proposal.HiddenAt is not null && Proposal.State != ProposalState.Draft;

    /// <summary>Who wrote something.</summary>
    public sealed record Byline(string Name, string? Title, Role Role);
}
