using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;

namespace OpsPortal.Domain.Deliver.Versions;

/// <summary>A version that was seen running somewhere, without another in between from the same source.</summary>
/// <remarks>All instants are UTC.</remarks>
public sealed class VersionObservation
{
    public required ComponentVersion Component { get; init; }

    public required string Environment { get; init; }

    /// <summary>Who says so, as shown.</summary>
    public required string Source { get; init; }

    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public static VersionObservation Begin(ObservedVersion seen) => new() { Component = seen.Component, Environment = seen.Environment, Source = seen.Source, FirstSeen = seen.At, LastSeen = seen.At };

    /// <summary>Takes in that it was seen again. False where this is about something else: another version, place or source.</summary>
    public bool Take(ObservedVersion seen)
    {
        if (seen.Component != Component || seen.Source != Source || !string.Equals(seen.Environment, Environment, StringComparison.OrdinalIgnoreCase)) return false;
        if (seen.At > LastSeen)
        {
            LastSeen = seen.At;
            Version++;
        }

        return true;
    }
}
