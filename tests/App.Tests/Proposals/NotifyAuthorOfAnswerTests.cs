using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Jobs.Proposals;
using Participation.People;
using Participation.Proposals;
using Xunit;

namespace Participation.App.Tests.Proposals;

public class NotifyAuthorOfAnswerTests(Postgres postgres) : TownTests(postgres)
{
    [Theory]
    [InlineData("fr", "La mairie répond à votre proposition", "retenue")]
    [InlineData("en", "The council answers your proposal", "accepted")]
    public async Task The_author_is_written_to_once_in_their_language_with_the_answer(string language, string subject, string state)
    {
        await ChangeAuthorAsync(author => author.Speak(language));
        var answered = await AnswerAsync();

        await ReactAsync(answered);
        await ReactAsync(answered);

        var letter = await App.WithDbAsync(db => db.Letters.SingleAsync());
        Assert.Equal(World.Author.Id, letter.PersonId);
        Assert.StartsWith(subject, letter.Subject, StringComparison.Ordinal);
        Assert.Contains(state, letter.Body, StringComparison.Ordinal);
        Assert.Contains("Trois bancs en mai.", letter.Body, StringComparison.Ordinal);
        Assert.Contains($"/proposals/{World.Proposal.Number}#answer", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_does_not_want_such_letters_gets_none()
    {
        await ChangeAuthorAsync(author => author.Choose(MailChoices.Replies));

        await ReactAsync(await AnswerAsync());

        Assert.Equal(0, await App.WithDbAsync(db => db.Letters.CountAsync()));
    }

    private Task<int> ChangeAuthorAsync(Action<Person> change) => App.WithDbAsync(async db =>
    {
        change(await db.People.SingleAsync(p => p.Id == World.Author.Id));
        return await db.SaveChangesAsync();
    });

    private Task<ProposalAnswered> AnswerAsync() => App.WithDbAsync(async db =>
    {
        var proposal = await db.Proposals.SingleAsync(p => p.Id == World.Proposal.Id);
        proposal.AnswerAs(World.Council, ProposalState.Accepted, "**Trois bancs** en mai.", App.Clock.GetUtcNow());
        var fact = proposal.UnsavedFacts.OfType<ProposalAnswered>().Single();
        await db.SaveChangesAsync();
        return fact;
    });

    private Task<int> ReactAsync(ProposalAnswered fact) => App.WithAsync<IServiceProvider, int>(async services =>
    {
        await ActivatorUtilities.CreateInstance<NotifyAuthorOfAnswer>(services).ReactAsync(fact, CancellationToken.None);
        return 0;
    });
}
