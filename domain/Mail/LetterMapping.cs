using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Participation.People;

namespace Participation.Mail;

internal sealed class LetterMapping : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> letter)
    {
        letter.ToTable("letters");
        letter.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Cascade);
        letter.HasIndex(l => l.Key).IsUnique().HasDatabaseName("a_letter_is_written_once");
        letter.HasIndex(l => l.NextTryAt).HasFilter("next_try_at is not null").HasDatabaseName("letters_waiting");
        letter.HasIndex(l => l.WrittenAt);
        letter.HasIndex(l => l.PersonId);
    }
}
