using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.Database;
using Participation.Files;
using Participation.People;
using Participation.Places;
using Participation.Polling;
using Participation.Proposals;
using Participation.Spaces;

namespace Participation.Budgets;

internal sealed class BudgetMapping
    : IEntityTypeConfiguration<Budget>, IEntityTypeConfiguration<Project>, IEntityTypeConfiguration<Ballot>, IEntityTypeConfiguration<RollEntry>,
        IEntityTypeConfiguration<Result>, IEntityTypeConfiguration<ProjectResult>
{
    public void Configure(EntityTypeBuilder<Budget> budget)
    {
        budget.ToTable("budgets", t =>
        {
            t.HasCheckConstraint("a_budget_has_money", "amount_minor > 0");
            // Kept by triggers, which EF cannot describe: the migration makes them.
            t.HasRefusal("a_sealed_box_stays_sealed", BudgetRefusals.SealBroken);
            t.HasRefusal("a_box_waits_for_its_paper", PollingRefusals.PaperAwaited);
            t.HasRefusal("paper_is_complete_after_the_online_vote", PollingRefusals.OnlineGoesOn);
            t.HasRefusal("paper_is_complete_when_every_batch_is", PollingRefusals.BatchesOpen);
            t.HasRefusal("a_cancelled_vote_stays_cancelled", BudgetRefusals.CancelledMeanwhile);
        });
        budget.Property(b => b.Number).UseIdentityAlwaysColumn();
        budget.HasAlternateKey(b => b.Number).HasName("one_budget_per_number");
        budget.Ignore(b => b.Amount);
        budget.Ignore(b => b.Projects);
        budget.HasOne<Space>().WithMany().HasForeignKey(b => b.SpaceId);
        budget.HasMany<Project>("_projects").WithOne().HasForeignKey(p => p.BudgetId);
        budget.HasOne(b => b.Result).WithOne().HasForeignKey<Result>(r => r.BudgetId);
        budget.HasIndex(b => b.SpaceId);
        budget.HasOne<District>().WithMany().HasForeignKey(b => b.DistrictId);
        budget.HasIndex(b => b.DistrictId);
        budget.HasOne<Person>().WithMany().HasForeignKey(b => b.SignedById);
        budget.HasOne<Person>().WithMany().HasForeignKey(b => b.PaperCompletedById);
        budget.HasIndex(b => b.FileHash).IsUnique().HasDatabaseName("a_file_is_read_in_once").RefusedAs(BudgetRefusals.AlreadyReadIn);
        budget.HasOne<Person>().WithMany().HasForeignKey(b => b.CancelledById);
        budget.HasOne<Budget>().WithMany().HasForeignKey(b => b.RepeatsId);
        budget.HasIndex(b => b.RepeatsId).IsUnique().HasDatabaseName("a_vote_is_held_again_once").RefusedAs(BudgetRefusals.HeldAgainAlready);
        budget.ComplexProperty(b => b.Terms, terms =>
        {
            terms.Property(t => t.Groups).HasJsonConversion();
            terms.Property(t => t.Reserves).HasJsonConversion();
            terms.Property(t => t.Drawing).HasColumnType("jsonb").HasConversion(
                drawing => JsonSerializer.Serialize(drawing, JsonSerializerOptions.Default),
                json => JsonSerializer.Deserialize<Drawing>(json, JsonSerializerOptions.Default));
        });
        budget.Ignore(b => b.LotOrder);
        budget.Property(b => b.Turnout).KeptByJournal();
    }

    public void Configure(EntityTypeBuilder<Project> project)
    {
        project.ToTable("projects", t => t.HasCheckConstraint("a_project_costs_something", "cost_minor > 0"));
        project.Ignore(p => p.Key);
        project.Property(p => p.Place).HasPlaceConversion();
        project.HasIndex(p => new { p.BudgetId, p.Number }).IsUnique().HasDatabaseName("one_project_per_number");
        project.HasOne<Space>().WithMany().HasForeignKey(p => p.SpaceId);
        project.HasOne<Category>().WithMany().HasForeignKey(p => p.CategoryId);
        project.HasOne<District>().WithMany().HasForeignKey(p => p.DistrictId);
        project.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.PhotoId);
        project.HasOne<Proposal>().WithMany().HasForeignKey(p => p.ProposalId);
        project.Property(p => p.Comments).KeptByJournal();
    }

    public void Configure(EntityTypeBuilder<Ballot> ballot)
    {
        ballot.ToTable("ballots", t =>
        {
            // Kept by triggers, which EF cannot describe: the migration makes them.
            t.HasRefusal("a_ballot_stays_within_the_amount", BudgetRefusals.OverTheAmount);
            t.HasRefusal("a_ballot_comes_before_the_close", BudgetRefusals.BoxSealed);
            t.HasRefusal("a_ballot_names_projects_of_its_budget", BudgetRefusals.NoSuchProject);
            t.HasRefusal("a_ballot_keeps_to_its_form", BudgetRefusals.NotOfItsForm);
        });
        // Nothing refers to a ballot, and none is ever loaded to be changed.
        ballot.HasNoKey();
        ballot.HasIndex(b => new { b.BudgetId, b.Commitment }).IsUnique().HasDatabaseName("one_ballot_per_commitment");
        ballot.HasOne<Budget>().WithMany().HasForeignKey(b => b.BudgetId);
    }

    public void Configure(EntityTypeBuilder<RollEntry> entry)
    {
        // Kept by a trigger, which EF cannot describe: the migration makes it.
        entry.ToTable("roll", t => t.HasRefusal("a_mark_comes_before_the_close", BudgetRefusals.BoxSealed));
        entry.HasKey(e => new { e.BudgetId, e.PersonId }).HasName("one_vote_per_person").RefusedAs(BudgetRefusals.AlreadyVoted);
        entry.HasOne<Budget>().WithMany().HasForeignKey(e => e.BudgetId);
        entry.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId);
        entry.HasIndex(e => e.PersonId);
        entry.HasOne<Space>().WithMany().HasForeignKey(e => e.SpaceId);
        entry.HasIndex(e => new { e.SpaceId, e.PersonId }).IsUnique().HasDatabaseName("one_budget_of_those_to_choose_from").RefusedAs(BudgetRefusals.VotedInAnother);
    }

    public void Configure(EntityTypeBuilder<Result> result)
    {
        // Kept by a trigger, which EF cannot describe: the migration makes it.
        result.ToTable("results", t =>
        {
            t.HasRefusal("a_result_waits_for_the_commission", Commissions.CommissionRefusals.NotReviewed);
            t.HasRefusal("a_cancelled_vote_is_never_counted", BudgetRefusals.CancelledMeanwhile);
        });
        result.HasKey(r => r.BudgetId).HasName("one_result_per_budget").RefusedAs(BudgetRefusals.AlreadyCounted);
        result.Property(r => r.Ties).HasJsonConversion();
        result.Property(r => r.Explanation).HasColumnType("jsonb").HasConversion(
            explanation => JsonSerializer.Serialize(explanation, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Explanation>(json, JsonSerializerOptions.Default),
            new ValueComparer<Explanation?>((one, other) => ReferenceEquals(one, other), explanation => explanation == null ? 0 : 1));
        result.HasMany(r => r.Projects).WithOne().HasForeignKey(p => p.BudgetId);
        result.Navigation(r => r.Projects).HasField("_projects");
    }

    public void Configure(EntityTypeBuilder<ProjectResult> project)
    {
        project.ToTable("project_results");
        project.HasKey(p => p.ProjectId);
        project.HasOne<Project>().WithOne().HasForeignKey<ProjectResult>(p => p.ProjectId);
        project.HasIndex(p => new { p.BudgetId, p.Rank }).IsUnique().HasDatabaseName("one_project_per_rank");
    }
}
