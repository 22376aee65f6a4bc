using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsPortal.Storage.Bulk;

internal sealed class TouchRecordConfiguration : IEntityTypeConfiguration<TouchRecord>
{
    public void Configure(EntityTypeBuilder<TouchRecord> record) => record.ToTable("event_touches").HasKey(r => r.Id);
}

internal sealed class NumberSequenceConfiguration : IEntityTypeConfiguration<NumberSequence>
{
    public void Configure(EntityTypeBuilder<NumberSequence> sequence)
    {
        sequence.ToTable("number_sequences").HasKey(s => s.Kind);
        sequence.Property(s => s.Kind).HasMaxLength(10);
    }
}
