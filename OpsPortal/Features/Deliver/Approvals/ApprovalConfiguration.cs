using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Approvals;

/// <summary>As <c>3/2</c>: the second revision of POL-3.</summary>
internal sealed class PolicyReferenceColumn() : ValueConverter<PolicyReference, string>(policy => Write(policy), stored => Read(stored))
{
    public const int MaxLength = 32;

    public static string Write(PolicyReference policy) => FormattableString.Invariant($"{policy.Number.Value}/{policy.Revision}");

    public static PolicyReference Read(string stored)
    {
        var slash = stored.IndexOf('/', StringComparison.Ordinal);
        return new(new(long.Parse(stored.AsSpan(0, slash), provider: null)), int.Parse(stored.AsSpan(slash + 1), provider: null));
    }
}

internal sealed class ApprovalRoundConfiguration : IEntityTypeConfiguration<ApprovalRound>
{
    /// <summary>Somebody may still be asked in it. Only to find it by; what counts is derived from the decisions.</summary>
    public const string IsAsking = "IsAsking";

    /// <summary>Whoever asked may be among those who approve: kept for the rules of the database, as it was asked.</summary>
    public const string RequesterMayApprove = "RequesterMayApprove";

    /// <summary>Those who are waited for were reminded once.</summary>
    public const string IsReminded = "IsReminded";

    public const int MaxSubjectLength = 120;

    public void Configure(EntityTypeBuilder<ApprovalRound> round)
    {
        round.ToTable("approval_rounds").HasKey(r => new { r.Subject, r.Number });
        round.Property(r => r.Subject).HasMaxLength(MaxSubjectLength);
        round.Property(r => r.Number).ValueGeneratedNever();
        round.Property(r => r.ContentHash).HasMaxLength(64);
        round.Property(r => r.Policy).HasConversion<PolicyReferenceColumn>().HasMaxLength(PolicyReferenceColumn.MaxLength);
        round.Property(r => r.Terms).HasConversion(new StoredJsonColumn<PolicyTerms>(), StoredJsonColumn<PolicyTerms>.Replaced);
        round.Property(r => r.Asked).HasConversion(new StoredJsonColumn<IReadOnlyList<AskedApprover>>(), StoredJsonColumn<IReadOnlyList<AskedApprover>>.Replaced);
        round.Property(r => r.RequestedBy).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        round.Property(r => r.Version).IsConcurrencyToken();
        round.Property<bool>(IsAsking);
        round.Property<bool>(RequesterMayApprove);
        round.Property<bool>(IsReminded);
        round.Ignore(r => r.LastAt);
        round.HasMany(r => r.Decisions).WithOne().HasForeignKey(decision => new { decision.Subject, decision.Round }).OnDelete(DeleteBehavior.Restrict);
        round.HasIndex(IsAsking, nameof(ApprovalRound.DecideBy)).HasFilter("\"IsAsking\"").HasDatabaseName("ix_approval_rounds_asking");
    }
}

internal sealed class DecisionConfiguration : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> decision)
    {
        decision.ToTable("approval_decisions").HasKey(d => new { d.Subject, d.Round, d.Place });
        decision.Property(d => d.Subject).HasMaxLength(ApprovalRoundConfiguration.MaxSubjectLength);
        decision.Property(d => d.Place).ValueGeneratedNever();
        decision.Property(d => d.Kind).HasConversion<string>().HasMaxLength(16);
        decision.Property(d => d.By).HasConversion(new StoredJsonColumn<Party>(), StoredJsonColumn<Party>.Replaced);
        decision.Property(d => d.ContentHash).HasMaxLength(64);
        decision.Property(d => d.Policy).HasConversion<PolicyReferenceColumn>().HasMaxLength(PolicyReferenceColumn.MaxLength);
        decision.Property(d => d.Seen).HasMaxLength(64);
        decision.Property(d => d.Text).HasMaxLength(Decision.MaxTextLength);
        decision.Property(d => d.Groups).HasConversion(new StoredJsonColumn<IReadOnlyList<ApproverGroup>>(), StoredJsonColumn<IReadOnlyList<ApproverGroup>>.Replaced);
        decision.Property(d => d.Method).HasConversion<string>().HasMaxLength(10);

        // Each confirmation of who somebody is stands behind one decision, whatever two requests at once believe.
        decision.HasIndex(d => d.StepUp).IsUnique().HasDatabaseName("ux_approval_decisions_step_up");
    }
}

internal sealed class DelegationConfiguration : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> delegation)
    {
        delegation.ToTable("approval_delegations").HasKey(d => d.Id);
        delegation.Property(d => d.Id).ValueGeneratedNever();
        delegation.Property(d => d.PrincipalName).HasMaxLength(Person.MaxNameLength);
        delegation.Property(d => d.DelegateName).HasMaxLength(Person.MaxNameLength);
        delegation.Property(d => d.Reason).HasMaxLength(Delegation.MaxReasonLength);
        delegation.Property(d => d.RevokedBy).HasMaxLength(Person.MaxNameLength);
        delegation.Property(d => d.Version).IsConcurrencyToken();
        delegation.HasIndex(d => d.Until).HasDatabaseName("ix_approval_delegations_until");
    }
}
