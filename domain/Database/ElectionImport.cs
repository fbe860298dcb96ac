using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Participation.Budgets;
using Participation.Pabulib;
using Participation.Places;
using Participation.Spaces;
using Participation.Tally;
using Participation.Texts;

namespace Participation.Database;

/// <summary>What an election read in becomes here.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rule">By which it is counted.</param>
/// <param name="Zone">Of the town: days begin and end by it.</param>
public sealed record ImportOrder(string Path, ICountingRule Rule, TimeZoneInfo Zone)
{
    /// <summary>The address of its space; null to make one of its title.</summary>
    public string? Slug { get; init; }

    /// <summary>Null for what the file calls itself.</summary>
    public string? Title { get; init; }
}

/// <summary>An election that was read in.</summary>
public sealed record ImportedElection(int Number, string Slug, string Title, int Projects, long Ballots, int Chosen, string? DecidedOtherwise);

/// <summary>
/// Makes a closed and published budget of an election held elsewhere: a space with a past vote, its projects, every
/// ballot and the count. The whole file is read and counted first; then all of it comes in, or nothing.
/// </summary>
/// <remarks>Ballots are read as a stream, twice, and never kept. They carry no person, and have no public log.</remarks>
public sealed class ElectionImport(ParticipationDb db)
{
    private const int CategoryNameLimit = 60;

    /// <exception cref="PabulibException">The file is malformed.</exception>
    /// <exception cref="RefusedException">It was read in before, an amount does not fit, or the address is taken.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<ImportedElection> ImportAsync(ImportOrder order, DateTimeOffset now, CancellationToken stop = default)
    {
        var file = PabulibFile.Open(order.Path);
        var outcome = Count(file, order.Rule);
        var hash = await HashAsync(order.Path, stop);
        if (await db.Budgets.AnyAsync(b => b.FileHash == hash, stop))
        {
            throw new RefusedException(BudgetRefusals.AlreadyReadIn);
        }

        var (budget, space) = await MakeBudgetAsync(file, order, outcome.Rule, hash, now, stop);

        // It takes several counts: nothing waits for it while nothing is written.
        var explanation = budget.Explain(outcome);

        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        db.AddRange(space, budget);
        await db.SaveChangesAsync(stop);
        await CopyBallotsAsync(file, budget, outcome.Scores.Ballots, stop);
        await PublishAsync(file, budget, space, outcome, explanation, now, stop);

        await transaction.CommitAsync(stop);

        return new ImportedElection(
            budget.Number, space.Slug, budget.Title.In(LanguageOf(file)), file.Projects.Count, outcome.Scores.Ballots, outcome.Chosen.Count, budget.DecidedOtherwise);
    }

    /// <summary>Reads the file to its end, so that nothing in it can fail later.</summary>
    private static Outcome Count(PabulibFile file, ICountingRule rule)
    {
        RefusedException.ThrowIf(file.Decimals > Money.Decimals ? BudgetRefusals.FinerThanMinorUnits : null);

        return rule.Count(InMinorUnits(file));
    }

    private static Election InMinorUnits(PabulibFile file)
    {
        try
        {
            return file.ToElection(Money.Decimals, file.Ballots().Select(ballot => ballot.Ballot));
        }
        catch (OverflowException)
        {
            throw new RefusedException(BudgetRefusals.MoreThanCanBeHeld);
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken stop)
    {
        await using var bytes = File.OpenRead(path);

        return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, stop));
    }

    private async Task<(Budget Budget, Space Space)> MakeBudgetAsync(
        PabulibFile file, ImportOrder order, string rule, string hash, DateTimeOffset now, CancellationToken stop)
    {
        var language = LanguageOf(file);
        var title = In(language, order.Title ?? TitleOf(file));

        var space = new Space(await SlugAsync(order, title.In(language), stop), title, now);
        space.Describe(title, LocalizedText.Empty, LocalizedText.Empty, null, Acts.Vote);
        var (startsAt, endsAt) = PabulibDates.VotingTime(file.Meta, order.Zone, now);
        space.Plan(LocalizedText.Of(Language.Of("fr").Say("budgets.vote"), Language.Of("en").Say("budgets.vote")), LocalizedText.Empty, startsAt, endsAt, Acts.Vote, now);
        var categories = new CategoriesByName(space, language);

        var budget = new Budget(space, title, new Money(file.Budget.InUnits(Money.Decimals), CurrencyOf(file)), startsAt);
        budget.WasHeldElsewhere(new VoteTerms { Form = FormOf(file), MaxChoices = file.MaxLength, MinimumScore = file.MinimumScore, Rule = rule }, hash);
        foreach (var project in file.Projects)
        {
            Add(project, budget, language, categories);
        }

        space.Publish(now);

        return (budget, space);
    }

    private static void Add(PabulibProject project, Budget budget, string language, CategoriesByName categories)
    {
        var text = new ProjectText(In(language, project.Name ?? project.Id), project.Cost.InUnits(Money.Decimals))
        {
            CategoryId = (project.Categories.Count > 0 ? project.Categories[0] : project.District) is { } name ? categories.For(name) : null,
            Address = project.District,
            Place = project.Place is { } place ? new Place(place.Longitude, place.Latitude) : null,
        };
        budget.Take(text, project.Id);
    }

    private async Task CopyBallotsAsync(PabulibFile file, Budget budget, long expected, CancellationToken stop)
    {
        var numbers = budget.Projects.Select(project => project.Number).ToArray();

        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection())
            .BeginBinaryImportAsync("copy ballots (budget_id, projects, points) from stdin (format binary)", stop);
        copy.Timeout = TimeSpan.FromMinutes(30);
        foreach (var (_, ballot) in file.Ballots())
        {
            await copy.StartRowAsync(stop);
            await copy.WriteAsync(budget.Id, NpgsqlDbType.Uuid, stop);
            await copy.WriteAsync(Array.ConvertAll(ballot.Choices, choice => numbers[choice]), NpgsqlDbType.Array | NpgsqlDbType.Integer, stop);
            if (ballot.Points is null)
            {
                await copy.WriteNullAsync(stop);
            }
            else
            {
                await copy.WriteAsync(ballot.Points, NpgsqlDbType.Array | NpgsqlDbType.Integer, stop);
            }
        }

        var written = await copy.CompleteAsync(stop);

        // It was read twice, and someone may have changed it in between.
        if ((long)written != expected)
        {
            throw new IOException($"The file changed while it was read: {expected} ballots at first, {written} later.");
        }
    }

    private async Task PublishAsync(PabulibFile file, Budget budget, Space space, Outcome outcome, Explanation explanation, DateTimeOffset now, CancellationToken stop)
    {
        budget.WasClosed(budget.VotingEnds(space)!.Value);
        budget.Publish(outcome, now, explanation);
        budget.WasDecidedBy(file.Meta.GetValueOrDefault("unit") ?? budget.Title.In(LanguageOf(file)), [.. file.Projects.Select(project => project.Selected)]);
        await db.SaveChangesAsync(stop);

        var turnout = checked((int)outcome.Scores.Ballots);
        await db.Database.ExecuteSqlAsync($"update budgets set turnout = {turnout} where id = {budget.Id}", stop);
    }

    private async Task<string> SlugAsync(ImportOrder order, string title, CancellationToken stop)
    {
        if (order.Slug is { } asked)
        {
            return asked;
        }

        var plain = Slug.Of(title, Space.SlugMaxLength - 5);
        var taken = await db.Spaces.Where(s => s.Slug.StartsWith(plain)).Select(s => s.Slug).ToListAsync(stop);

        return Enumerable.Range(1, int.MaxValue)
            .Select(n => n == 1 ? plain : string.Create(CultureInfo.InvariantCulture, $"{plain}-{n}"))
            .First(slug => !taken.Contains(slug));
    }

    private static string TitleOf(PabulibFile file)
    {
        var title = file.Meta.GetValueOrDefault("description") is { Length: > 0 } description
            ? description
            : file.Meta.GetValueOrDefault("unit") is { Length: > 0 } unit ? unit : "Pabulib";
        var instance = file.Meta.GetValueOrDefault("instance") ?? "";

        return title.Contains(instance, StringComparison.OrdinalIgnoreCase) ? title : $"{title}, {instance}";
    }

    private static string LanguageOf(PabulibFile file) =>
        file.Meta.GetValueOrDefault("language") is { Length: 2 } code && code.All(char.IsAsciiLetterLower) ? code : "fr";

    private static string CurrencyOf(PabulibFile file) =>
        file.Meta.GetValueOrDefault("currency") is { Length: 3 } code && code.All(char.IsAsciiLetterUpper) ? code : "EUR";

    private static LocalizedText In(string language, string text) => new([KeyValuePair.Create(language, text)]);

    private static Budgets.BallotForm FormOf(PabulibFile file) => file.Form switch
    {
        Tally.BallotForm.Approval => Budgets.BallotForm.Approval,
        Tally.BallotForm.ChooseOne => Budgets.BallotForm.ChooseOne,
        Tally.BallotForm.Cumulative => Budgets.BallotForm.Cumulative,
        Tally.BallotForm.Scoring => Budgets.BallotForm.Scoring,
        Tally.BallotForm.Ordinal => Budgets.BallotForm.Ranking,
        _ => throw new UnreachableException(),
    };

    private sealed class CategoriesByName(Space space, string language)
    {
        private readonly Dictionary<string, Guid> _ids = new(StringComparer.Ordinal);

        public Guid For(string name)
        {
            if (!_ids.TryGetValue(name, out var id))
            {
                var code = string.Create(CultureInfo.InvariantCulture, $"{_ids.Count + 1}");
                var shown = name.Length <= CategoryNameLimit ? name : name[..(CategoryNameLimit - 1)] + "…";
                _ids[name] = id = space.Sort(code, In(language, shown), "").Id;
            }

            return id;
        }
    }

    private static class Slug
    {
        public static string Of(string title, int limit)
        {
            var slug = new StringBuilder();
            foreach (var letter in title.Normalize(NormalizationForm.FormD).ToLowerInvariant().Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
            {
                if (char.IsAsciiLetterOrDigit(letter))
                {
                    slug.Append(letter);
                }
                else if (slug.Length > 0 && slug[^1] != '-')
                {
                    slug.Append('-');
                }
            }

            slug.Length = Math.Min(slug.Length, limit);

            return slug.ToString().Trim('-') is { Length: > 0 } made ? made : "budget";
        }
    }
}
