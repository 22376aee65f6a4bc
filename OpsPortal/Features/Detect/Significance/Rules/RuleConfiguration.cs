using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Significance.Rules;

internal sealed class RuleConfiguration : IEntityTypeConfiguration<SignificanceRule>
{
    private sealed record StoredMatcher(string Name, MatchKind Kind, string Value);

    private sealed record StoredFilter(string Source, SignalKind? Kind, StoredMatcher[] Matchers, string Text, bool IsPattern);

    public void Configure(EntityTypeBuilder<SignificanceRule> rule)
    {
        rule.ToTable("significance_rules").HasKey(r => r.Id);
        rule.Property(r => r.Id).ValueGeneratedNever();
        rule.Property(r => r.Name).HasMaxLength(SignificanceRule.MaxNameLength);
        rule.Property(r => r.Reason).HasMaxLength(SignificanceRule.MaxReasonLength);
        rule.Property(r => r.Owner).HasMaxLength(Person.MaxNameLength);
        rule.Property(r => r.ClearAfter).HasConversion(span => (long)span.TotalSeconds, stored => TimeSpan.FromSeconds(stored));
        rule.Property(r => r.Version).IsConcurrencyToken();
        rule.Property(r => r.Filter).HasConversion(
            filter => Write(filter), stored => Read(stored),
            new ValueComparer<SignalFilter>((a, b) => ReferenceEquals(a, b), filter => filter.GetHashCode(), filter => filter));
        rule.Property(r => r.Test).HasConversion(
            test => JsonSerializer.Serialize(test, JsonSerializerOptions.Default),
            stored => JsonSerializer.Deserialize<SignificanceTest>(stored, JsonSerializerOptions.Default) ?? SignificanceTest.Match,
            new ValueComparer<SignificanceTest>((a, b) => ReferenceEquals(a, b), test => test.GetHashCode(), test => test));
    }

    private static string Write(SignalFilter filter) => JsonSerializer.Serialize(
        new StoredFilter(filter.Source, filter.Kind, [.. filter.Matchers.Select(m => new StoredMatcher(m.Name, m.Kind, m.Value))], filter.Text, filter.IsPattern), JsonSerializerOptions.Default);

    private static SignalFilter Read(string stored)
    {
        var read = JsonSerializer.Deserialize<StoredFilter>(stored, JsonSerializerOptions.Default) ?? throw new InvalidOperationException("A stored rule has no filter.");
        var matchers = read.Matchers.Select(m => Valid(Matcher.Create(m.Name, m.Kind, m.Value), stored)).ToArray();
        return Valid(SignalFilter.Create(read.Source, read.Kind, matchers, read.Text, read.IsPattern), stored);
    }

    private static T Valid<T>(Outcome<T> outcome, string stored) =>
        outcome is Outcome<T>.Done(var valid) ? valid : throw new InvalidOperationException($"The stored filter {stored} is not valid.");
}

/// <summary>What a rule's memory of a group looks like at rest: what must outlast a restart.</summary>
internal sealed class StoredGroup
{
    public Guid Rule { get; init; }

    public Fingerprint Group { get; init; }

    public required LabelSet Labels { get; init; }

    public DateTimeOffset FirstAt { get; init; }

    public DateTimeOffset LastAt { get; set; }
}

internal sealed class StoredGroupConfiguration : IEntityTypeConfiguration<StoredGroup>
{
    public void Configure(EntityTypeBuilder<StoredGroup> group) => group.ToTable("significance_groups").HasKey(g => new { g.Rule, g.Group });
}

/// <summary>How many signals a rule judged in an hour. Repeats of what fires already are not judged and not counted.</summary>
public sealed class RuleCount
{
    /// <summary>Empty: by habit, where no rule spoke.</summary>
    public Guid Rule { get; init; }

    /// <summary>UTC; the beginning of the hour.</summary>
    public DateTimeOffset Hour { get; init; }

    public long Signals { get; set; }

    public long Significant { get; set; }
}

internal sealed class RuleCountConfiguration : IEntityTypeConfiguration<RuleCount>
{
    public void Configure(EntityTypeBuilder<RuleCount> count) => count.ToTable("significance_counts").HasKey(c => new { c.Rule, c.Hour });
}
