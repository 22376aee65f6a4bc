using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Deliver.Calendar.Entries;

/// <summary>One thing in the calendar at one time.</summary>
/// <param name="Kind">Of its provider.</param>
/// <param name="Number">As people say it, <c>MW-3</c>, or an id where it has no number.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC; the first instant after it.</param>
/// <param name="Href">Where it opens.</param>
public sealed record CalendarEntry(string Kind, string Number, string Title, DateTimeOffset Start, DateTimeOffset End, string Href)
{
    /// <summary>Keys of the services it is about; empty: none in particular.</summary>
    public IReadOnlyList<ServiceKey> Services { get; init; } = [];

    /// <summary>Names of the teams that own these services.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Empty: any.</summary>
    public string Environment { get; init; } = "";

    /// <summary>Whether this person may put it elsewhere in time.</summary>
    public bool Movable { get; init; }

    /// <summary>The same for the same thing for ever: what a calendar program knows it by.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Raised by every change.</summary>
    public int Version { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public bool IsCancelled { get; init; }

    /// <summary>Which time of something that repeats: the local date on which its rule has it. Null: it does not repeat.</summary>
    public DateOnly? TimeOf { get; init; }

    /// <summary>UTC; when the rule has a time that takes place elsewhere. Null: as it takes place.</summary>
    public DateTimeOffset? MovedFrom { get; init; }

    /// <summary>Plain text; empty where nobody asked for it.</summary>
    public string Description { get; init; } = "";

    /// <summary>The title, with the number before it where people say one.</summary>
    public string Named => Number.StartsWith("MW-", StringComparison.Ordinal) || Number.StartsWith("CHG-", StringComparison.Ordinal) ? $"{Number} {Title}" : Title;

    /// <summary>Different at every time of the same thing.</summary>
    public string Key => $"{Kind}.{Number}.{Start.UtcTicks}";
}

/// <summary>What is asked of a provider.</summary>
/// <param name="By">Who looks; a provider tells only what this actor may see.</param>
/// <param name="Most">At most so many entries.</param>
/// <param name="ForFeed">For a calendar program: what was called off is told too, as such, and everything with its description.</param>
public sealed record CalendarQuestion(Actor By, DateTimeOffset From, DateTimeOffset To, int Most, bool ForFeed = false);

/// <summary>Something that has entries in the calendar: maintenance windows, freezes; shifts, changes and deployments join by this.</summary>
public interface ICalendarEntries
{
    /// <summary>As it stands in addresses: <c>maintenance</c>.</summary>
    string Kind { get; }

    /// <summary>As shown: <c>Maintenance</c>.</summary>
    string Title { get; }

    /// <summary>What overlaps the range, in any order; nothing where the actor may not see it.</summary>
    Task<IReadOnlyList<CalendarEntry>> BetweenAsync(CalendarQuestion asked, CancellationToken stopping);

    /// <summary>Puts an entry elsewhere in time; of what repeats this one time. Null when done, else why not.</summary>
    /// <param name="version">As it was seen; refused where it has changed since. Null: whatever it is now.</param>
    Task<Refusal?> MoveAsync(Actor by, CalendarEntry entry, int? version, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping);
}
