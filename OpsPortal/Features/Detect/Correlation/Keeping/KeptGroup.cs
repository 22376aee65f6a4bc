using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Correlation.Keeping;

/// <summary>Why the events behind a lead are one group; which they are, the events themselves tell.</summary>
public sealed class KeptGroup
{
    public EventNumber Lead { get; init; }

    public Grounds Grounds { get; set; }

    /// <summary>The key of the service that is probably the cause; empty where none is known.</summary>
    public string Cause { get; set; } = "";

    /// <summary>From 0 to 1.</summary>
    public double Confidence { get; set; }

    public required string Reason { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>What a person said about the cause of events. Kept by what they are of, so that it holds when the same comes again.</summary>
public sealed class PersonsWord
{
    public Guid Id { get; init; }

    public required string Source { get; init; }

    public Fingerprint Fingerprint { get; init; }

    public EventNumber Number { get; init; }

    /// <summary>The other event of the same cause; empty with <see cref="OtherNumber"/> null: the event belongs to no other.</summary>
    public string OtherSource { get; init; } = "";

    public Fingerprint OtherFingerprint { get; init; }

    public EventNumber? OtherNumber { get; init; }

    public required string By { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>Two kinds of trouble that have come together; learned anew from time to time.</summary>
public sealed class LearnedCompanions
{
    public required string One { get; init; }

    public required string Other { get; init; }

    public int Together { get; init; }

    public int Of { get; init; }
}

internal sealed class KeptGroupConfiguration : IEntityTypeConfiguration<KeptGroup>
{
    public void Configure(EntityTypeBuilder<KeptGroup> group)
    {
        group.ToTable("event_groups").HasKey(g => g.Lead);
        group.Property(g => g.Lead).ValueGeneratedNever();
        group.Property(g => g.Grounds).HasConversion<string>().HasMaxLength(20);
        group.Property(g => g.Cause).HasMaxLength(ServiceKey.MaxLength);
        group.Property(g => g.Reason).HasMaxLength(2000);
    }
}

internal sealed class PersonsWordConfiguration : IEntityTypeConfiguration<PersonsWord>
{
    public void Configure(EntityTypeBuilder<PersonsWord> word)
    {
        word.ToTable("correlation_words").HasKey(w => w.Id);
        word.Property(w => w.Id).ValueGeneratedNever();
        word.Property(w => w.Source).HasMaxLength(Signal.MaxSourceLength);
        word.Property(w => w.OtherSource).HasMaxLength(Signal.MaxSourceLength);
        word.Property(w => w.By).HasMaxLength(Person.MaxNameLength);
        word.HasIndex(w => w.At);
    }
}

internal sealed class LearnedCompanionsConfiguration : IEntityTypeConfiguration<LearnedCompanions>
{
    public void Configure(EntityTypeBuilder<LearnedCompanions> pair)
    {
        pair.ToTable("event_companions").HasKey(p => new { p.One, p.Other });
        pair.Property(p => p.One).HasMaxLength(Likeness.MaxLength);
        pair.Property(p => p.Other).HasMaxLength(Likeness.MaxLength);
    }
}
