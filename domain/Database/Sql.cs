using Npgsql;
using Participation.Board;

namespace Participation.Database;

/// <summary>Statements with their values in the order of <c>$1</c>, <c>$2</c> and so on. A digest is its bytes.</summary>
internal static class Sql
{
    extension(NpgsqlConnection connection)
    {
        /// <returns>How many rows it touched.</returns>
        public async Task<int> RunAsync(string sql, CancellationToken stop, params object?[] values)
        {
            await using var command = connection.Command(sql, values);

            return await command.ExecuteNonQueryAsync(stop);
        }

        /// <returns>The first column of the first row; null where there is no row.</returns>
        public async Task<T?> AskAsync<T>(string sql, CancellationToken stop, params object?[] values)
        {
            await using var command = connection.Command(sql, values);

            return (T?)await command.ExecuteScalarAsync(stop);
        }

        /// <param name="sql">What is asked.</param>
        /// <param name="of">Makes something of a row.</param>
        /// <param name="stop">Gives up.</param>
        /// <param name="values">In their order.</param>
        public async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> of, CancellationToken stop, params object?[] values)
        {
            var rows = new List<T>();
            await connection.EachAsync(sql, row => rows.Add(of(row)), stop, values);

            return rows;
        }

        /// <summary>As <see cref="ReadAsync"/>, for rows too many to hold.</summary>
        public async Task EachAsync(string sql, Action<NpgsqlDataReader> take, CancellationToken stop, params object?[] values)
        {
            await using var command = connection.Command(sql, values);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                take(reader);
            }
        }

        private NpgsqlCommand Command(string sql, object?[] values)
        {
            var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(ParametersOf(values));

            return command;
        }
    }

    /// <summary>One more statement, to be sent with the others.</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(ParametersOf(values));
        batch.BatchCommands.Add(command);
    }

    public static Digest GetDigest(this NpgsqlDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column));

    private static NpgsqlParameter[] ParametersOf(object?[] values) => Array.ConvertAll(values, value => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        Digest digest => new NpgsqlParameter { Value = digest.ToBytes() },
        Digest[] digests => new NpgsqlParameter { Value = Array.ConvertAll(digests, d => d.ToBytes()) },
        _ => new NpgsqlParameter { Value = value },
    });
}
