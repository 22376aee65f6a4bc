using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Approvals;

namespace OpsPortal.Features.Deliver.Policies;

internal sealed class PolicyNumberColumn() : ValueConverter<PolicyNumber, long>(number => number.Value, stored => new PolicyNumber(stored));

/// <summary>One revision of a policy, proposed and perhaps adopted. What it says never changes.</summary>
internal sealed class StoredPolicy
{
    public const int MaxWhyLength = 1000;

    public PolicyNumber Number { get; init; }

    public int Revision { get; init; }

    /// <summary>Null: the policy is given up.</summary>
    public PolicyTerms? Terms { get; init; }

    public required Party ProposedBy { get; init; }

    public DateTimeOffset ProposedAt { get; init; }

    /// <summary>The policy under which it is approved; null for those the portal begins with.</summary>
    public PolicyReference? Governing { get; init; }

    /// <summary>Null: not in force.</summary>
    public DateTimeOffset? AdoptedAt { get; set; }

    /// <summary>Rejected, withdrawn or overtaken; null: still asked for, or adopted.</summary>
    public DateTimeOffset? DroppedAt { get; set; }

    /// <summary>Why it was dropped.</summary>
    public string DroppedWhy { get; set; } = "";

    /// <summary>Counts proposals of the same revision, of which one at most is adopted.</summary>
    public int Attempt { get; init; } = 1;

    public int Version { get; set; }

    /// <summary>The proposal, with the policy that governs it as it was then.</summary>
    public PolicyProposal ToProposal(PolicyRevision governing) => new(Number, Revision - 1, Terms, ProposedBy, ProposedAt, governing);

    /// <summary>It is decided on no more, so that another can be proposed.</summary>
    public void Drop(string why, DateTimeOffset at) => (DroppedAt, DroppedWhy, Version) = (at, OneLine.Of(why, MaxWhyLength), Version + 1);
}

internal sealed class StoredPolicyConfiguration : IEntityTypeConfiguration<StoredPolicy>
{
    public void Configure(EntityTypeBuilder<StoredPolicy> policy)
    {
        policy.ToTable("approval_policies").HasKey(p => new { p.Number, p.Revision, p.Attempt });
        policy.Property(p => p.Number).HasConversion<PolicyNumberColumn>();
        policy.Property(p => p.Terms).HasConversion(new StoredJsonColumn<PolicyTerms>()!, StoredJsonColumn<PolicyTerms>.Replaced!);
        policy.Property(p => p.ProposedBy).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        policy.Property(p => p.Governing).HasConversion<PolicyReferenceColumn>().HasMaxLength(PolicyReferenceColumn.MaxLength);
        policy.Property(p => p.DroppedWhy).HasMaxLength(StoredPolicy.MaxWhyLength);
        policy.Property(p => p.Version).IsConcurrencyToken();

        // One revision is adopted once, and one proposal of it is asked about at a time.
        policy.HasIndex(p => new { p.Number, p.Revision }).IsUnique().HasFilter("\"DroppedAt\" IS NULL").HasDatabaseName("ux_approval_policies_revision");
    }
}
