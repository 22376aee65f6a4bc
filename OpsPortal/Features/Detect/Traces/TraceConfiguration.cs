using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Traces;

namespace OpsPortal.Features.Detect.Traces;

internal sealed class TraceConfiguration : IEntityTypeConfiguration<TraceRow>
{
    public const int IdLength = 32;

    public void Configure(EntityTypeBuilder<TraceRow> trace)
    {
        trace.ToTable("traces").HasKey(t => t.Id);
        trace.Property(t => t.Id).HasMaxLength(IdLength);
        trace.Property(t => t.Name).HasMaxLength(TraceSpan.MaxNameLength);
        trace.Property(t => t.Service).HasMaxLength(TraceSpan.MaxNameLength);
        trace.HasIndex(t => new { t.Fate, t.HeardAt });
        trace.HasIndex(t => t.HeardAt);
    }
}

internal sealed class TraceShareConfiguration : IEntityTypeConfiguration<TraceShareRow>
{
    public void Configure(EntityTypeBuilder<TraceShareRow> part)
    {
        part.ToTable("trace_services").HasKey(p => new { p.Trace, p.Service });
        part.Property(p => p.Trace).HasMaxLength(TraceConfiguration.IdLength);
        part.Property(p => p.Service).HasMaxLength(TraceSpan.MaxNameLength);
        part.HasIndex(p => new { p.Service, p.StartedAt });
        part.HasOne<TraceRow>().WithMany().HasForeignKey(p => p.Trace).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TraceSpansConfiguration : IEntityTypeConfiguration<TraceSpansRow>
{
    public void Configure(EntityTypeBuilder<TraceSpansRow> spans)
    {
        spans.ToTable("trace_spans").HasKey(s => new { s.Trace, s.Part });
        spans.Property(s => s.Trace).HasMaxLength(TraceConfiguration.IdLength);
        spans.HasOne<TraceRow>().WithMany().HasForeignKey(s => s.Trace).OnDelete(DeleteBehavior.Cascade);
    }
}
