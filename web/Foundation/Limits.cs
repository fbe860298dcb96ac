using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Participation.People;

namespace Participation.Web.Foundation;

/// <summary>
/// How often one may write: per person once signed in, per address before. Reading is not limited here; writing is cheap
/// for machines and dear for the town.
/// </summary>
/// <remarks>Counted on each node. Configured under <c>Limits</c>; the numbers are per minute.</remarks>
internal static class Limits
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Whoever types paper ballots sends more than one a second.</summary>
    private const int StaffTimes = 5;

    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var perPerson = configuration.GetValue("Limits:WritesPerPerson", 60);
        var perAddress = configuration.GetValue("Limits:WritesPerAddress", 300);
        var signIns = configuration.GetValue("Limits:SignInsPerAddress", 30);

        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = Minute.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(context => !IsWrite(context.Request) || PersonOf(context) is not { } person
                    ? RateLimitPartition.GetNoLimiter("")
                    : Window($"person {person}", IsStaff(context) ? StaffTimes * perPerson : perPerson)),
                PartitionedRateLimiter.Create<HttpContext, string>(context => !IsWrite(context.Request) || PersonOf(context) is not null
                    ? RateLimitPartition.GetNoLimiter("")
                    : Window($"address {AddressOf(context)}", IsAboutAccounts(context.Request) ? signIns : perAddress)));
        });
    }

    private static RateLimitPartition<string> Window(string key, int permits) => RateLimitPartition.GetSlidingWindowLimiter(
        key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = Minute, SegmentsPerWindow = 6 });

    private static bool IsWrite(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !request.Path.StartsWithSegments("/live");

    private static bool IsAboutAccounts(HttpRequest request) =>
        request.Path.StartsWithSegments("/sign-in") || request.Path.StartsWithSegments("/sign-up")
        || request.Path.StartsWithSegments("/forgotten-password") || request.Path.StartsWithSegments("/reset-password");

    private static bool IsStaff(HttpContext context) => context.User.IsInRole(nameof(Role.Moderator)) || context.User.IsInRole(nameof(Role.Council));

    private static string? PersonOf(HttpContext context) => context.User.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>A house has one address under IPv6 and changes its last half as it likes.</summary>
    private static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return address is null ? ""
            : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6
                ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.MapToIPv4().ToString();
    }
}
