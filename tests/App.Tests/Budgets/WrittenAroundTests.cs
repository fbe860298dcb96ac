using Npgsql;
using Participation.App.Tests.Support;
using Participation.Board;
using Xunit;

namespace Participation.App.Tests.Budgets;

/// <summary>Ballots written into the database around the program: it keeps every limit of every form itself.</summary>
public sealed class WrittenAroundTests(Postgres postgres) : TownTests(postgres)
{
    public static TheoryData<Form, string, string, string?> Ballots { get; } = new()
    {
        { new KnapsackForm(50), "{1}", "null", null },
        { new KnapsackForm(50), "{2}", "null", "a_ballot_keeps_to_its_form" },
        { new KnapsackForm(50), "{1,3}", "null", "a_ballot_stays_within_the_amount" },
        { new KnapsackForm(), "{}", "null", "a_ballot_keeps_to_its_form" },
        { new KnapsackForm(), "{1}", "'{1}'", "a_ballot_keeps_to_its_form" },
        { new ApprovalForm(2, 3), "{1,2,3}", "null", null },
        { new ApprovalForm(2, 3), "{1}", "null", "a_ballot_keeps_to_its_form" },
        { new ApprovalForm(2, 3), "{1,2,3,4}", "null", "a_ballot_keeps_to_its_form" },
        { new ApprovalForm(2, 3), "{1,1}", "null", "a_ballot_names_projects_of_its_budget" },
        { new ApprovalForm(1, 3), "{9}", "null", "a_ballot_names_projects_of_its_budget" },
        { new CumulativeForm(5, 3), "{1,2}", "'{3,2}'", null },
        { new CumulativeForm(5, 3), "{1,2}", "'{3,3}'", "a_ballot_keeps_to_its_form" },
        { new CumulativeForm(5, 3), "{1}", "'{4}'", "a_ballot_keeps_to_its_form" },
        { new CumulativeForm(5, 3), "{1,2}", "'{3,0}'", "a_ballot_keeps_to_its_form" },
        { new CumulativeForm(5, 3), "{1,2}", "'{3}'", "a_ballot_keeps_to_its_form" },
        { new CumulativeForm(5, 3), "{1}", "null", "a_ballot_keeps_to_its_form" },
        { new RankingForm(2), "{4,1}", "null", null },
        { new RankingForm(2), "{4,1,2}", "null", "a_ballot_keeps_to_its_form" },
        { new OneForm(), "{4}", "null", null },
        { new OneForm(), "{4,1}", "null", "a_ballot_keeps_to_its_form" },
        { new ScoreForm(5), "{1,2}", "'{0,5}'", null },
        { new ScoreForm(5), "{1,2}", "'{0,6}'", "a_ballot_keeps_to_its_form" },
        { new ScoreForm(5), "{1,2}", "'{-1,5}'", "a_ballot_keeps_to_its_form" },
    };

    [Theory]
    [MemberData(nameof(Ballots))]
    public async Task A_ballot_beyond_its_form_is_refused_by_the_database(Form form, string projects, string points, string? constraint)
    {
        await App.SettleAsync(World, terms => terms.AskingFor(form));

        var act = () => ExecuteAsync($"insert into ballots (budget_id, commitment, nonce, projects, points) select id, '\\x01', '\\x02', '{projects}', {points} from budgets");

        if (constraint is null)
        {
            await act();
        }
        else
        {
            Assert.Equal(constraint, (await Assert.ThrowsAsync<PostgresException>(act)).ConstraintName);
        }
    }

    [Fact]
    public async Task A_ballot_of_an_election_held_elsewhere_keeps_to_what_was_asked_there() =>
        await ExecuteAsync("update budgets set form = 4; insert into ballots (budget_id, projects) select id, '{1,2}' from budgets");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(App.Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
