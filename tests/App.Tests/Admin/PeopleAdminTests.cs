using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Database;
using Participation.People;
using Xunit;

namespace Participation.App.Tests.Admin;

public class PeopleAdminTests(Postgres postgres) : TownTests(postgres)
{
    private Browser _clerk = null!;

    protected override Task ArrangeAsync()
    {
        _clerk = App.Browse(World.Council);

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_person_is_found_without_accents_or_capitals()
    {
        var page = await _clerk.OpenAsync("/admin/people?q=cleo");

        Assert.Contains("Cléo", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Ama", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_people_goes_on_where_it_stopped()
    {
        var now = App.Clock.GetUtcNow();
        await App.SaveAsync([.. Enumerable.Range(0, 70).Select(i => World.Named($"Zed {i:00}", now))]);

        var first = await _clerk.OpenAsync("/admin/people?q=zed");
        var second = await _clerk.OpenAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        var third = await _clerk.OpenAsync(second.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        var names = new[] { first, second, third }.SelectMany(p => p.Document.QuerySelectorAll("tbody th").Select(th => th.TextContent)).ToList();
        Assert.Equal(Enumerable.Range(0, 70).Select(i => $"Zed {i:00}"), names);
        Assert.Null(third.Document.QuerySelector("a[rel=next]"));
    }

    [Fact]
    public async Task The_town_hall_certifies_residence_and_the_register_says_who_did()
    {
        var page = await (await _clerk.OpenAsync($"/admin/people/{World.Stranger.Id}")).PressAsync("Attester la résidence");

        Assert.Equal("lundi 1er mars 2027", page.Text("verified"));
        Assert.Contains("Cléo a attesté la résidence Cy", (await _clerk.OpenAsync("/admin/journal")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_given_and_taken()
    {
        var page = await (await _clerk.OpenAsync($"/admin/people/{World.Author.Id}")).PressAsync("Enregistrer le rôle", ("Role", "Moderator"));
        Assert.Equal("Modération", page.Text("role"));

        page = await page.PressAsync("Enregistrer le rôle", ("Role", "Resident"));
        Assert.Equal("Habitant", page.Text("role"));
    }

    [Fact]
    public async Task Nobody_changes_their_own_role()
    {
        var page = await _clerk.OpenAsync($"/admin/people/{World.Council.Id}");
        Assert.False(page.Offers("Enregistrer le rôle"));

        // Without the button too: the form of another is sent to one's own address.
        var other = await _clerk.OpenAsync($"/admin/people/{World.Author.Id}");
        other.Button("Enregistrer le rôle")!.Form!.SetAttribute("action", $"/admin/people/{World.Council.Id}/role");
        page = await other.PressAsync("Enregistrer le rôle", ("Role", "Resident"));

        Assert.Equal(409, page.Status);
        Assert.Contains("On ne change pas son propre rôle", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_councillors_who_dismiss_each_other_at_once_leave_one()
    {
        var other = World.Named("Dan", App.Clock.GetUtcNow());
        other.Appoint(Role.Council, null, App.Clock.GetUtcNow());
        await App.SaveAsync(other);

        var outcomes = await Task.WhenAll(
            Task.Run(() => DismissAsync(other.Id, World.Council.Id)),
            Task.Run(() => DismissAsync(World.Council.Id, other.Id)));

        Assert.Single(outcomes, refusal => refusal is null);
        Assert.Single(outcomes, refusal => refusal == PersonRefusals.LastOfCouncil);
        Assert.Equal(1, await App.WithDbAsync(db => db.People.CountAsync(p => p.Role == Role.Council)));
    }

    private async Task<Refusal?> DismissAsync(Guid id, Guid byId)
    {
        await using var scope = App.Get<IServiceScopeFactory>().CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipationDb>();
        var (person, by) = (await db.People.SingleAsync(p => p.Id == id), await db.People.SingleAsync(p => p.Id == byId));
        try
        {
            // Both have read before either writes.
            await _both.SignalAndWaitAsync();
            person.AppointAs(by, Role.Resident, App.Clock.GetUtcNow());
            await db.SaveChangesAsync();
            return null;
        }
        catch (RefusedException e)
        {
            return e.Refusal;
        }
    }

    private readonly Meeting _both = new(2);

    private sealed class Meeting(int expected)
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = expected;

        public Task SignalAndWaitAsync()
        {
            if (Interlocked.Decrement(ref _missing) == 0)
            {
                _all.SetResult();
            }

            return _all.Task;
        }
    }
}
