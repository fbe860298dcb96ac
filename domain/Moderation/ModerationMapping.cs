using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.Database;
using Participation.People;

namespace Participation.Moderation;

internal sealed class ModerationMapping : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> report)
    {
        report.ToTable("reports");
        report.HasIndex(r => new { r.ThingId, r.PersonId }).IsUnique().HasDatabaseName("one_report_per_person").RefusedAs(ModerationRefusals.AlreadyReported);
        report.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId);
        report.HasOne<Person>().WithMany().HasForeignKey(r => r.SettledById);
        report.HasIndex(r => r.PersonId);
    }
}
