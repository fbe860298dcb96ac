using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Participation.Board;
using Participation.Budgets;
using Participation.Database;
using Participation.Spaces;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Demo;

/// <summary>
/// An invented town, so that the product can be tried at once: filled into a database in which nobody lives yet.
/// </summary>
internal sealed class DemoTown(
    ParticipationDb db, AccountsDb accountsDb, UserManager<Account> accounts, BallotLog log, VoteClosing closing, IOptions<TownOptions> town, TimeProvider clock)
{
    private const long Lock = 4_862_003;

    /// <summary>Whether the database is to hold the invented town: wanted, and empty or filled with it before.</summary>
    /// <param name="database">Its schema is up to date.</param>
    /// <param name="configuration"><c>Demo</c>; where that is not said, a database of our own means yes, one that was configured no.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<bool> LivesInAsync(TownDatabase database, IConfiguration configuration, CancellationToken stop = default)
    {
        if (!configuration.GetValue("Demo", defaultValue: database.IsEmbedded))
        {
            return false;
        }

        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(
            """
            select not exists (select 1 from spaces) and not exists (select 1 from people)
                or (select array_agg(code order by code) from districts) = $1
            """,
            connection);
        command.Parameters.AddWithValue(TownFiles.Outlines().Select(d => d.Properties["code"]).Order(StringComparer.Ordinal).ToArray());
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>What the invented town sets, beneath whatever is configured.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings()
    {
        var file = TownFiles.Town();
        return
        [
            Set(nameof(TownOptions.Name), file.ShortName),
            Set(nameof(TownOptions.TimeZone), file.TimeZone),
            Set(nameof(TownOptions.Contact), file.Contact.Participation),
            Set($"{nameof(TownOptions.Map)}:{nameof(MapOptions.Latitude)}", Number(file.Centre.Lat)),
            Set($"{nameof(TownOptions.Map)}:{nameof(MapOptions.Longitude)}", Number(file.Centre.Lon)),
            Set($"{nameof(TownOptions.Map)}:{nameof(MapOptions.Zoom)}", Number(file.Zoom)),
            Set($"{nameof(TownOptions.Map)}:{nameof(MapOptions.Geocoder)}", ""),
            Set($"{nameof(TownOptions.Map)}:{nameof(MapOptions.Places)}", Path.Combine(TownFiles.Folder, "town.json")),
            Set($"{nameof(TownOptions.Map)}:{nameof(MapOptions.Landmarks)}", Path.Combine(TownFiles.Folder, "landmarks.geojson")),
            KeyValuePair.Create<string, string?>($"{AccountsOptions.Section}:{nameof(AccountsOptions.SecondFactorForStaff)}", "false"),
        ];

        static KeyValuePair<string, string?> Set(string name, string value) => KeyValuePair.Create<string, string?>($"{TownOptions.Section}:{name}", value);

        static string Number(double degrees) => degrees.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Fills the town in where that is still to be done, and says who may sign in.</summary>
    public static async Task OpenAsync(IServiceProvider services, TextWriter say)
    {
        await using var scope = services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<DemoTown>(scope.ServiceProvider).FillAsync();

        await say.WriteLineAsync($"Démonstration : {string.Join(", ", DemoSignIns.All.Select(s => $"{s.Email} ({s.Part})"))} / mot de passe {DemoSignIns.Password}");
    }

    /// <summary>Fills the town in, all of it or nothing. Does nothing where there are spaces already.</summary>
    /// <returns>Whether there was anything to fill.</returns>
    public async Task<bool> FillAsync(CancellationToken stop = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", stop);
        if (await db.Spaces.AnyAsync(stop))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var files = TownFiles.Read();
        var history = new TownHistory(files, town.Value.Zone, now);
        var crowd = new Crowd(history.Districts, now);

        db.AddRange(history.Districts);
        db.AddRange(history.People.Values.Concat(crowd.People));
        db.AddRange(history.Spaces.Values);
        await db.SaveChangesAsync(stop);
        await GiveKeysAsync(history, now, transaction, stop);
        await SaveInOrderAsync(history.Proposals.Values, stop);
        await SaveInOrderAsync(history.Debates.Values, stop);
        await SaveInOrderAsync(history.Budgets.Values, stop);

        db.AddRange(history.Talk(await db.Topics.ToDictionaryAsync(t => t.Id, stop)));
        history.Report();
        await db.SaveChangesAsync(stop);

        await SupportAsync(files, history, crowd, now, stop);
        await SettleAsync(stop);
        await transaction.CommitAsync(stop);

        // Ballots go the way of all ballots, and that begins where the budget can be seen.
        await VoteAsync(files, history, crowd, now, stop);
        await CloseAsync(history, now, stop);
        await SettleAsync(stop);
        return true;
    }

    /// <summary>Those whom anybody may be get an address and the password that is on show.</summary>
    private async Task GiveKeysAsync(TownHistory history, DateTimeOffset now, IDbContextTransaction transaction, CancellationToken stop)
    {
        await accountsDb.Database.UseTransactionAsync(transaction.GetDbTransaction(), stop);
        foreach (var signIn in DemoSignIns.All)
        {
            var account = new Account(history.People[signIn.Key], signIn.Email) { EmailConfirmed = true, PasswordChangedAt = now };
            if (await accounts.CreateAsync(account, DemoSignIns.Password) is { Succeeded: false } refused)
            {
                throw new InvalidOperationException($"No account for {signIn.Key}: {refused}");
            }
        }
    }

    /// <summary>One at a time: the database gives the numbers, and the oldest is to have the first.</summary>
    private async Task SaveInOrderAsync<T>(IEnumerable<T> things, CancellationToken stop)
        where T : class
    {
        foreach (var thing in things)
        {
            db.Add(thing);
            await db.SaveChangesAsync(stop);
        }
    }

    private async Task SupportAsync(TownFiles files, TownHistory history, Crowd crowd, DateTimeOffset now, CancellationToken stop)
    {
        await using var rows = await CopyAsync("copy supports (proposal_id, person_id, given_at) from stdin (format binary)", stop);
        foreach (var file in files.Proposals)
        {
            var proposal = history.Proposals[file.Key];
            var until = Earliest(now, proposal.AnsweredAt, EndOf(Acts.Support, history.Spaces[file.Space]));
            foreach (var (personId, at) in crowd.Support(file.Supports, proposal.PublishedAt!.Value, until))
            {
                await rows.StartRowAsync(stop);
                await rows.WriteAsync(proposal.Id, NpgsqlDbType.Uuid, stop);
                await rows.WriteAsync(personId, NpgsqlDbType.Uuid, stop);
                await rows.WriteAsync(at, NpgsqlDbType.TimestampTz, stop);
            }
        }

        await rows.CompleteAsync(stop);
    }

    private async Task VoteAsync(TownFiles files, TownHistory history, Crowd crowd, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var file in files.Budgets)
        {
            var (budget, space) = (history.Budgets[file.Key], history.Spaces[file.Space]);
            var phase = space.Phases.First(p => p.Acts.HasFlag(Acts.Vote));
            if (phase.StartsAt > now)
            {
                continue;
            }

            var manifest = await log.OpenAsync(budget, space, stop);
            await Task.WhenAll(crowd.Vote(file, phase.StartsAt).Select(vote =>
            {
                var choices = vote.Projects.Select(n => new Choice(n.ToString(CultureInfo.InvariantCulture)));
                var opening = new Opening(manifest.Id, [.. manifest.Form.InOrder(choices)], Digest.Random());
                return log.AppendAsync(budget.Id, new Casting(vote.PersonId, Channel.Web, opening, vote.Projects));
            }));
        }
    }

    /// <summary>Votes that are over are closed, counted and published as any other, at the minute at which they ended.</summary>
    private async Task CloseAsync(TownHistory history, DateTimeOffset now, CancellationToken stop)
    {
        var due = await closing.DueAsync(now, stop);
        foreach (var budget in history.Budgets.Values.Where(b => due.Contains(b.Id)))
        {
            await closing.CloseAsync(budget.Id, budget.VotingEnds(history.Spaces.Values.Single(s => s.Id == budget.SpaceId))!.Value, stop);
        }
    }

    /// <summary>
    /// Brings the counters up to date and marks the journal as read, in the order of time: nobody is to be written to
    /// about what happened months ago.
    /// </summary>
    private Task<int> SettleAsync(CancellationToken stop) => db.Database.ExecuteSqlRawAsync(
        """
        update proposals p set
            supports = (select count(*) from supports s where s.proposal_id = p.id),
            comments = (select count(*) from comments c where c.topic_id = p.id and c.hidden_at is null);
        update debates d set comments = (select count(*) from comments c where c.topic_id = d.id and c.hidden_at is null);
        update projects p set comments = (select count(*) from comments c where c.topic_id = p.id and c.hidden_at is null);
        update budgets b set turnout = (select count(*) from roll x where x.budget_id = b.id);
        update spaces s set proposals = (select count(*) from proposals p where p.space_id = s.id);

        with unordered as (delete from journal returning kind, subject, body, happened_at)
        insert into journal (kind, subject, body, happened_at) select * from unordered order by happened_at;

        update journal_readers set transaction = pg_current_xact_id(), entry_id = (select max(id) from journal);
        """,
        stop);

    private Task<NpgsqlBinaryImporter> CopyAsync(string command, CancellationToken stop) =>
        ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(command, stop);

    private static DateTimeOffset? EndOf(Acts act, Space space) => space.Phases.LastOrDefault(p => p.Acts.HasFlag(act))?.EndsAt;

    private static DateTimeOffset Earliest(DateTimeOffset now, params ReadOnlySpan<DateTimeOffset?> others)
    {
        var earliest = now;
        foreach (var other in others)
        {
            earliest = other < earliest ? other.Value : earliest;
        }

        return earliest;
    }
}
