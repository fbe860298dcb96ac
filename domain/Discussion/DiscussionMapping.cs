using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.Database;
using Participation.People;
using Participation.Spaces;

namespace Participation.Discussion;

internal sealed class DiscussionMapping : IEntityTypeConfiguration<Topic>, IEntityTypeConfiguration<Comment>, IEntityTypeConfiguration<Debate>
{
    public void Configure(EntityTypeBuilder<Topic> topic)
    {
        topic.ToTable("topics");
        topic.Property(t => t.Id).ValueGeneratedNever();
        topic.Ignore(t => t.Subject);
        topic.HasOne<Space>().WithMany().HasForeignKey(t => t.SpaceId);
        topic.HasIndex(t => t.SpaceId);
    }

    public void Configure(EntityTypeBuilder<Comment> comment)
    {
        comment.ToTable("comments");
        comment.HasOne<Topic>().WithMany().HasForeignKey(c => c.TopicId);
        comment.HasOne<Comment>().WithMany().HasForeignKey(c => c.ParentId);
        comment.HasOne<Person>().WithMany().HasForeignKey(c => c.AuthorId);
        comment.HasOne<Person>().WithMany().HasForeignKey(c => c.HiddenById);
        comment.HasIndex(c => new { c.TopicId, c.RootId, c.Id }).HasDatabaseName("comments_by_thread");
        comment.HasIndex(c => c.ParentId);
        comment.HasIndex(c => c.AuthorId);
    }

    public void Configure(EntityTypeBuilder<Debate> debate)
    {
        debate.ToTable("debates");
        debate.Property(d => d.Number).UseIdentityAlwaysColumn();
        debate.HasAlternateKey(d => d.Number).HasName("one_debate_per_number");
        debate.HasOne<Space>().WithMany().HasForeignKey(d => d.SpaceId);
        debate.HasOne<Person>().WithMany().HasForeignKey(d => d.AuthorId);
        debate.HasIndex(d => d.SpaceId);
        debate.Property(d => d.Comments).KeptByJournal();
    }
}
