using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Deliver.Policies;

namespace OpsPortal.Features.Deliver.Policies.Watching;

/// <summary>A policy of which people were told that those who are here can no longer meet it. It goes when they are told that it is over.</summary>
internal sealed class UnmetPolicy
{
    public PolicyNumber Number { get; init; }

    /// <summary>When it was found.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>What was lacking then, as people were told.</summary>
    public required string Why { get; init; }
}

internal sealed class UnmetPolicyConfiguration : IEntityTypeConfiguration<UnmetPolicy>
{
    public const int MaxWhyLength = 2000;

    public void Configure(EntityTypeBuilder<UnmetPolicy> unmet)
    {
        unmet.ToTable("approval_policies_unmet").HasKey(u => u.Number);
        unmet.Property(u => u.Number).HasConversion<PolicyNumberColumn>().ValueGeneratedNever();
        unmet.Property(u => u.Why).HasMaxLength(MaxWhyLength);
    }
}
