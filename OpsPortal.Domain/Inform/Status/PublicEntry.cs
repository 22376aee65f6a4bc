using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Inform.Status;

/// <summary>A service that stands on the public page, under the name its users know.</summary>
public sealed class PublicEntry
{
    public const int Most = 200;
    public const int MaxNameLength = 80;

    public ServiceKey Service { get; init; }

    public required string Name { get; set; }

    /// <summary>Its place on the page, from 1.</summary>
    public int Place { get; set; }

    /// <summary>Since when it is public (UTC); nothing is known of the days before.</summary>
    public DateTimeOffset Since { get; init; }

    public static Refusal? Check(string name) => InformText.Line("The public name", name, MaxNameLength);
}

/// <summary>How a public service stood at its worst on one day.</summary>
public sealed class PublicDay
{
    public ServiceKey Service { get; init; }

    /// <summary>In UTC.</summary>
    public DateOnly Day { get; init; }

    public PublicLight Worst { get; set; }
}
