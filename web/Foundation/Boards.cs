using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Participation.Board;
using Participation.Database;

namespace Participation.Web.Foundation;

/// <summary>How this town keeps its ballot boxes: section <c>Board</c> of the configuration.</summary>
public sealed class BoardOptions
{
    public const string Section = "Board";

    /// <summary>Where the key and the anchors lie, outside the database. By default <c>board</c> in the data folder.</summary>
    public string? Folder { get; set; }

    /// <summary>Under which the town signs. By default the host of <see cref="TownOptions.Address"/>.</summary>
    public string? Name { get; set; }

    /// <summary>Whom every new vote names as witnesses.</summary>
    public List<WitnessOptions> Witnesses { get; } = [];

    /// <summary>How many of them must have signed the last head.</summary>
    public int WitnessesNeeded { get; set; }
}

/// <summary>A witness, as it says of itself at its first look: see <c>participation witness</c>.</summary>
public sealed class WitnessOptions
{
    public string Name { get; set; } = "";

    /// <summary>SubjectPublicKeyInfo in base64.</summary>
    public string Key { get; set; } = "";
}

internal static class BoardSetup
{
    public static IServiceCollection AddBoards(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BoardOptions>().BindConfiguration(BoardOptions.Section);
        services.AddSingleton(provider => Folder(provider.GetRequiredService<IOptions<BoardOptions>>().Value, provider.GetRequiredService<IOptions<TownOptions>>().Value, configuration));
        services.AddSingleton<BallotLog>();
        services.AddHostedService<BoardWatch>();
        services.AddHealthChecks().AddCheck<BoardHealth>(BoardHealth.Tag, tags: [BoardHealth.Tag], timeout: TimeSpan.FromSeconds(10));

        return services;
    }

    private static BoardFolder Folder(BoardOptions board, TownOptions town, IConfiguration configuration) => new(
        board.Folder ?? Path.Combine(configuration["Data"] ?? ".data", "board"),
        new BoardTerms(
            board.Name ?? town.Address?.Host ?? "localhost",
            town.Zone,
            [.. board.Witnesses.Select(w => new NamedKey(w.Name, new PublicKey(w.Key)))],
            board.WitnessesNeeded));
}

/// <summary>Looks at every open ballot box as the program starts, so that a lost key or a cut log is told before anyone votes.</summary>
internal sealed class BoardWatch(IServiceScopeFactory scopes, BallotLog log, ILogger<BoardWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var (budget, trouble) in await scope.ServiceProvider.GetRequiredService<ParticipationDb>().TroublesAsync(log, stoppingToken))
        {
            logger.LogCritical("The ballot box of budget {Budget} takes no ballots: {Trouble}", budget, trouble.Code);
        }
    }
}

/// <summary>Whether every open ballot box can be trusted, and so takes ballots.</summary>
internal sealed class BoardHealth(ParticipationDb db, BallotLog log) : IHealthCheck
{
    public const string Tag = "board";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        (await db.TroublesAsync(log, cancellationToken)).Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("A ballot box takes no ballots: its key is gone, or its log is not what it was.");
}

internal static class BoardTroubles
{
    /// <summary>Open votes whose log cannot be gone on with, by the number of the budget.</summary>
    public static async Task<IReadOnlyList<(int Budget, Refusal Trouble)>> TroublesAsync(this ParticipationDb db, BallotLog log, CancellationToken stop)
    {
        var open = await db.Boards.Where(b => b.FinalSize == null).Join(db.Budgets, b => b.BudgetId, b => b.Id, (_, b) => new { b.Id, b.Number }).ToListAsync(stop);
        var troubles = new List<(int, Refusal)>();
        foreach (var budget in open)
        {
            try
            {
                await log.ReadAsync(budget.Id, stop);
            }
            catch (RefusedException refused)
            {
                troubles.Add((budget.Number, refused.Refusal));
            }
        }

        return troubles;
    }
}
