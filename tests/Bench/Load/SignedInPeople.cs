using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Participation.Bench.Seeding;
using Participation.Bench.Servers;
using Participation.People;
using Participation.Web.Foundation;

namespace Participation.Bench.Load;

/// <param name="Cookies">As their browser would send them.</param>
/// <param name="Token">The antiforgery token of every form that is theirs.</param>
internal sealed record SignedInPerson(string Cookies, string Token);

/// <summary>
/// People who signed in a moment ago. Their cookies are made here, with the town's own keys: to measure what twenty
/// thousand people do, nobody need wait for twenty thousand passwords to be hashed.
/// </summary>
/// <remarks>The sign-in is dated an hour ahead, so that it is not asked about again while the measurement runs.</remarks>
internal static class SignedInPeople
{
    private const string Scheme = "Identity.Application";

    /// <param name="database">Of the town that they belong to; the program has started on it at least once.</param>
    /// <param name="size">Which people are voters: those from the first of <see cref="TownSize.Voters"/> on.</param>
    /// <param name="count">How many.</param>
    public static async Task<IReadOnlyList<SignedInPerson>> MakeAsync(PostgresDatabase database, TownSize size, int count)
    {
        var ids = new List<(Guid Id, string Name)>();
        await using (var command = database.Source.CreateCommand(
            $"select id, name from generate_series({size.FirstVoter}, {size.FirstVoter + count - 1}) n join people on id = bench_person(n) order by n"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                ids.Add((reader.GetGuid(0), reader.GetString(1)));
            }
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = ServerProcess.ContentRoot });
        builder.Logging.ClearProviders();
        builder.Services.AddTown(builder.Configuration, database.Address);
        await using var town = builder.Build();
        await using var scope = town.Services.CreateAsyncScope();
        var session = town.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Scheme);
        var antiforgery = town.Services.GetRequiredService<IAntiforgery>();
        var cookie = town.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name;
        return [.. ids.Select(SignIn)];

        SignedInPerson SignIn((Guid Id, string Name) person)
        {
            var claims = new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()),
                    new Claim(ClaimTypes.Name, person.Name),
                    new Claim(ClaimTypes.Role, nameof(Role.Resident)),
                    new Claim("AspNet.Identity.SecurityStamp", "bench"),
                ],
                Scheme);
            var now = DateTimeOffset.UtcNow.AddHours(1);
            var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddDays(14), IsPersistent = true };
            var ticket = session.TicketDataFormat.Protect(new AuthenticationTicket(new ClaimsPrincipal(claims), properties, Scheme));
            var tokens = antiforgery.GetTokens(new DefaultHttpContext { User = new ClaimsPrincipal(claims), RequestServices = scope.ServiceProvider });
            return new SignedInPerson($"{session.Cookie.Name}={ticket}; {cookie}={tokens.CookieToken}", tokens.RequestToken!);
        }
    }
}
