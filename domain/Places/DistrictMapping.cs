using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NetTopologySuite.IO;

namespace Participation.Places;

internal sealed class DistrictMapping : IEntityTypeConfiguration<District>
{
    public void Configure(EntityTypeBuilder<District> district)
    {
        district.ToTable("districts");
        district.HasIndex(d => d.Code).IsUnique().HasDatabaseName("one_district_per_code");
        district.Property(d => d.Outline).HasColumnType("bytea")
            .HasConversion(outline => new WKBWriter().Write(outline), bytes => new WKBReader().Read(bytes));
    }
}
