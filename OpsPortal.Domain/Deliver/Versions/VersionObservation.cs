using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Deliver.Versions;

/// <summary>A version that was seen running somewhere, without another in between from the same source.</summary>
/// <remarks>All instants are UTC.</remarks>
public sealed class VersionObservation
{
    /// <summary>Longest name of a source with its instance, in characters.</summary>
    public const int MaxSourceLength = 250;

    /// <summary>Order of arrival; given by the database.</summary>
    public long Id { get; private set; }

    public required ComponentVersion Component
    {
        get => new(Service, ComponentName, Running, Commit, Digest);
        init => (Service, ComponentName, Running, Commit, Digest) = (value.Service, value.Component, value.Version, value.Commit, value.Digest);
    }

    public ServiceKey Service { get; private init; }

    /// <summary>As the catalogue names it.</summary>
    public string ComponentName { get; private init; } = "";

    /// <summary>The version that was seen.</summary>
    public string Running { get; private init; } = "";

    public string Commit { get; private init; } = "";

    public string Digest { get; private init; } = "";

    public required string Environment { get; init; }

    /// <summary>While it is the last word of its source: that source and place, as <see cref="KeyOf"/>; null once it is history.</summary>
    public string? CurrentKey { get; private set; }

    /// <summary>Who says so, as shown.</summary>
    public required string Source { get; init; }

    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public static VersionObservation Begin(ObservedVersion seen) => new() { Component = seen.Component, Environment = seen.Environment, Source = seen.Source, FirstSeen = seen.At, LastSeen = seen.At, CurrentKey = KeyOf(seen.Component, seen.Environment, seen.Source) };

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

    /// <summary>Another version was seen by the same source, or the source is gone: from now on it is history.</summary>
    public void End()
    {
        CurrentKey = null;
        Version++;
    }

    /// <summary>What one source says of one place.</summary>
    public static string KeyOf(ComponentVersion component, string environment, string source) => $"{component.Name} {environment.ToUpperInvariant()} {source}";
}
