using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;

namespace OpsPortal.Features.Detect.Maintenance;

/// <summary>What silences and maintenance windows do to events: one decision, for new events and for open ones alike.</summary>
public sealed class Holding(SilenceBook silences, WindowBook windows)
{
    /// <summary>One consistent view; take it once per batch.</summary>
    public HoldingView At(DateTimeOffset now) => new(silences.Current, windows.Current.At(now), now);
}

/// <summary>The silences and windows in force at an instant.</summary>
public sealed class HoldingView(SilenceIndex silences, ActiveWindows windows, DateTimeOffset now)
{
    public SilenceIndex Silences => silences;

    public ActiveWindows Windows => windows;

    public DateTimeOffset Now => now;

    /// <summary>Nothing is in force that could hold anything.</summary>
    public bool IsEmpty => silences.Count == 0 && windows.Count == 0;

    /// <param name="service">The key of the event's service; empty where none is known.</param>
    public Hold Find(LabelSet labels, string service)
    {
        var found = windows.Find(labels, service);
        return new(silences.Covering(labels, now) ?? found.Suppress?.Number.AsSuppressor, found);
    }

    /// <summary>As <see cref="Find"/>; but whatever suppresses an event already goes on doing so while it covers it.</summary>
    public Hold Find(LabelSet labels, string service, Guid? suppressedBy)
    {
        var hold = Find(labels, service);
        if (suppressedBy is not { } by || hold.SuppressedBy is null || hold.SuppressedBy == by) return hold;
        var stands = WindowNumber.OfSuppressor(by) is { } number
            ? windows.All(labels, service).Any(window => window.Number == number && window.Effect.Kind == EffectKind.Suppress)
            : silences.AllCovering(labels, now).Contains(by);
        return stands ? hold with { SuppressedBy = by } : hold;
    }
}

/// <summary>What is done to one event.</summary>
/// <param name="SuppressedBy">The silence, or the window's <see cref="WindowNumber.AsSuppressor"/>; null: it is not suppressed.</param>
public readonly record struct Hold(Guid? SuppressedBy, WindowHold Windows)
{
    /// <summary>Makes an event what it should be; does nothing where it is that.</summary>
    public void Apply(Event e, DateTimeOffset now)
    {
        e.Suppress(SuppressedBy, now);
        Windows.Apply(e, now);
    }
}

internal static class WindowHolds
{
    public static void Apply(this WindowHold hold, Event e, DateTimeOffset now)
    {
        e.Lower(hold.Lower, now);
        e.Mark(hold.Tag, now);
    }
}
