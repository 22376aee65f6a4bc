using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Storage;
using OpsPortal.Ui.Charts;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>What is drawn behind the charts of a moment: silences and maintenance windows that hold for the event, what was done to its services, and the event itself.</summary>
internal sealed class BandsAround(IDbContextFactory<OpsDb> databases, WindowQueries windows, WorkBands work)
{
    private const int MostSilences = 200;

    public async Task<IReadOnlyList<TimeBand>> ReadAsync(Moment moment, CancellationToken stopping)
    {
        var at = moment.At.ToUnixTimeMilliseconds();
        return [.. await SilencesAsync(moment, stopping), .. await WindowsAsync(moment, stopping), .. await work.DoneAsync([.. moment.Keys.Select(key => new ServiceKey(key))], moment.From, moment.To, stopping), new(at, at, $"{moment.Event} first seen", "Moment")];
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
        return found.Where(window => work.Holds(window, moment.Labels, moment.Service, moment.From, moment.To)).SelectMany(window => window.Between(moment.From, moment.To).Select(time => Band(moment, time.Start, time.End, $"{window.Number} {window.Title}")));
    }

    private static TimeBand Band(Moment moment, DateTimeOffset from, DateTimeOffset to, string words) => WorkBands.Band(moment.From, moment.To, from, to, words, "Silenced");
}
