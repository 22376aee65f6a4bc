using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Versions;

/// <summary>Every expected no about versions, in words its sender can act on.</summary>
public static class VersionRefusals
{
    public static Refusal Missing(string what) => new("versions.invalid-missing", $"Say {what}.");

    public static Refusal TooMany() => new("versions.invalid-length", $"A report has between 1 and {VersionReport.Most} observations.");

    public static Refusal TooManyInstances(string component, string environment) => new("versions.too-many-instances", $"{component} in {environment} is seen by {VersionReport.MostSources} sources and instances already. Report it once for all instances.");

    public static Refusal BadText(string what) => new("versions.invalid-text", $"The {what} is too long, or holds what cannot be printed.");

    public static Refusal FromTheFuture() => new("versions.invalid-time", "It says that it was seen in the future; look at the clock of the sender.");

    public static Refusal TryAgain() => new("versions.try-again", "Somebody else said something of the same places at the same moment. Send it again.");

    public static Refusal BadAddress() => new("version-lookup.invalid-address", "The address begins with http:// or https://, without user and password, 2000 characters at most.");

    public static Refusal BadPointer() => new("version-lookup.invalid-pointer", "A JSON pointer is empty or begins with a slash, as /build/version; ~0 stands for ~ and ~1 for /.");

    public static Refusal BadPattern(string why) => new("version-lookup.invalid-pattern", $"The regular expression does not work: {why}");

    public static Refusal BadInterval() => new("version-lookup.invalid-interval", $"It is looked up every {VersionLookup.ShortestMinutes} to {VersionLookup.LongestMinutes} minutes.");

    public static Refusal LookupTaken(string component, string environment) => new("version-lookup.taken", $"There is a look-up at this address for {component} in {environment} already.");

    public static Refusal TooManyLookups() => new("version-lookup.too-many", $"There can be {VersionLookup.Most} look-ups at most.");

    public static Refusal LookupChanged() => new("version-lookup.changed-meanwhile", "Somebody else changed this look-up at the same moment; look again, then decide.");

    public static Refusal ReasonMissing() => new("version-difference.invalid-reason", $"Write what you found, {VersionDifference.MaxReasonLength} characters at most.");

    public static Refusal LookedAt(string by) => new("version-difference.looked-at", $"{by} has looked at it already.");
}
