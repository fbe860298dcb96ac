using Participation.App.Tests.Support;
using Participation.Browser.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(DemoTownServed))]

namespace Participation.Browser.Tests.Support;

/// <summary>The invented town, served once for all tests that leave it as they find it, or nearly.</summary>
public sealed class DemoTownServed : IAsyncDisposable
{
    // A fixture of the whole assembly is given no other: the town has a server of its own.
    private readonly Postgres _postgres = new();
    private readonly Lazy<Task<ServedTown>> _town;

    public DemoTownServed() => _town = new(StartAsync);

    public Task<ServedTown> Town => _town.Value;

    public async ValueTask DisposeAsync()
    {
        if (_town.IsValueCreated)
        {
            await (await _town.Value).DisposeAsync();
            await _postgres.DisposeAsync();
        }
    }

    private async Task<ServedTown> StartAsync()
    {
        await _postgres.InitializeAsync();
        return ServedTown.Start(await _postgres.CopyAsync(), demo: true);
    }
}

/// <summary>Those of the invented town whom anybody may be.</summary>
public static class Somebody
{
    public const string Resident = "habitante@corvenay.example";
    public const string Newcomer = "nouveau@corvenay.example";
    public const string Moderator = "moderation@corvenay.example";
    public const string Council = "mairie@corvenay.example";

    private const string Password = "bienvenue-corvenay";

    public static async Task SignInAsync(this Microsoft.Playwright.IPage page, string email, string password = Password)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#Email").FillAsync(email);
        await page.Locator("#Password").FillAsync(password);
        await page.Locator("#Password").PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }
}
