using Participation.Database;

namespace Participation.Web.Foundation;

/// <summary>The database of the town: the one configured, or a PostgreSQL of our own in the data folder.</summary>
public sealed class TownDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private TownDatabase(string connectionString, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        _embedded = embedded;
    }

    /// <summary>Carries a password: not for logs.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether it is our own, because none was configured.</summary>
    public bool IsEmbedded => _embedded is not null;

    /// <param name="configuration">
    /// <c>ConnectionStrings:Participation</c>; where that is missing, <c>Data</c> names the folder (<c>.data</c> by default).
    /// </param>
    /// <param name="borrow">
    /// Whether to work beside the program that runs on the data folder, where there is one: for commands that are done
    /// and gone. The server is left as it was found.
    /// </param>
    /// <param name="stop">Gives up waiting.</param>
    /// <exception cref="DataInUseException">Another program runs on the data folder, and it was not to be borrowed.</exception>
    public static async Task<TownDatabase> OpenAsync(IConfiguration configuration, bool borrow = false, CancellationToken stop = default)
    {
        if ((borrow ? RunningAt(configuration) : Configured(configuration)) is { } address)
        {
            return new TownDatabase(address, null);
        }

        var embedded = await EmbeddedPostgres.StartAsync(Folder(configuration), durable: true, binaries: configuration["Postgres:Binaries"], stop);
        return new TownDatabase(embedded.ConnectionString, embedded);
    }

    /// <returns>The connection string of the database configured, or of our own while it runs; else null.</returns>
    public static string? RunningAt(IConfiguration configuration) => Configured(configuration) ?? EmbeddedPostgres.RunningAt(Folder(configuration));

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string? Configured(IConfiguration configuration) =>
        configuration.GetConnectionString("Participation") is { Length: > 0 } configured ? configured : null;

    private static string Folder(IConfiguration configuration) => Path.Combine(configuration["Data"] ?? ".data", "postgres");
}
