using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.Budgets;
using Participation.Database;
using Participation.People;
using Participation.Spaces;

namespace Participation.Polling;

internal sealed class PollingMapping
    : IEntityTypeConfiguration<PaperBatch>, IEntityTypeConfiguration<PaperEntry>, IEntityTypeConfiguration<PaperSheet>,
        IEntityTypeConfiguration<PaperVoter>, IEntityTypeConfiguration<CounterCode>
{
    public void Configure(EntityTypeBuilder<PaperBatch> batch)
    {
        batch.ToTable("paper_batches", t =>
        {
            // Kept by triggers, which EF cannot describe: the migration makes them.
            t.HasRefusal("paper_comes_before_it_is_complete", PollingRefusals.PaperComplete);
            t.HasRefusal("a_batch_is_settled_once", PollingRefusals.BatchOver);
            t.HasRefusal("no_more_papers_than_marks", PollingRefusals.MorePapersThanMarks);
        });
        batch.Property(b => b.Name).HasMaxLength(PaperBatch.NameMaxLength);
        batch.Property(b => b.Place).HasMaxLength(PaperBatch.PlaceMaxLength);
        batch.Property(b => b.DiscardReason).HasMaxLength(PaperBatch.ReasonMaxLength);
        batch.Property(b => b.Totals).HasColumnType("jsonb").HasConversion(
            totals => JsonSerializer.Serialize(totals, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<int, long>>(json, JsonSerializerOptions.Default),
            new ValueComparer<IReadOnlyDictionary<int, long>?>((one, other) => ReferenceEquals(one, other), totals => totals == null ? 0 : totals.Count));
        batch.Ignore(b => b.Entries);
        batch.Ignore(b => b.Differences);
        batch.HasMany<PaperEntry>("_entries").WithOne().HasForeignKey(e => e.BatchId);
        batch.HasOne<Budget>().WithMany().HasForeignKey(b => b.BudgetId);
        batch.HasOne<Person>().WithMany().HasForeignKey(b => b.SettledById);
        batch.HasOne<Person>().WithMany().HasForeignKey(b => b.DiscardedById);
        batch.HasIndex(b => new { b.BudgetId, b.Name }).IsUnique().HasFilter("discarded_by_id is null")
            .HasDatabaseName("one_batch_per_name").RefusedAs(PollingRefusals.BatchNameTaken);
    }

    public void Configure(EntityTypeBuilder<PaperEntry> entry)
    {
        entry.ToTable("paper_entries", t => t.HasRefusal("a_batch_is_entered_twice", PollingRefusals.EnteredByTwo));
        entry.HasKey(e => new { e.BatchId, e.Turn }).HasName("one_entry_per_turn").RefusedAs(PollingRefusals.EnteredByTwo);
        entry.HasIndex(e => new { e.BatchId, e.PersonId }).IsUnique().HasDatabaseName("two_persons_enter_a_batch").RefusedAs(PollingRefusals.EnteredByYou);
        entry.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId);
        entry.Ignore(e => e.Sheets);
        entry.Ignore(e => e.Next);
        entry.HasMany<PaperSheet>("_sheets").WithOne().HasForeignKey(s => new { s.BatchId, s.Turn });
    }

    public void Configure(EntityTypeBuilder<PaperSheet> sheet)
    {
        sheet.ToTable("paper_sheets", t => t.HasRefusal("a_finished_entry_stays", PollingRefusals.EntryFinished));
        sheet.HasKey(s => new { s.BatchId, s.Turn, s.Number }).HasName("one_sheet_per_paper");
        sheet.Ignore(s => s.Sheet);
    }

    public void Configure(EntityTypeBuilder<PaperVoter> voter)
    {
        voter.ToTable("paper_voters");
        voter.HasKey(v => v.PersonId);
        voter.HasOne<Person>().WithOne().HasForeignKey<PaperVoter>(v => v.PersonId);
        voter.HasOne<Space>().WithMany().HasForeignKey(v => v.SpaceId);
        voter.HasIndex(v => new { v.SpaceId, v.Identity }).IsUnique().HasDatabaseName("one_paper_voter_per_identity").RefusedAs(PollingRefusals.RegisteredBefore);
    }

    public void Configure(EntityTypeBuilder<CounterCode> code)
    {
        code.ToTable("counter_codes");
        code.HasKey(c => c.Hash).HasName("one_use_per_code");
        code.HasOne<Budget>().WithMany().HasForeignKey(c => c.BudgetId);
        code.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
        code.HasIndex(c => new { c.BudgetId, c.PersonId }).IsUnique().HasDatabaseName("one_code_per_person");
    }
}
