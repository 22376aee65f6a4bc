using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Ui.Charts;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>What was done to services, as it is drawn behind every chart over time: deployments, other changes, and maintenance windows.</summary>
internal sealed class WorkBands(IEnumerable<IChangeHistory> histories, WindowQueries windows, Catalogue catalogue)
{
    /// <summary>More would hide what they are drawn behind; the last ones are.</summary>
    private const int Most = 60;

    /// <summary>Changes, deployments and windows of any of these services between two instants (UTC), in the order they began.</summary>
    public async Task<IReadOnlyList<TimeBand>> ReadAsync(IReadOnlyCollection<ServiceKey> services, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        if (services.Count == 0) return [];
        var found = await windows.BetweenAsync(from, to, withCancelled: false, stopping);
        var held = found.Where(window => services.Any(service => Holds(window, LabelSet.Empty, service.Value, from, to)))
            .SelectMany(window => window.Between(from, to).Select(time => Band(from, to, time.Start, time.End, $"{window.Number} {window.Title}", "Silenced")));
        return [.. (await DoneAsync(services, from, to, stopping)).Concat(held).OrderBy(band => band.From).TakeLast(Most)];
    }

    /// <summary>Changes and deployments only.</summary>
    public async Task<IReadOnlyList<TimeBand>> DoneAsync(IReadOnlyCollection<ServiceKey> services, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var bands = new List<TimeBand>();
        foreach (var history in histories)
            bands.AddRange((await history.DuringAsync(services, from, to, stopping)).DistinctBy(done => done.Number).Select(done => Band(from, to, done.StartedAt, done.EndedAt ?? to, $"{done.Number} {done.Title}", "Done")));
        return bands;
    }

    /// <summary>By the same rule as the signal path, whatever the window does to what it holds for.</summary>
    public bool Holds(MaintenanceWindow window, LabelSet labels, string service, DateTimeOffset from, DateTimeOffset to)
    {
        var scoped = new ScopedWindow(new() { Schedule = window.Schedule, Scope = window.Scope, Effect = WindowEffect.Suppress }, window.Scope.Resolve(catalogue.Current.Graph));
        return new ActiveWindows([scoped], from, to).Find(labels, service).Suppress is not null;
    }

    public static TimeBand Band(DateTimeOffset from, DateTimeOffset to, DateTimeOffset began, DateTimeOffset ended, string words, string css) =>
        new(Math.Max(from.ToUnixTimeMilliseconds(), began.ToUnixTimeMilliseconds()), Math.Min(to.ToUnixTimeMilliseconds(), ended.ToUnixTimeMilliseconds()), words, css);
}
