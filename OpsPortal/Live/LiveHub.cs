using System.Collections.Frozen;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;

namespace OpsPortal.Live;

/// <summary>Tells a program outside that something changed, as the pages are told: without content, at most four times a second for each kind.</summary>
public sealed class LiveHub(ChangeFeed feed, TimeProvider clock) : Hub
{
    public const string Path = "/hubs/live";

    /// <summary>What clients listen for; its arguments are the kind and its version.</summary>
    public const string Changed = "changed";

    private static readonly FrozenDictionary<string, (ChangeKind Kind, string Permission)> Kinds = new Dictionary<string, (ChangeKind Kind, string Permission)>(StringComparer.Ordinal)
    {
        ["events"] = (ChangeKind.Events, Permissions.EventsRead),
        ["incidents"] = (ChangeKind.Incidents, Permissions.IncidentsRead),
        ["handoffs"] = (ChangeKind.Handoffs, Permissions.IncidentsRead),
        ["problems"] = (ChangeKind.Problems, Permissions.ProblemsRead),
        ["changes"] = (ChangeKind.Changes, Permissions.ChangesRead),
        ["releases"] = (ChangeKind.Releases, Permissions.ReleasesRead),
        ["announcements"] = (ChangeKind.Announcements, Permissions.AnnouncementsRead),
        ["silences"] = (ChangeKind.Silences, Permissions.SilencesRead),
        ["windows"] = (ChangeKind.Windows, Permissions.WindowsRead),
        ["monitors"] = (ChangeKind.Monitors, Permissions.MonitorsRead),
        ["audit"] = (ChangeKind.Audit, Permissions.AuditRead),
        ["services"] = (ChangeKind.Services, Permissions.ServicesRead),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Sends <see cref="Changed"/> for this kind until the connection ends; asking twice changes nothing.</summary>
    /// <param name="kind"><c>events</c>, <c>incidents</c>, <c>handoffs</c>, <c>problems</c>, <c>changes</c>, <c>releases</c>, <c>announcements</c>, <c>silences</c>, <c>windows</c>, <c>monitors</c>, <c>audit</c> or <c>services</c>, each with the permission to read it.</param>
    /// <returns>The version now; a later one means that something has changed since.</returns>
    [Authorize(Policy = Permissions.EventsRead)]
    public long Watch(string kind)
    {
        if (!Kinds.TryGetValue(kind ?? "", out var watched)) throw new HubException($"There is no kind \"{kind}\"; watch one of {string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))}.");
        if (Context.User?.ToActor().May(watched.Permission) is not true) throw new HubException(Domain.Kernel.Refusals.Forbidden(watched.Permission).Message);
        if (!Watches.ContainsKey(watched.Kind))
        {
            // The hub object lives for one call only; what tells the client must not reach for it later.
            var (client, changes, name) = (Clients.Caller, feed, kind);
            Watches[watched.Kind] = new(changes, clock, () => client.SendAsync(Changed, name, changes.Version(watched.Kind)), watched.Kind);
        }

        return feed.Version(watched.Kind);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var watch in Watches.Values) watch.Dispose();
        Watches.Clear();
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Of this connection, whose calls come one at a time.</summary>
    private Dictionary<ChangeKind, PageSubscription> Watches
    {
        get
        {
            if (Context.Items.TryGetValue(nameof(Watches), out var kept) && kept is Dictionary<ChangeKind, PageSubscription> watches) return watches;
            watches = [];
            Context.Items[nameof(Watches)] = watches;
            return watches;
        }
    }
}
