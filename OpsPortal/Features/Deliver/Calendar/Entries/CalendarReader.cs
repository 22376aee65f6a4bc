using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Deliver.Calendar.Entries;

/// <summary>What a calendar shows. What is empty does not narrow.</summary>
public sealed record CalendarFilter(string Service = "", string Team = "", string Kind = "");

/// <summary>Everything in the calendar, whoever supplies it.</summary>
internal sealed class CalendarReader(IEnumerable<ICalendarEntries> providers, Catalogue catalogue)
{
    /// <summary>Most entries of one answer.</summary>
    public const int Most = 5000;

    /// <summary>How far around a plan clashes are looked for.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromDays(31);

    public IReadOnlyList<(string Kind, string Title)> Kinds { get; } = [.. providers.Select(provider => (provider.Kind, provider.Title))];

    /// <summary>Keys of services to narrow by, in order.</summary>
    public IReadOnlyList<string> Services => [.. catalogue.Current.Services.Select(service => service.Key.Value)];

    /// <summary>Names of teams to narrow by, in order.</summary>
    public IReadOnlyList<string> Teams => [.. catalogue.Current.Services.Select(service => service.TeamName).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>By start, then the longest first.</summary>
    public async Task<IReadOnlyList<CalendarEntry>> BetweenAsync(CalendarQuestion asked, CalendarFilter filter, CancellationToken stopping)
    {
        var entries = new List<CalendarEntry>();
        foreach (var provider in providers.Where(provider => filter.Kind.Length == 0 || provider.Kind == filter.Kind)) entries.AddRange(await provider.BetweenAsync(asked, stopping));
        var found = entries.Where(entry => Belongs(entry, filter));
        return [.. found.OrderBy(entry => entry.Start).ThenByDescending(entry => entry.End).ThenBy(entry => entry.Number, StringComparer.Ordinal).Take(asked.Most)];
    }

    /// <summary>What would stand in the way of an entry at another time.</summary>
    public async Task<IReadOnlyList<Clash>> ClashesAsync(Actor by, CalendarEntry entry, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping)
    {
        var around = await BetweenAsync(new(by, start - Around, end + Around, Most), new(), stopping);
        var snapshot = catalogue.Current;
        return Clashes.Find(Work(entry) with { Start = start, End = end }, new ClashGround(snapshot.Graph, [.. around.Select(Work)]) { PeakHours = service => snapshot.Find(service)?.Facts.PeakHours ?? [] });
    }

    /// <summary>Refused as its provider says, and where it has changed since it was read.</summary>
    public Task<Refusal?> MoveAsync(Actor by, CalendarEntry entry, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping) => MoveAsync(by, entry, entry.Version, start, end, stopping);

    /// <summary>Puts an entry that has just been moved where it was. Refused as its provider says.</summary>
    public Task<Refusal?> MoveBackAsync(Actor by, CalendarEntry before, CancellationToken stopping) => MoveAsync(by, before, null, before.Start, before.End, stopping);

    private Task<Refusal?> MoveAsync(Actor by, CalendarEntry entry, int? version, DateTimeOffset start, DateTimeOffset end, CancellationToken stopping) =>
        providers.FirstOrDefault(provider => provider.Kind == entry.Kind)?.MoveAsync(by, entry, version, start, end, stopping) ?? Task.FromResult<Refusal?>(Refusals.NotFound(entry.Number));

    private static PlannedWork Work(CalendarEntry entry) => new(entry.Kind, entry.Number, entry.Title, entry.Services, entry.Environment, entry.Start, entry.End);

    /// <summary>What is about no service in particular, as a freeze of the whole organisation, is about each.</summary>
    private static bool Belongs(CalendarEntry entry, CalendarFilter filter) =>
        (filter.Service.Length == 0 || entry.Services.Any(service => service.Value == filter.Service) || (entry.Services.Count == 0 && entry.Kind == Clashes.FreezeWork))
        && (filter.Team.Length == 0 || entry.Teams.Contains(filter.Team) || (entry.Services.Count == 0 && entry.Kind == Clashes.FreezeWork));
}
