using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>How long the time is that a sum is about.</summary>
public enum Grain
{
    /// <summary>A quarter of an hour, so that days of every zone in use begin with one.</summary>
    Quarter,

    /// <summary>A day in UTC.</summary>
    Day,

    /// <summary>A month in UTC.</summary>
    Month,
}

/// <summary>What a sum is kept apart by.</summary>
public enum Cube
{
    /// <summary>By nothing: all events of the time.</summary>
    Total,

    /// <summary>By service, source, rule or monitor, type and priority.</summary>
    Detail,
}

/// <summary>Events that the portal accepted within some time (their first signal), counted: what reports read in place of the events.</summary>
public sealed class EventSum
{
    public const int MaxOriginLength = 60;

    public Grain Grain { get; init; }

    public Cube Cube { get; init; }

    /// <summary>UTC; the beginning of the time.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The key of the service; empty: not known, or a total.</summary>
    public string Service { get; init; } = "";

    public string Source { get; init; } = "";

    /// <summary><c>rule:</c> and its id, <c>monitor:</c> and its number; empty: no rule spoke.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Of a total always the first.</summary>
    public EventType Type { get; init; }

    /// <summary>Of a total always P1.</summary>
    public Priority Priority { get; init; } = Priority.P1;

    public long Events { get; set; }

    /// <summary>Significant signals that these events stand for, whenever they came.</summary>
    public long Signals { get; set; }

    public long HeldBack { get; set; }

    /// <summary>Of them, how many were over while another event stood for them.</summary>
    public long Grouped { get; set; }

    public long Actionable { get; set; }

    public long Noise { get; set; }

    public long Undecided { get; set; }

    /// <summary>Of them, how many fired again after they were over.</summary>
    public long Refired { get; set; }

    /// <summary>Of them, how many came and went so often that they flapped.</summary>
    public long Flapped { get; set; }

    /// <summary>Of them, how many the clock of their source puts more than 5 s after the portal's.</summary>
    public long Skewed { get; set; }

    /// <summary>Occurred to detected, as <c>LatencyHistogram</c> writes itself. The same for the three below.</summary>
    public byte[] Detected { get; set; } = [];

    /// <summary>Detected to first on a screen.</summary>
    public byte[] Shown { get; set; } = [];

    /// <summary>Detected to acknowledged.</summary>
    public byte[] Acknowledged { get; set; } = [];

    /// <summary>Detected to resolved last.</summary>
    public byte[] Resolved { get; set; } = [];
}

/// <summary>A time whose sums are not right any more and are counted anew.</summary>
public sealed class PendingSum
{
    public Grain Grain { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>How far the changes of events have been followed.</summary>
public sealed class RollupMarker
{
    public const int TheOne = 1;

    public int Id { get; init; } = TheOne;

    /// <summary>Entries of timelines up to this number have been seen.</summary>
    public long Entry { get; set; }

    /// <summary>Events up to this number have been seen.</summary>
    public long Event { get; set; }

    /// <summary>UTC; what was raised, repeated or shown before has been seen.</summary>
    public DateTimeOffset Seen { get; set; }

    /// <summary>UTC; repeats of events of any age have been counted before.</summary>
    public DateTimeOffset RepeatsSeen { get; set; }

    /// <summary>How many quarters there were to count when the last rebuild was asked for; 0: none was, or it is done.</summary>
    public int RebuildOf { get; set; }

    /// <summary>UTC; null: never.</summary>
    public DateTimeOffset? RebuiltAt { get; set; }

    /// <summary>Who asked for the last rebuild, as shown; empty: nobody.</summary>
    public string RebuiltBy { get; set; } = "";
}

internal sealed class EventSumConfiguration : IEntityTypeConfiguration<EventSum>
{
    public void Configure(EntityTypeBuilder<EventSum> sum)
    {
        sum.ToTable("report_event_sums").HasKey(s => new { s.Grain, s.Cube, s.At, s.Service, s.Source, s.Origin, s.Type, s.Priority });
        sum.Property(s => s.Service).HasMaxLength(Event.MaxServiceLength);
        sum.Property(s => s.Source).HasMaxLength(Signal.MaxSourceLength);
        sum.Property(s => s.Origin).HasMaxLength(EventSum.MaxOriginLength);
        sum.Property(s => s.Type).ValueGeneratedNever();
        sum.Property(s => s.Priority).ValueGeneratedNever();
        sum.Property(s => s.Grain).ValueGeneratedNever();
        sum.Property(s => s.Cube).ValueGeneratedNever();
        sum.HasIndex(s => new { s.Service, s.Grain, s.At }).HasDatabaseName("ix_report_event_sums_service");
    }
}

internal sealed class PendingSumConfiguration : IEntityTypeConfiguration<PendingSum>
{
    public void Configure(EntityTypeBuilder<PendingSum> pending)
    {
        pending.ToTable("report_pending_sums").HasKey(p => new { p.Grain, p.At });
        pending.Property(p => p.Grain).ValueGeneratedNever();
    }
}

internal sealed class RollupMarkerConfiguration : IEntityTypeConfiguration<RollupMarker>
{
    public void Configure(EntityTypeBuilder<RollupMarker> marker)
    {
        marker.ToTable("report_rollups").HasKey(m => m.Id);
        marker.Property(m => m.Id).ValueGeneratedNever();
        marker.Property(m => m.RebuiltBy).HasMaxLength(Domain.People.Person.MaxNameLength);
    }
}
