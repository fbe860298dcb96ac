using Participation.Journal;
using Participation.Places;

namespace Participation.People;

/// <summary>What a person may do beside what every resident may.</summary>
public enum Role
{
    Resident = 0,

    /// <summary>Hides what breaks the charter, and answers for it.</summary>
    Moderator = 1,

    /// <summary>Runs consultations, answers proposals, publishes results. Includes the moderator's rights.</summary>
    Council = 2,
}

/// <summary>Which letters a person wants. Letters about the account itself always come.</summary>
[Flags]
public enum MailChoices
{
    None = 0,

    /// <summary>Someone commented on my proposal, or answered my comment.</summary>
    Replies = 1,

    /// <summary>The council answered my proposal.</summary>
    Answers = 2,

    /// <summary>A result of a budget in which I voted was published.</summary>
    Results = 4,

    All = Replies | Answers | Results,
}

/// <summary>
/// Someone who takes part. Credentials and the e-mail address are kept apart, in the account of the same id; what
/// others can see is here.
/// </summary>
public class Person : Recorded
{
    public const int NameMaxLength = 60;

    private Person()
    {
    }

    public Person(string name, DateTimeOffset joinedAt, string language = "fr")
    {
        Rename(name);
        JoinedAt = joinedAt;
        Language = language;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>As shown to everyone; empty once the account is deleted.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How a council member or moderator is introduced ("Adjointe à la démocratie locale").</summary>
    public string? Title { get; private set; }

    public string Language { get; private set; } = "fr";
    public Guid? DistrictId { get; private set; }
    public Role Role { get; private set; }
    public MailChoices Mail { get; private set; } = MailChoices.All;
    public DateTimeOffset JoinedAt { get; private set; }

    /// <summary>When the town made sure that this is a resident; null when it has not.</summary>
    public DateTimeOffset? VerifiedAt { get; private set; }

    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>Since when the account may not take part, though it may read and leave; null where it may.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    public bool IsVerified => VerifiedAt is not null;
    public bool IsModerator => Role >= Role.Moderator && DeletedAt is null;
    public bool IsCouncil => Role == Role.Council && DeletedAt is null;

    /// <exception cref="ArgumentException">Blank, or longer than <see cref="NameMaxLength"/>.</exception>
    public void Rename(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, NameMaxLength, nameof(name));

        Name = name.Trim();
    }

    public void Introduce(string? title) => Title = string.IsNullOrWhiteSpace(title) ? null : title.Trim();

    public void Speak(string language) => Language = language;

    public void LiveIn(District? district) => DistrictId = district?.Id;

    public void Choose(MailChoices mail) => Mail = mail;

    /// <param name="now">When the town made sure.</param>
    /// <param name="byId">Who did, by looking; null where a code did.</param>
    public void Verify(DateTimeOffset now, Guid? byId = null)
    {
        if (VerifiedAt is null)
        {
            VerifiedAt = now;
            Record(new PersonVerified(Id, byId), now);
        }
    }

    /// <summary>Why <paramref name="council"/> cannot say that this is a resident, or null when they can.</summary>
    public Refusal? WhyNotVerify(Person council) =>
        !council.IsCouncil ? PersonRefusals.CouncilOnly : DeletedAt is not null ? PersonRefusals.Deleted : null;

    /// <summary>Why <paramref name="council"/> cannot change this person's role. Nobody changes their own.</summary>
    public Refusal? WhyNotAppoint(Person council) =>
        !council.IsCouncil ? PersonRefusals.CouncilOnly
        : DeletedAt is not null ? PersonRefusals.Deleted
        : council.Id == Id ? PersonRefusals.OwnRole
        : null;

    /// <summary>Why <paramref name="council"/> cannot suspend this account. Those who hold an office lose that first.</summary>
    public Refusal? WhyNotSuspend(Person council) =>
        !council.IsCouncil ? PersonRefusals.CouncilOnly
        : DeletedAt is not null ? PersonRefusals.Deleted
        : Role != Role.Resident ? PersonRefusals.HoldsAnOffice
        : null;

    /// <summary>Keeps the account from taking part, or lets it again.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotSuspend"/>.</exception>
    public void Suspend(Person council, bool suspended, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotSuspend(council));
        if (SuspendedAt is null == suspended)
        {
            SuspendedAt = suspended ? now : null;
            Record(new PersonSuspended(Id, suspended, council.Id), now);
        }
    }

    /// <summary>Gives or takes a role, as a member of the council may.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotAppoint"/>; or it would leave the council empty.</exception>
    public void AppointAs(Person council, Role role, DateTimeOffset now)
    {
        RefusedException.ThrowIf(WhyNotAppoint(council));

        Appoint(role, council.Id, now);
    }

    /// <summary>Gives or takes a role. Who did it, and when, stays in the journal.</summary>
    public void Appoint(Role role, Guid? byId, DateTimeOffset now)
    {
        if (Role == role)
        {
            return;
        }

        Role = role;
        Record(new PersonAppointed(Id, role, byId), now);
    }

    /// <summary>Forgets the person. What they wrote stays, without a name; GDPR article 17.</summary>
    public void Delete(DateTimeOffset now)
    {
        Name = "";
        Title = null;
        DistrictId = null;
        Role = Role.Resident;
        Mail = MailChoices.None;
        VerifiedAt = null;
        DeletedAt = now;
        Record(new PersonDeleted(Id), now);
    }
}
