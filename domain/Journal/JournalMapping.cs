using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Participation.Journal;

internal sealed class JournalMapping : IEntityTypeConfiguration<JournalEntry>, IEntityTypeConfiguration<JournalReader>
{
    public void Configure(EntityTypeBuilder<JournalEntry> entry)
    {
        entry.ToTable("journal");
        entry.Ignore(e => e.Fact);
        entry.Property(e => e.Body).HasColumnType("jsonb");
        entry.Property(e => e.Transaction).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()").ValueGeneratedOnAdd();
        entry.HasIndex(e => new { e.Transaction, e.Id }).HasDatabaseName("journal_in_reading_order");
        entry.HasIndex(e => new { e.Subject, e.Id }).HasDatabaseName("journal_by_subject");
    }

    public void Configure(EntityTypeBuilder<JournalReader> reader)
    {
        reader.ToTable("journal_readers");
        reader.HasKey(r => r.Name);
        reader.Property(r => r.Transaction).HasColumnType("xid8");
    }
}
