using System.Collections.Concurrent;

namespace OpsPortal.Live;

/// <summary>What may have changed; readers ask again for what they show.</summary>
public enum ChangeKind
{
    Events,
    Silences,

    /// <summary>Maintenance windows and freezes.</summary>
    Windows,

    /// <summary>What has to be true before a change begins, and what was shown of it.</summary>
    Readiness,

    Audit,
    People,
    Monitors,

    /// <summary>Services, teams or the mapping rules.</summary>
    Services,

    /// <summary>The health of services, which follows the events.</summary>
    Health,

    /// <summary>How sources are set up.</summary>
    Sources,

    /// <summary>What sources sent, at most every few seconds.</summary>
    SourceTraffic,

    /// <summary>The significance rules.</summary>
    Rules,

    /// <summary>The matrix of impact and urgency.</summary>
    Priorities,

    /// <summary>Signals that are kept with what was decided about them.</summary>
    Signals,

    /// <summary>Triggers and their runs.</summary>
    Automation,

    /// <summary>Incidents, with their tasks, events and timelines.</summary>
    Incidents,

    Handoffs,

    /// <summary>Changes, their approvals, delegations and the policies that decide on them.</summary>
    Changes,

    /// <summary>Deployments, their steps and the processes they follow.</summary>
    Deployments,

    /// <summary>Releases, their tasks and timelines, and the feature switches.</summary>
    Releases,

    /// <summary>Early-life support, and what was shown of its criteria.</summary>
    EarlyLife,

    /// <summary>The secrets that steps use: their names, and when each was set.</summary>
    Secrets,

    /// <summary>The routes of the gateway, and how traffic is shared.</summary>
    Traffic,

    /// <summary>What was seen running where, where it is looked up, and what was found of differences.</summary>
    Versions,

    /// <summary>Problems, with their links and timelines, and how often what they are about came back.</summary>
    Problems,

    /// <summary>Rotations, and who stands in.</summary>
    OnCall,

    /// <summary>Announcements, their subscribers, and what stands on the public page.</summary>
    Announcements,

    /// <summary>The rules by which people are told of events.</summary>
    Notifications,

    /// <summary>The improvement register.</summary>
    Improvements,

    /// <summary>Which reports are mailed, and those that were.</summary>
    Reports,

    /// <summary>Which reports are mailed, and how that went.</summary>
    ReportSchedules,

    /// <summary>Something was put into the outbox, or there is room to send more of it.</summary>
    Outbox,
}

/// <summary>
/// Tells everyone in this process that something was committed. A message carries no content, so a thousand of them
/// mean no more than the last one, and nobody is shown what they may not read.
/// </summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<ChangeKind, Topic> _topics = new();

    /// <summary>How often a kind has changed since the start; two equal versions mean the same content.</summary>
    public long Version(ChangeKind kind) => Volatile.Read(ref Of(kind).Version);

    /// <summary>Call after the commit, once per commit and kind. Listeners run on this thread and must return at once.</summary>
    public void Publish(ChangeKind kind)
    {
        var topic = Of(kind);
        Interlocked.Increment(ref topic.Version);
        foreach (var listener in topic.Listeners.Values) listener();
    }

    /// <summary>Calls <paramref name="onChange"/> at every change until the result is disposed.</summary>
    public IDisposable Subscribe(ChangeKind kind, Action onChange)
    {
        var topic = Of(kind);
        var subscription = new Subscription(topic);
        topic.Listeners[subscription] = onChange;
        return subscription;
    }

    /// <summary>How many are listening; a page that was left must not be among them.</summary>
    public int Listeners(ChangeKind kind) => Of(kind).Listeners.Count;

    private Topic Of(ChangeKind kind) => _topics.GetOrAdd(kind, _ => new());

    private sealed class Topic
    {
        public long Version;
        public readonly ConcurrentDictionary<Subscription, Action> Listeners = new();
    }

    private sealed class Subscription(Topic topic) : IDisposable
    {
        public void Dispose() => topic.Listeners.TryRemove(this, out _);
    }
}
