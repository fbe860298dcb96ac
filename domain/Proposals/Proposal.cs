using Participation.Discussion;
using Participation.Journal;
using Participation.People;
using Participation.Places;
using Participation.Spaces;
using Participation.Texts;

namespace Participation.Proposals;

public enum ProposalState
{
    /// <summary>Seen by its author alone.</summary>
    Draft = 0,
    Published = 1,

    /// <summary>The town's services look into it.</summary>
    UnderReview = 2,
    Accepted = 3,
    Refused = 4,

    /// <summary>Taken back by its author; still readable.</summary>
    Withdrawn = 5,
}

/// <summary>An idea a person puts to the others, who may lend it their support.</summary>
public class Proposal : Recorded, ICommentable
{
    public const int TitleMaxLength = 120;
    public const int BodyMaxLength = 10_000;
    public const int AddressMaxLength = 200;
    public const int ExcerptLength = 160;
    public const int ReasonMaxLength = 500;
    public const int PhotoTextMaxLength = 200;

    /// <summary>In one space, for one person.</summary>
    public const int MostDrafts = 20;

    private readonly List<Support> _supports = [];

    private Proposal()
    {
    }

    /// <summary>A draft. It may be as unfinished as its author likes until <see cref="Publish"/>.</summary>
    /// <param name="space">Where it is put forward.</param>
    /// <param name="author">Whose it is.</param>
    /// <param name="now">When it was begun.</param>
    /// <param name="id">Given where the same draft may be sent twice and must be kept once; else a new one.</param>
    public Proposal(Space space, Person author, DateTimeOffset now, Guid? id = null)
    {
        Id = id ?? Guid.CreateVersion7();
        SpaceId = space.Id;
        AuthorId = author.Id;
        CreatedAt = now;
        ChangedAt = now;
        Shuffle = Random.Shared.Next();
    }

    public Guid Id { get; private set; }

    /// <summary>What people call it by, and its address; given by the database, never given again.</summary>
    public int Number { get; private set; }

    public Guid SpaceId { get; private set; }
    public Guid AuthorId { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; private set; } = "";

    /// <summary>How the text begins, plain; at most <see cref="ExcerptLength"/> characters.</summary>
    public string Excerpt { get; private set; } = "";

    public Guid? CategoryId { get; private set; }
    public Guid? DistrictId { get; private set; }
    public Place? Place { get; private set; }

    /// <summary>The place in words, as the author gave it.</summary>
    public string? Address { get; private set; }

    public Guid? PhotoId { get; private set; }

    /// <summary>What the photo shows, for those who do not see it.</summary>
    public string? PhotoText { get; private set; }

    public ProposalState State { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>The form in which the text was last written; null when it was none.</summary>
    public Guid? WrittenIn { get; private set; }

    /// <summary>The council's answer, Markdown; null until there is one.</summary>
    public string? Answer { get; private set; }
    public Guid? AnsweredById { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? HiddenAt { get; private set; }
    public Guid? HiddenById { get; private set; }
    public string? HiddenReason { get; private set; }

    /// <summary>How many support it; follows the supports within a second.</summary>
    public int Supports { get; private set; }

    /// <summary>How many comments can be read; follows the comments within a second.</summary>
    public int Comments { get; private set; }

    /// <summary>Its place in the random order; each visitor starts from a point of their own.</summary>
    public int Shuffle { get; private set; }

    /// <summary>What its author wrote, as it stands.</summary>
    public ProposalText Text => new(Title, Body, CategoryId, DistrictId, Place, Address);

    public bool IsPublished => State != ProposalState.Draft && HiddenAt is null;

    /// <summary>Whether supports and comments are still taken, apart from the space's phase.</summary>
    public bool IsInDiscussion => State is (ProposalState.Published or ProposalState.UnderReview) && HiddenAt is null;

    public bool TakesComments => IsInDiscussion;

    /// <summary>
    /// Only those supports that were loaded; see <see cref="ProposalQueries.WithSupportOf"/>. For their number, see
    /// <see cref="Supports"/>: a proposal may have a hundred thousand.
    /// </summary>
    internal IReadOnlyCollection<Support> LoadedSupports => _supports;

    public bool HasSupportOf(Person person) => _supports.Any(s => s.PersonId == person.Id);

    /// <summary>Whether this reader may see it. Drafts are their author's; what is hidden, the moderators'.</summary>
    public bool CanBeReadBy(Person? person) =>
        IsPublished || person is not null && (person.Id == AuthorId || HiddenAt is not null && person.IsModerator);

    /// <summary>
    /// Why <paramref name="person"/> cannot support this now, or null when they can.
    /// The page asks this to draw the button; <see cref="Support"/> asks it again.
    /// </summary>
    public Refusal? WhyNotSupport(Space space, Person person, DateTimeOffset now) =>
        !IsInDiscussion ? ProposalRefusals.NotInDiscussion
        : space.WhyNot(Acts.Support, person, now)
        ?? (person.Id == AuthorId ? ProposalRefusals.OwnProposal
            : HasSupportOf(person) ? ProposalRefusals.AlreadySupported
            : null);

    /// <exception cref="RefusedException">The rules say no; see <see cref="WhyNotSupport"/>.</exception>
    public void Support(Space space, Person person, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotSupport(space, person, now));

        _supports.Add(new Support(Id, person.Id, now));
        Record(new ProposalSupported(Id, person.Id), now);
    }

    /// <summary>Why the person cannot take their support back, or null when they can. Withdrawn with the phase open only.</summary>
    public Refusal? WhyNotWithdrawSupport(Space space, Person person, DateTimeOffset now) =>
        space.WhyNotOpen(Acts.Support, now) ?? (HasSupportOf(person) ? null : ProposalRefusals.NotSupported);

    /// <exception cref="RefusedException">The rules say no; see <see cref="WhyNotWithdrawSupport"/>.</exception>
    public void WithdrawSupport(Space space, Person person, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotWithdrawSupport(space, person, now));

        _supports.RemoveAll(s => s.PersonId == person.Id);
        Record(new SupportWithdrawn(Id, person.Id), now);
    }

    /// <summary>Why the person cannot begin a draft, or null when they can.</summary>
    /// <param name="space">Where.</param>
    /// <param name="person">Who.</param>
    /// <param name="drafts">How many drafts they have in this space already.</param>
    /// <param name="now">When.</param>
    public static Refusal? WhyNotBegin(Space space, Person person, int drafts, DateTimeOffset now) =>
        space.WhyNot(Acts.Propose, person, now) ?? (drafts >= MostDrafts ? ProposalRefusals.TooManyDrafts : null);

    /// <summary>Why the person cannot change the text, or null. After publication the text stands once others support it.</summary>
    public Refusal? WhyNotEdit(Space space, Person person, DateTimeOffset now) =>
        person.Id != AuthorId ? ProposalRefusals.NotYours
        : HiddenAt is not null || State is not (ProposalState.Draft or ProposalState.Published) ? ProposalRefusals.NotInDiscussion
        : space.WhyNotOpen(Acts.Propose, now)
        ?? (State == ProposalState.Published && Supports > 0 ? ProposalRefusals.OthersSupportIt : null);

    /// <summary>
    /// Why what was typed must not simply replace what is kept, or null: it was written elsewhere since, as in another tab.
    /// </summary>
    /// <param name="version">Of the text that the form was opened on.</param>
    /// <param name="form">The form itself; it may follow up what it has saved.</param>
    public Refusal? WhyNotReplace(int version, Guid form) => version == Version || form == WrittenIn ? null : PersonRefusals.ChangedMeanwhile;

    /// <summary>Writes down whatever the author has so far.</summary>
    /// <param name="space">Its space.</param>
    /// <param name="person">Who writes.</param>
    /// <param name="text">What they have.</param>
    /// <param name="now">When.</param>
    /// <param name="form">In which form, where there is one; see <see cref="WhyNotReplace"/>.</param>
    /// <exception cref="RefusedException">Not theirs, or too late; see <see cref="WhyNotEdit"/>. A published text must also stay publishable.</exception>
    public void Edit(Space space, Person person, ProposalText text, DateTimeOffset now, Guid? form = null)
    {
        RefusedException.ThrowIf(WhyNotEdit(space, person, now));
        RefusedException.ThrowIf(text.WhyTooLong());
        if (State == ProposalState.Published)
        {
            RefusedException.ThrowIf(text.WhyNotPublish());
        }

        Title = text.Title.Trim();
        Body = text.Body.Trim();
        Excerpt = Markdown.ToExcerpt(Body, ExcerptLength);
        CategoryId = text.CategoryId;
        DistrictId = text.DistrictId;
        Place = text.Place;
        Address = string.IsNullOrWhiteSpace(text.Address) ? null : text.Address.Trim();
        ChangedAt = now;
        WrittenIn = form;
    }

    /// <summary>Puts a photo beside the text, or takes it away (null). Asks nothing: goes with <see cref="Edit"/>.</summary>
    public void Illustrate(Guid? photoId, string? text)
    {
        PhotoId = photoId;
        PhotoText = photoId is null || string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, PhotoTextMaxLength)];
    }

    /// <summary>Why the person cannot throw it away, or null. What others have seen is withdrawn instead.</summary>
    public Refusal? WhyNotDiscard(Person person) =>
        person.Id != AuthorId ? ProposalRefusals.NotYours : State != ProposalState.Draft ? ProposalRefusals.AlreadyPublished : null;

    public Refusal? WhyNotPublish(Space space, Person person, DateTimeOffset now) =>
        person.Id != AuthorId ? ProposalRefusals.NotYours
        : State != ProposalState.Draft ? ProposalRefusals.AlreadyPublished
        : space.WhyNot(Acts.Propose, person, now);

    /// <exception cref="RefusedException">Not allowed, or the text is not ready; see <see cref="ProposalText.WhyNotPublish"/>.</exception>
    public void Publish(Space space, Person person, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotPublish(space, person, now));
        RefusedException.ThrowIf(Text.WhyNotPublish());

        State = ProposalState.Published;
        PublishedAt = now;
        ChangedAt = now;
        Record(new ProposalPublished(Id, SpaceId, AuthorId), now);
    }

    public Refusal? WhyNotWithdraw(Person person) =>
        person.Id != AuthorId ? ProposalRefusals.NotYours
        : IsInDiscussion ? null
        : ProposalRefusals.NotInDiscussion;

    /// <exception cref="RefusedException">See <see cref="WhyNotWithdraw"/>.</exception>
    public void Withdraw(Person person, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotWithdraw(person));

        State = ProposalState.Withdrawn;
        Record(new ProposalWithdrawn(Id, SpaceId), now);
    }

    public Refusal? WhyNotAnswer(Person person) =>
        !person.IsCouncil ? ProposalRefusals.CouncilOnly
        : State is ProposalState.Draft or ProposalState.Withdrawn || HiddenAt is not null ? ProposalRefusals.NotInDiscussion
        : null;

    /// <summary>The council says what becomes of it.</summary>
    /// <param name="council">Who answers, by name.</param>
    /// <param name="state">Under review, accepted or refused.</param>
    /// <param name="answer">Markdown; an acceptance or refusal is never given without a reason.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotAnswer"/>; or no reason was given.</exception>
    public void AnswerAs(Person council, ProposalState state, string answer, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotAnswer(council));
        RefusedException.ThrowIf(state is ProposalState.UnderReview or ProposalState.Accepted or ProposalState.Refused ? null : ProposalRefusals.NoSuchAnswer);
        RefusedException.ThrowIf(string.IsNullOrWhiteSpace(answer) ? ProposalRefusals.AnswerMissing : null);
        RefusedException.ThrowIf(answer.Length > BodyMaxLength ? ProposalRefusals.AnswerTooLong : null);

        State = state;
        Answer = answer.Trim();
        AnsweredById = council.Id;
        AnsweredAt = now;
        Record(new ProposalAnswered(Id, SpaceId, council.Id), now);
    }

    public Refusal? WhyNotHide(Person person) =>
        !person.IsModerator ? PersonRefusals.ModeratorsOnly : State == ProposalState.Draft ? ProposalRefusals.NotInDiscussion : null;

    /// <summary>Takes it out of sight. Done again, it changes the reason alone.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotHide"/>; or no reason was given.</exception>
    public void Hide(Person moderator, string reason, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotHide(moderator));
        RefusedException.ThrowIf(string.IsNullOrWhiteSpace(reason) ? PersonRefusals.ReasonMissing : null);
        RefusedException.ThrowIf(reason.Length > ReasonMaxLength ? ProposalRefusals.ReasonTooLong : null);

        HiddenReason = reason.Trim();
        if (HiddenAt is null)
        {
            (HiddenAt, HiddenById) = (now, moderator.Id);
            Record(new ProposalHidden(Id, SpaceId, moderator.Id), now);
        }
    }

    /// <exception cref="RefusedException">See <see cref="WhyNotHide"/>.</exception>
    public void ShowAgain(Person moderator, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotHide(moderator));
        if (HiddenAt is null)
        {
            return;
        }

        (HiddenAt, HiddenById, HiddenReason) = (null, null, null);
        Record(new ProposalShownAgain(Id, SpaceId, moderator.Id), now);
    }
}
