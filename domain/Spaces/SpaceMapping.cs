using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.Database;
using Participation.Files;
using Participation.Places;

namespace Participation.Spaces;

internal sealed class SpaceMapping
    : IEntityTypeConfiguration<Space>, IEntityTypeConfiguration<Phase>, IEntityTypeConfiguration<PhaseAnnouncement>, IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Space> space)
    {
        space.ToTable("spaces");
        space.Property(s => s.Slug).HasMaxLength(Space.SlugMaxLength);
        space.HasIndex(s => s.Slug).IsUnique().HasDatabaseName("one_space_per_slug").RefusedAs(SpaceRefusals.SlugTaken);
        space.HasOne<District>().WithMany().HasForeignKey(s => s.DistrictId);
        space.HasOne<StoredFile>().WithMany().HasForeignKey(s => s.ImageId);
        space.HasMany<Phase>("_phases").WithOne().HasForeignKey(p => p.SpaceId);
        space.HasMany<Category>("_categories").WithOne().HasForeignKey(c => c.SpaceId);
        space.Property(s => s.Proposals).KeptByJournal();
        space.Ignore(s => s.Phases);
        space.Ignore(s => s.Categories);
        space.Navigation("_phases").AutoInclude();
        space.Navigation("_categories").AutoInclude();
    }

    public void Configure(EntityTypeBuilder<Phase> phase)
    {
        phase.ToTable("phases", t =>
        {
            t.HasCheckConstraint("a_phase_ends_after_it_starts", "starts_at < ends_at");
            // An exclusion constraint, which EF cannot describe: the migration makes it.
            t.HasRefusal("no_two_phases_at_once", SpaceRefusals.PhasesOverlap);
        });
        phase.HasIndex(p => new { p.SpaceId, p.StartsAt });
        phase.HasIndex(p => p.StartsAt);
        phase.HasIndex(p => p.EndsAt);
    }

    public void Configure(EntityTypeBuilder<PhaseAnnouncement> announcement)
    {
        announcement.ToTable("phase_announcements");
        announcement.HasKey(a => new { a.PhaseId, a.What, a.At }).HasName("one_announcement_per_moment");
        announcement.HasOne<Phase>().WithMany().HasForeignKey(a => a.PhaseId);
    }

    public void Configure(EntityTypeBuilder<Category> category)
    {
        category.ToTable("categories", t =>
        {
            t.HasRefusal("proposals_category_id_fkey", SpaceRefusals.CategoryInUse);
            t.HasRefusal("projects_category_id_fkey", SpaceRefusals.CategoryInUse);
        });
        category.HasIndex(c => new { c.SpaceId, c.Code }).IsUnique().HasDatabaseName("one_category_per_code");
    }
}
