using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Shell.Rail;

namespace OpsPortal.Features.Detect.Events.Components;

/// <summary>How many events wait in the queue, beside the area; counted once for each change, however many pages are open.</summary>
internal sealed class ActiveEventCount(IEventQueries events, ChangeFeed feed) : IAreaCount
{
    private volatile Counted? _last;

    public string Href => "/events";

    public string Of => "active events";

    public ChangeKind Kind => ChangeKind.Events;

    public async Task<int> CountAsync(CancellationToken stopping)
    {
        var version = feed.Version(Kind);
        if (_last is { } last && last.Version == version) return last.Number;
        var number = await events.CountAsync(new EventFilter(), Rail.MostCounted + 1, stopping);
        _last = new(version, number);
        return number;
    }

    private sealed record Counted(long Version, int Number);
}
