using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Participation.Database;
using Participation.People;
using Participation.Texts;
using Participation.Web.Accounts;
using Participation.Web.Foundation;

namespace Participation.Web.Commands;

/// <summary>
/// <c>participation user create|role|verify --email ADDRESS …</c>: adds a person or changes what they may do, whether the
/// town runs or not. This is where the first council account comes from.
/// </summary>
internal static class User
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int BadUsage = 2;

    /// <param name="args">What follows the word <c>user</c>, settings of the program among it (<c>--data DIR</c>).</param>
    /// <param name="output">Where it says what was done.</param>
    /// <param name="error">One line when nothing was.</param>
    /// <returns>The exit code: 0; 1 when the town refuses; 2 when the command is not understood.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            var order = UserOrder.From(args);
            var builder = WebApplication.CreateBuilder(CommandLine.ForHost(order.Settings));
            await using var database = await TownDatabase.OpenAsync(builder.Configuration, borrow: true);
            await Migrator.MigrateAsync(database.ConnectionString);
            builder.Services.AddTown(builder.Configuration, database.ConnectionString);
            await using var app = builder.Build();
            await using var scope = app.Services.CreateAsyncScope();
            await output.WriteLineAsync(await DoAsync(order, scope.ServiceProvider));

            return Done;
        }
        catch (UserOrder.UsageException problem)
        {
            await error.WriteLineAsync($"user: {problem.Message}");

            return BadUsage;
        }
        catch (Exception problem) when (problem is RefusedOrderException or DataInUseException)
        {
            await error.WriteLineAsync($"user: {problem.Message}");

            return Refused;
        }
    }

    private static Task<string> DoAsync(UserOrder order, IServiceProvider services) => order.Verb switch
    {
        "create" => CreateAsync(order, services),
        "role" => ChangeAsync(order, services, (person, now) => person.Appoint(order.Role, null, now), $"has the role {order.Role}"),
        _ => ChangeAsync(order, services, (person, now) => person.Verify(now), "is a verified resident"),
    };

    private static async Task<string> CreateAsync(UserOrder order, IServiceProvider services)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var person = new Person(order.Name, now, order.Language);
        person.Appoint(order.Role, null, now);
        if (order.IsVerified)
        {
            person.Verify(now);
        }

        var account = new Account(person, order.Email) { EmailConfirmed = true };
        if (order.Password is not null && await services.GetRequiredService<Passwords>().WhyNotAsync(account, order.Password) is { } weak)
        {
            var code = weak.Errors.First().Code;
            throw new RefusedOrderException(Language.Of("en").Say($"accounts.errors.{code}"));
        }

        if (!await services.GetRequiredService<Registration>().JoinAsync(person, account, order.Password))
        {
            throw new RefusedOrderException($"{order.Email} has an account already; 'user role' and 'user verify' change it.");
        }

        var done = $"{order.Name} joined as {order.Role} with {order.Email}.";
        return order.Password is not null
            ? done
            : $"{done}\nTo choose a password, open this within a day:\n{await services.GetRequiredService<AccountLetters>().LinkToChoosePasswordAsync(account)}";
    }

    private static async Task<string> ChangeAsync(UserOrder order, IServiceProvider services, Action<Person, DateTimeOffset> change, string done)
    {
        var account = await services.GetRequiredService<UserManager<Account>>().FindByEmailAsync(order.Email)
            ?? throw new RefusedOrderException($"nobody has an account with {order.Email}.");
        var db = services.GetRequiredService<ParticipationDb>();
        var person = await db.People.SingleAsync(p => p.Id == account.Id);
        change(person, services.GetRequiredService<TimeProvider>().GetUtcNow());
        await db.SaveChangesAsync();

        return $"{person.Name} {done}.";
    }

    private sealed class RefusedOrderException(string message) : Exception(message);
}
