using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Live;

/// <summary>
/// Tells programs outside that something has changed: they get <c>changed(kind, version)</c>, at most four times a second
/// for each kind they watch, and ask the REST interface for what they want to know.
/// </summary>
public sealed class LiveHub(ChangeFeed feed, TimeProvider clock, IHubContext<LiveHub> clients) : Hub
{
    /// <summary>What whoever watches a kind must be allowed to read.</summary>
    private static readonly Dictionary<ChangeKind, string> Needed = new()
    {
        [ChangeKind.Events] = Permissions.EventsRead,
        [ChangeKind.Silences] = Permissions.SilencesRead,
        [ChangeKind.Audit] = Permissions.AuditRead,
        [ChangeKind.People] = Permissions.PeopleManage,
    };

    /// <summary>Begins to tell of a kind, <c>events</c>, <c>silences</c>, <c>audit</c> or <c>people</c>. Watching twice changes nothing.</summary>
    /// <returns>The version now: two equal versions mean the same content.</returns>
    [Authorize(Policy = Permissions.EventsRead)]
    public long Watch(string kind)
    {
        var (asked, name) = Read(kind);
        if (Context.User?.ToActor().May(Needed[asked]) != true) throw new HubException($"You need the permission {Needed[asked]} for this.");
        if (!Context.Items.ContainsKey(asked))
        {
            var (connection, told) = (Context.ConnectionId, clients);
            Context.Items[asked] = new PageSubscription(feed, clock, () => told.Clients.Client(connection).SendAsync("changed", name, feed.Version(asked)), asked);
        }

        return feed.Version(asked);
    }

    [Authorize(Policy = Permissions.EventsRead)]
    public void Unwatch(string kind)
    {
        if (Context.Items.Remove(Read(kind).Kind, out var watch)) (watch as IDisposable)?.Dispose();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var watch in Context.Items.Values.OfType<PageSubscription>()) watch.Dispose();
        return base.OnDisconnectedAsync(exception);
    }

    private static (ChangeKind Kind, string Name) Read(string kind) =>
        Enum.TryParse<ChangeKind>(kind, ignoreCase: true, out var asked) && Needed.ContainsKey(asked)
            ? (asked, asked.ToString().ToLowerInvariant())
            : throw new HubException($"There is no '{kind}' to watch. Allowed: {string.Join(", ", Needed.Keys).ToLowerInvariant()}.");
}
