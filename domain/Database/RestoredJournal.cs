using Npgsql;

namespace Participation.Database;

/// <summary>
/// Makes the journal readable again after a restore into another server, which counts its transactions from the
/// beginning: old entries would seem to come from the future, and new ones from before what was read.
/// </summary>
/// <remarks>Runs before anything is written, hence with the migrations. Does nothing on the server the journal grew up on.</remarks>
public static class RestoredJournal
{
    public static async Task ResumeAsync(string connectionString, CancellationToken stop = default)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(
            """
            do $$
            begin
                if greatest((select max(transaction) from journal), (select max(transaction) from journal_readers)) >= pg_snapshot_xmax(pg_current_snapshot()) then
                    lock table journal, journal_readers;
                    -- Transactions 0 and 1 are nobody's: what was read gets the one, what was not the other.
                    update journal j set transaction = case when (j.transaction, j.id) <= (r.transaction, r.entry_id) then '0'::xid8 else '1'::xid8 end
                    from journal_readers r where r.name = 'pump';
                    update journal_readers set transaction = '0', entry_id = 9223372036854775807;
                end if;
            end $$
            """,
            connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
