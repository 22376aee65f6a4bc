using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Home.Queries;

/// <summary>How a public service did.</summary>
/// <param name="Days">A word for each day, oldest first: of <see cref="PublicLight"/>, or <c>Unknown</c>.</param>
/// <param name="Said">The same in words.</param>
public sealed record UptimeRow(ServiceKey Service, string Name, IReadOnlyList<string> Days, string Said);

/// <summary>Reads how the services of the public page did on the last thirty days (UTC), those that did worst first.</summary>
internal sealed class UptimeDays(IDbContextFactory<OpsDb> databases, SharedReads shared, TimeProvider clock)
{
    private const int Span = 30, Most = 10;

    public Task<IReadOnlyList<UptimeRow>> ReadAsync(CancellationToken stopping) => shared.ReadAsync<IReadOnlyList<UptimeRow>>(ChangeKind.Announcements, "dashboard uptime", async reading =>
    {
        var first = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1 - Span);
        await using var db = await databases.CreateDbContextAsync(reading);
        var services = await db.Set<PublicEntry>().AsNoTracking().OrderBy(entry => entry.Place).ToListAsync(reading);
        var days = (await db.Set<PublicDay>().AsNoTracking().Where(day => day.Day >= first).ToListAsync(reading)).ToDictionary(day => (day.Service, day.Day), day => day.Worst);
        return [.. services.Select(entry => Row(entry, first, days)).OrderByDescending(row => row.Days.Count(day => day is nameof(PublicLight.Down) or nameof(PublicLight.Degraded))).Take(Most)];
    }, stopping, TimeSpan.FromMinutes(1));

    private static UptimeRow Row(PublicEntry entry, DateOnly first, Dictionary<(ServiceKey, DateOnly), PublicLight> days)
    {
        var since = DateOnly.FromDateTime(entry.Since.UtcDateTime);
        var words = Enumerable.Range(0, Span).Select(first.AddDays).Select(day => days.TryGetValue((entry.Service, day), out var worst) ? worst.ToString() : day < since ? "Unknown" : nameof(PublicLight.Operational)).ToList();
        var (known, bad) = (words.Count(day => day != "Unknown"), words.Count(day => day is nameof(PublicLight.Down) or nameof(PublicLight.Degraded)));
        return new(entry.Service, entry.Name, words, string.Create(CultureInfo.InvariantCulture, $"{known - bad} of {known} days without disruption"));
    }
}
