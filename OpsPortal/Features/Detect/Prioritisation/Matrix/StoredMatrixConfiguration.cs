using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsPortal.Features.Detect.Prioritisation.Matrix;

internal sealed class StoredMatrixConfiguration : IEntityTypeConfiguration<StoredMatrix>
{
    public void Configure(EntityTypeBuilder<StoredMatrix> matrix)
    {
        matrix.ToTable("priority_matrix").HasKey(m => m.Id);
        matrix.Property(m => m.Id).ValueGeneratedNever();
        matrix.Property(m => m.Cells).HasMaxLength(400);
        matrix.Property(m => m.Version).IsConcurrencyToken();
    }
}
