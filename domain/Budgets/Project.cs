using Participation.Discussion;
using Participation.Places;
using Participation.Texts;

namespace Participation.Budgets;

/// <summary>How far a chosen project has come.</summary>
public enum Progress
{
    None = 0,
    Planned = 1,
    UnderWay = 2,
    Done = 3,
}

/// <summary>Something a budget could pay for.</summary>
public class Project : ICommentable
{
    private Project()
    {
    }

    internal Project(Budget budget, int number, ProjectText text)
    {
        BudgetId = budget.Id;
        SpaceId = budget.SpaceId;
        Number = number;
        Change(text);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid BudgetId { get; private set; }
    public Guid SpaceId { get; private set; }

    /// <summary>From 1 within its budget; what ballots and posters call it by.</summary>
    public int Number { get; private set; }

    /// <summary>Its id where the election was held elsewhere; else null. Ties fall back on it, in byte order.</summary>
    public string? Code { get; private set; }

    public LocalizedText Title { get; private set; } = LocalizedText.Empty;

    /// <summary>Markdown.</summary>
    public LocalizedText Description { get; private set; } = LocalizedText.Empty;

    /// <summary>What the town's services say of it; plain text.</summary>
    public LocalizedText Opinion { get; private set; } = LocalizedText.Empty;

    public long CostMinor { get; private set; }
    public Guid? CategoryId { get; private set; }
    public Guid? DistrictId { get; private set; }
    public Place? Place { get; private set; }
    public string? Address { get; private set; }
    public Guid? PhotoId { get; private set; }
    public string? PhotoText { get; private set; }

    /// <summary>The proposal it grew from.</summary>
    public Guid? ProposalId { get; private set; }

    public Progress Progress { get; private set; }

    /// <summary>Where the work stands, in words; Markdown.</summary>
    public LocalizedText ProgressNote { get; private set; } = LocalizedText.Empty;

    /// <summary>How many comments can be read; follows the comments within a second.</summary>
    public int Comments { get; private set; }

    public bool TakesComments => true;

    /// <summary>What counting and files call it: its code, else its number.</summary>
    public string Key => Code ?? Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public void Report(Progress progress, LocalizedText note)
    {
        Progress = progress;
        ProgressNote = note;
    }

    public void Illustrate(Guid? photoId, string? text)
    {
        PhotoId = photoId;
        PhotoText = photoId is null || string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    /// <summary>Whether voters would read and decide the same: title, description, cost, district and category.</summary>
    internal bool IsVotedOnAs(ProjectText text) =>
        (Title, Description, CostMinor, DistrictId, CategoryId) == (text.Title, text.Description, text.CostMinor, text.DistrictId, text.CategoryId);

    /// <summary>The same project in another budget, under the same number. What is said below it stays where it was said.</summary>
    internal Project StandAgain(Budget budget)
    {
        var again = new Project(budget, Number, new ProjectText(Title, CostMinor)
        {
            Description = Description,
            Opinion = Opinion,
            CategoryId = CategoryId,
            DistrictId = DistrictId,
            Place = Place,
            Address = Address,
            ProposalId = ProposalId,
        });
        again.Illustrate(PhotoId, PhotoText);

        return again;
    }

    internal void WasCalled(string code) => Code = code;

    internal void Change(ProjectText text)
    {
        Title = text.Title;
        Description = text.Description;
        Opinion = text.Opinion;
        CostMinor = text.CostMinor;
        CategoryId = text.CategoryId;
        DistrictId = text.DistrictId;
        Place = text.Place;
        Address = string.IsNullOrWhiteSpace(text.Address) ? null : text.Address.Trim();
        ProposalId = text.ProposalId;
    }
}

/// <summary>What the council says of a project.</summary>
public sealed record ProjectText(LocalizedText Title, long CostMinor)
{
    public LocalizedText Description { get; init; } = LocalizedText.Empty;
    public LocalizedText Opinion { get; init; } = LocalizedText.Empty;
    public Guid? CategoryId { get; init; }
    public Guid? DistrictId { get; init; }
    public Place? Place { get; init; }
    public string? Address { get; init; }
    public Guid? ProposalId { get; init; }

    public Refusal? WhyNot() =>
        Title.IsEmpty ? BudgetRefusals.TitleMissing
        : CostMinor <= 0 ? BudgetRefusals.CostMissing
        : Place is { IsOnEarth: false } ? Proposals.ProposalRefusals.PlaceOffTheEarth
        : null;
}
