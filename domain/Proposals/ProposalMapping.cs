using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;
using Participation.Database;
using Participation.Files;
using Participation.People;
using Participation.Places;
using Participation.Spaces;

namespace Participation.Proposals;

internal sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>, IEntityTypeConfiguration<Support>
{
    /// <summary>The words of a proposal, as PostgreSQL searches them; made by the database from title and body.</summary>
    internal const string Search = "Search";

    public void Configure(EntityTypeBuilder<Proposal> proposal)
    {
        // A trigger's: the migration makes it.
        proposal.ToTable("proposals", t => t.HasRefusal("a_person_keeps_twenty_drafts", ProposalRefusals.TooManyDrafts));
        // A draft is begun under an id that its form brings: two presses at once begin one draft.
        proposal.HasKey(p => p.Id).HasName("proposals_pkey").RefusedAs(PersonRefusals.ChangedMeanwhile);
        proposal.Property(p => p.Number).UseIdentityAlwaysColumn();
        proposal.HasAlternateKey(p => p.Number).HasName("one_proposal_per_number");
        proposal.Property(p => p.Title).HasMaxLength(Proposal.TitleMaxLength);
        proposal.Property(p => p.Place).HasPlaceConversion();
        proposal.Ignore(p => p.Text);
        proposal.Property<NpgsqlTsVector>(Search).HasColumnType("tsvector").ValueGeneratedOnAddOrUpdate();
        proposal.HasOne<Space>().WithMany().HasForeignKey(p => p.SpaceId);
        proposal.HasOne<Person>().WithMany().HasForeignKey(p => p.AuthorId);
        proposal.HasOne<Person>().WithMany().HasForeignKey(p => p.AnsweredById);
        proposal.HasOne<Person>().WithMany().HasForeignKey(p => p.HiddenById);
        proposal.HasOne<Category>().WithMany().HasForeignKey(p => p.CategoryId);
        proposal.HasOne<District>().WithMany().HasForeignKey(p => p.DistrictId);
        proposal.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.PhotoId);
        proposal.HasMany(p => p.LoadedSupports).WithOne().HasForeignKey(s => s.ProposalId);
        proposal.Navigation(p => p.LoadedSupports).HasField("_supports");

        // The reading indexes (published only, by each sorting) are partial and made by the migration.
        proposal.HasIndex(p => p.AuthorId);

        // Counters are kept by the journal's pump alone; an edit must not write back an old number.
        proposal.Property(p => p.Supports).KeptByJournal();
        proposal.Property(p => p.Comments).KeptByJournal();
    }

    public void Configure(EntityTypeBuilder<Support> support)
    {
        support.ToTable("supports");
        support.HasKey(s => new { s.ProposalId, s.PersonId })
            .HasName("one_support_per_person")
            .RefusedAs(ProposalRefusals.AlreadySupported);
        support.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        support.HasIndex(s => s.PersonId);
    }
}
