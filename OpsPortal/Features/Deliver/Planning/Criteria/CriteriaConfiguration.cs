using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Planning.Criteria;

internal sealed class CriterionConfiguration : IEntityTypeConfiguration<Criterion>
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public void Configure(EntityTypeBuilder<Criterion> criterion)
    {
        criterion.ToTable("readiness_criteria").HasKey(c => c.Id);
        criterion.Property(c => c.Id).ValueGeneratedNever();
        criterion.Property(c => c.Draft).HasConversion(draft => JsonSerializer.Serialize(draft, Json), stored => JsonSerializer.Deserialize<CriterionDraft>(stored, Json) ?? new(),
            new ValueComparer<CriterionDraft>((one, other) => ReferenceEquals(one, other), draft => draft.GetHashCode(), draft => draft));
        criterion.Property(c => c.ChangedBy).HasMaxLength(Person.MaxNameLength);
        criterion.Property(c => c.Version).IsConcurrencyToken();
    }
}

internal sealed class EvidenceConfiguration : IEntityTypeConfiguration<ReadinessEvidence>
{
    public void Configure(EntityTypeBuilder<ReadinessEvidence> evidence)
    {
        evidence.ToTable("readiness_evidence").HasKey(e => e.Id);
        evidence.Property(e => e.Id).ValueGeneratedNever();
        evidence.Property(e => e.Change).HasConversion(number => number.Value, stored => new ChangeNumber(stored));
        evidence.Property(e => e.PlanMark).HasMaxLength(64);
        evidence.Property(e => e.Text).HasMaxLength(ReadinessEvidence.MaxTextLength);
        evidence.Property(e => e.Link).HasMaxLength(ReadinessEvidence.MaxLinkLength);
        evidence.Property(e => e.By).HasMaxLength(Person.MaxNameLength);
        evidence.HasIndex(e => e.Change);
    }
}

internal sealed class SignedReportConfiguration : IEntityTypeConfiguration<SignedReport>
{
    public void Configure(EntityTypeBuilder<SignedReport> report)
    {
        report.ToTable("readiness_reports").HasKey(r => r.Id);
        report.Property(r => r.Id).HasMaxLength(SignedReport.MaxIdLength).ValueGeneratedNever();
        report.Property(r => r.Check).HasMaxLength(CriterionDraft.MaxCheckLength);
        report.Property(r => r.Environment).HasMaxLength(ServiceDraft.MaxPartNameLength);
        report.Property(r => r.Summary).HasMaxLength(SignedReport.MaxSummaryLength);
        report.Property(r => r.Link).HasMaxLength(ReadinessEvidence.MaxLinkLength);
        report.Property(r => r.From).HasMaxLength(Person.MaxNameLength);

        // Of one service the latest is asked for.
        report.HasIndex(r => new { r.Service, r.IssuedAt });
        report.HasIndex(r => r.ExpiresAt);
    }
}
