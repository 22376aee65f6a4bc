using OpsPortal.Domain.People;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Home.Pages;

/// <summary>What the dashboard needs besides its widgets.</summary>
public sealed class DashboardTools(DashboardReader reader, PreferenceBook preferences, ChangeFeed feed, Ticker ticker, TimeProvider clock)
{
    private const string Preference = "dashboard";

    /// <summary>Whatever a widget may show.</summary>
    private static readonly ChangeKind[] Kinds = [ChangeKind.Events, ChangeKind.Incidents, ChangeKind.Deployments, ChangeKind.Changes, ChangeKind.Windows, ChangeKind.OnCall, ChangeKind.Services];

    public DashboardReader Reader => reader;

    public Ticker Ticker => ticker;

    public PageSubscription Follow(Func<Task> refresh) => new(feed, clock, refresh, Kinds);

    /// <summary>The same for a screen that people glance at: every two seconds are often enough, and a hundred of them cost little.</summary>
    public PageSubscription FollowFromAfar(Func<Task> refresh) => new(feed, clock, refresh, Kinds) { Unhurried = PageSubscription.SlowestPace };

    /// <summary>What the person has kept; null: nothing.</summary>
    public async Task<IReadOnlyList<string>?> KeptAsync(PersonId person, CancellationToken stopping) => (await preferences.FindAsync(person, Preference, stopping))?.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <param name="keys">Null: what is usual again.</param>
    public Task KeepAsync(PersonId person, IReadOnlyList<string>? keys, CancellationToken stopping) => preferences.SetAsync(person, Preference, keys is null ? null : string.Join(',', keys), stopping);
}
