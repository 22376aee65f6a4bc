using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals;

namespace OpsPortal.Features.Deliver.Duties;

internal sealed class BreakGlassConfiguration : IEntityTypeConfiguration<BreakGlass>
{
    public void Configure(EntityTypeBuilder<BreakGlass> glass)
    {
        glass.ToTable("break_glasses").HasKey(g => g.Id);
        glass.Property(g => g.Id).ValueGeneratedNever();
        glass.Property(g => g.Change).HasMaxLength(ApprovalRoundConfiguration.MaxSubjectLength);
        glass.Property(g => g.ContentHash).HasMaxLength(64);
        glass.Property(g => g.Reason).HasMaxLength(BreakGlass.MaxTextLength);
        glass.Property(g => g.Findings).HasMaxLength(BreakGlass.MaxTextLength);
        glass.Property(g => g.DeclaredBy).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        glass.Property(g => g.ConfirmedBy).HasConversion(new StoredJsonColumn<Party>()!, StoredJsonColumn<Party>.Replaced!);
        glass.Property(g => g.UsedBy).HasConversion(new StoredJsonColumn<Party>()!, StoredJsonColumn<Party>.Replaced!);
        glass.Property(g => g.ReviewedBy).HasConversion(new StoredJsonColumn<Party>()!, StoredJsonColumn<Party>.Replaced!);
        glass.Property(g => g.PassedOver).HasConversion(new StoredJsonColumn<IReadOnlyList<PersonId>>(), StoredJsonColumn<IReadOnlyList<PersonId>>.Replaced);
        glass.Property(g => g.Version).IsConcurrencyToken();
        glass.HasIndex(g => g.Change).HasDatabaseName("ix_break_glasses_change");
        glass.HasIndex(g => g.Team).HasDatabaseName("ix_break_glasses_team");
    }
}

internal sealed class FreezeOverrideConfiguration : IEntityTypeConfiguration<FreezeOverride>
{
    public void Configure(EntityTypeBuilder<FreezeOverride> given)
    {
        given.ToTable("freeze_overrides").HasKey(o => new { o.Freeze, o.Change, o.GivenAt });
        given.Property(o => o.Change).HasMaxLength(ApprovalRoundConfiguration.MaxSubjectLength);
        given.Property(o => o.FreezeName).HasMaxLength(Freeze.MaxNameLength);
        given.Property(o => o.Reason).HasMaxLength(FreezeOverride.MaxReasonLength);
        given.Property(o => o.By).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        given.HasIndex(o => o.Change).HasDatabaseName("ix_freeze_overrides_change");
    }
}
