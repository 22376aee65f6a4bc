using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;
using OpsPortal.Ui.Charts;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>What is drawn behind the charts of a moment: silences and maintenance windows that hold for the event, and the event itself.</summary>
internal sealed class BandsAround(IDbContextFactory<OpsDb> databases, WindowQueries windows, Catalogue catalogue)
{
    private const int MostSilences = 200;

    public async Task<IReadOnlyList<TimeBand>> ReadAsync(Moment moment, CancellationToken stopping)
    {
        var at = moment.At.ToUnixTimeMilliseconds();
        return [.. await SilencesAsync(moment, stopping), .. await WindowsAsync(moment, stopping), new(at, at, $"{moment.Event} first seen", "Moment")];
    }

    private async Task<IEnumerable<TimeBand>> SilencesAsync(Moment moment, CancellationToken stopping)
    {
        var (from, to) = (moment.From, moment.To);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var silences = await db.Silences.AsNoTracking().Where(silence => silence.StartsAt < to && silence.EndsAt > from).OrderBy(silence => silence.StartsAt).Take(MostSilences).ToListAsync(stopping);
        return silences.Where(silence => silence.Covers(moment.Labels)).Select(silence => Band(moment, silence.StartsAt, silence.EndsAt, $"Silenced by {silence.CreatedBy}: {silence.Comment}"));
    }

    private async Task<IEnumerable<TimeBand>> WindowsAsync(Moment moment, CancellationToken stopping)
    {
        var found = await windows.BetweenAsync(moment.From, moment.To, withCancelled: false, stopping);
        return found.Where(window => Holds(window, moment)).SelectMany(window => window.Between(moment.From, moment.To).Select(time => Band(moment, time.Start, time.End, $"{window.Number} {window.Title}")));
    }

    /// <summary>By the same rule as the signal path, whatever the window does to what it holds for.</summary>
    private bool Holds(MaintenanceWindow window, Moment moment)
    {
        var scoped = new ScopedWindow(new() { Schedule = window.Schedule, Scope = window.Scope, Effect = WindowEffect.Suppress }, window.Scope.Resolve(catalogue.Current.Graph));
        return new ActiveWindows([scoped], moment.From, moment.To).Find(moment.Labels, moment.Service).Suppress is not null;
    }

    private static TimeBand Band(Moment moment, DateTimeOffset from, DateTimeOffset to, string words) =>
        new(Math.Max(moment.From.ToUnixTimeMilliseconds(), from.ToUnixTimeMilliseconds()), Math.Min(moment.To.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds()), words, "Silenced");
}
