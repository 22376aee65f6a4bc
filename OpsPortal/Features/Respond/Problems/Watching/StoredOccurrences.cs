using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Respond.Problems;

namespace OpsPortal.Features.Respond.Problems.Watching;

/// <summary>A pattern that has occurred, so that occurrences need not repeat its words.</summary>
internal sealed class StoredPattern
{
    /// <summary>Given by the database.</summary>
    public long Id { get; private set; }

    public required string What { get; init; }

    public required string Service { get; init; }

    /// <summary>What narrows it: then it is counted beside its kind, because a problem is recognised by it.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary><see cref="ProblemPattern.Key"/>; empty: nothing narrows it.</summary>
    public string Narrowed { get; init; } = "";

    public ProblemPattern Pattern => new(What, Service) { Labels = Labels };

    /// <summary>A fingerprint as text.</summary>
    public const int MaxKeyLength = 16;

    public static StoredPattern Of(ProblemPattern pattern) => new() { What = pattern.What, Service = pattern.Service, Labels = pattern.Labels, Narrowed = pattern.Key };
}

/// <summary>
/// How often a pattern occurred in one minute. Rows are only added, and several may speak of the same minute: their counts are to be
/// summed. What a narrowed pattern counts, its kind counts as well. They outlive the events they were counted from.
/// </summary>
internal sealed class StoredOccurrences
{
    /// <summary>Order of counting; given by the database.</summary>
    public long Id { get; private set; }

    public long Pattern { get; init; }

    /// <summary>The beginning of the minute (UTC).</summary>
    public DateTimeOffset At { get; init; }

    public long Count { get; init; }

    /// <summary>One of the events counted, the last; retention may have removed it.</summary>
    public EventNumber Event { get; init; }
}

internal sealed class StoredPatternConfiguration : IEntityTypeConfiguration<StoredPattern>
{
    public void Configure(EntityTypeBuilder<StoredPattern> pattern)
    {
        pattern.ToTable("problem_patterns").HasKey(p => p.Id);
        pattern.Property(p => p.What).HasMaxLength(ProblemPattern.MaxWhatLength);
        pattern.Property(p => p.Service).HasMaxLength(Domain.Detect.Events.Event.MaxServiceLength);
        pattern.Property(p => p.Labels).HasDefaultValueSql("'{}'");
        pattern.Property(p => p.Narrowed).HasMaxLength(StoredPattern.MaxKeyLength);
        pattern.Ignore(p => p.Pattern);
        pattern.HasIndex(p => new { p.What, p.Service, p.Narrowed }).IsUnique().HasDatabaseName("ix_problem_patterns_words");
    }
}

internal sealed class StoredOccurrencesConfiguration : IEntityTypeConfiguration<StoredOccurrences>
{
    public void Configure(EntityTypeBuilder<StoredOccurrences> occurrences)
    {
        occurrences.ToTable("problem_occurrences").HasKey(o => o.Id);

        // Both answer from the index alone: one pattern over time, and all patterns since an instant.
        occurrences.HasIndex(o => new { o.Pattern, o.At, o.Count }).HasDatabaseName("ix_problem_occurrences_pattern");
        occurrences.HasIndex(o => new { o.At, o.Count }).HasDatabaseName("ix_problem_occurrences_at");
        occurrences.HasOne<StoredPattern>().WithMany().HasForeignKey(o => o.Pattern).OnDelete(DeleteBehavior.Cascade);
    }
}
