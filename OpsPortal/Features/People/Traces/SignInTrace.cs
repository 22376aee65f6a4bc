using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsPortal.Features.People.Traces;

/// <summary>What a sign-in leaves behind.</summary>
public enum TraceKind
{
    /// <summary>A hash of what the portal left in the browser.</summary>
    Device,

    /// <summary>The network address.</summary>
    Address,
}

/// <summary>That an account was signed in to with this browser, or from this address, and when last.</summary>
public sealed class SignInTrace
{
    public const int MaxValueLength = 64;

    public Guid Account { get; init; }

    public TraceKind Kind { get; init; }

    public required string Value { get; init; }

    public DateTimeOffset LastAt { get; set; }
}

internal sealed class SignInTraceConfiguration : IEntityTypeConfiguration<SignInTrace>
{
    public void Configure(EntityTypeBuilder<SignInTrace> trace)
    {
        trace.ToTable("sign_in_traces").HasKey(t => new { t.Account, t.Kind, t.Value });
        trace.Property(t => t.Kind).HasConversion<string>().HasMaxLength(20);
        trace.Property(t => t.Value).HasMaxLength(SignInTrace.MaxValueLength);
        trace.HasOne<Account>().WithMany().HasForeignKey(t => t.Account).OnDelete(DeleteBehavior.Cascade);
    }
}
