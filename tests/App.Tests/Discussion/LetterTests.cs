using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Participation.App.Tests.Support;
using Participation.Discussion;
using Participation.Jobs.Discussion;
using Participation.Jobs.Engine;
using Participation.Jobs.Journal;
using Participation.Jobs.Moderation;
using Participation.Journal;
using Participation.Mail;
using Participation.People;
using Participation.Proposals;
using Xunit;

namespace Participation.App.Tests.Discussion;

public class LetterTests(Postgres postgres) : TownTests(postgres)
{
    [Fact]
    public async Task The_author_of_a_proposal_hears_of_a_comment_and_whoever_is_answered_hears_of_the_answer()
    {
        var comment = await PostAsync(World.Neighbour, "Un **banc** de plus ?", null);
        var answer = await PostAsync(World.Stranger, "Deux !", comment);

        var letters = await LettersAsync();
        Assert.Equal(2, letters.Count);
        var first = letters.Single(l => l.PersonId == World.Author.Id);
        Assert.Equal("Bo a commenté votre proposition", first.Subject);
        Assert.Contains("Un banc de plus ?", first.Body, StringComparison.Ordinal);
        Assert.Contains($"/comments/{comment.Id}", first.Body, StringComparison.Ordinal);
        Assert.Equal("Cy vous a répondu", letters.Single(l => l.PersonId == World.Neighbour.Id).Subject);
        Assert.Contains($"/comments/{answer.Id}", letters.Single(l => l.PersonId == World.Neighbour.Id).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_of_their_own_words_and_nobody_twice_of_the_same()
    {
        var own = await PostAsync(World.Author, "Je précise", null);
        await PostAsync(World.Author, "Encore", own);
        Assert.Empty(await LettersAsync());

        var comment = await PostAsync(World.Neighbour, "Oui", own);
        await ReactAsync(comment);
        Assert.Equal("Bo vous a répondu", Assert.Single(await LettersAsync()).Subject);
    }

    [Fact]
    public async Task Letters_come_in_the_readers_language_and_not_to_those_who_do_not_want_them()
    {
        await App.WithDbAsync(async db =>
        {
            var author = await db.People.SingleAsync(p => p.Id == World.Author.Id);
            author.Speak("en");
            (await db.People.SingleAsync(p => p.Id == World.Neighbour.Id)).Choose(MailChoices.Answers);
            return await db.SaveChangesAsync();
        });

        var comment = await PostAsync(World.Neighbour, "Oui", null);
        await PostAsync(World.Stranger, "Non", comment);

        Assert.Equal("Bo commented on your proposal", Assert.Single(await LettersAsync()).Subject);
    }

    [Fact]
    public async Task Within_an_hour_there_is_one_letter_and_then_one_for_all_that_came_meanwhile()
    {
        await PostAsync(World.Neighbour, "Un", null);
        App.Clock.Advance(TimeSpan.FromMinutes(10));
        await PostAsync(World.Stranger, "Deux", null);
        await PostAsync(World.Neighbour, "Trois", null);
        Assert.Single(await LettersAsync());
        var waiting = await App.Get<IJobEngine>().ListAsync(RunState.Scheduled);
        Assert.Single(waiting.Runs, r => r.Kind == nameof(TellOfComments));

        App.Clock.Advance(TimeSpan.FromMinutes(50));
        await TellAsync();
        await TellAsync();

        var letters = await LettersAsync();
        Assert.Equal(2, letters.Count);
        Assert.Equal("2 nouveaux commentaires sur « Un banc au bord de l’eau »", letters[^1].Subject.Replace('\u00a0', ' '));
    }

    [Fact]
    public async Task Whoever_wrote_what_was_removed_is_told_why_even_if_they_want_no_letters()
    {
        var comment = await PostAsync(World.Neighbour, "Des mots blessants", null);
        await App.WithDbAsync(async db =>
        {
            (await db.People.SingleAsync(p => p.Id == World.Neighbour.Id)).Choose(MailChoices.None);
            (await db.Comments.SingleAsync()).Hide(await db.Topics.SingleAsync(t => t.Id == World.Proposal.Id), World.Moderator, "insult", App.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        var fact = new CommentHidden(comment.Id, comment.TopicId, TopicKind.Proposal, World.Moderator.Id);
        await ReactAsync<GiveReasons, CommentHidden>(fact);
        await ReactAsync<GiveReasons, CommentHidden>(fact);

        var letter = Assert.Single(await LettersAsync(), l => l.PersonId == World.Neighbour.Id);
        Assert.Equal("Votre commentaire a été retiré", letter.Subject);
        Assert.Contains("Propos blessants ou insultants", letter.Body, StringComparison.Ordinal);
        Assert.Contains("Des mots blessants", letter.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Mo", letter.Body.Split(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_was_shown_again_meanwhile_needs_no_reasons()
    {
        await ReactAsync<GiveReasons, ProposalHidden>(new ProposalHidden(World.Proposal.Id, World.Space.Id, World.Moderator.Id));

        Assert.Empty(await LettersAsync());
    }

    private async Task<Comment> PostAsync(Person person, string body, Comment? parent)
    {
        var comment = await App.WithDbAsync(async db =>
        {
            var topic = await db.Topics.SingleAsync(t => t.Id == World.Proposal.Id);
            var posted = Comment.Post(World.Space, World.Proposal, topic, parent, person, body, App.Clock.GetUtcNow());
            db.Add(posted);
            await db.SaveChangesAsync();
            return posted;
        });
        await ReactAsync(comment);
        return comment;
    }

    private Task ReactAsync(Comment comment) => ReactAsync<NotifyOfReply, CommentPosted>(
        new CommentPosted(comment.Id, comment.TopicId, TopicKind.Proposal, comment.ParentId, comment.AuthorId));

    private async Task ReactAsync<TReaction, TFact>(TFact fact) where TReaction : IReactTo<TFact> where TFact : IFact
    {
        await using var scope = App.Get<IServiceScopeFactory>().CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TReaction>(scope.ServiceProvider).ReactAsync(fact, CancellationToken.None);
    }

    private async Task TellAsync()
    {
        await using var scope = App.Get<IServiceScopeFactory>().CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IJob<TellOfComments>>().RunAsync(new TellOfComments(World.Proposal.Id, World.Author.Id), CancellationToken.None);
    }

    private Task<List<Letter>> LettersAsync() => App.WithDbAsync(db => db.Letters.AsNoTracking().OrderBy(l => l.WrittenAt).ToListAsync());
}
