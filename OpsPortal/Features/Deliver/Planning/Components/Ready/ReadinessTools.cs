using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Features.Deliver.Planning.Criteria;
using OpsPortal.Live;
using OpsPortal.Storage;
using ChangeKind = OpsPortal.Live.ChangeKind;

namespace OpsPortal.Features.Deliver.Planning.Components.Ready;

/// <summary>What the panel of readiness needs.</summary>
internal sealed class ReadinessTools(IDbContextFactory<OpsDb> databases, Readiness readiness, GiveEvidence give, ChangeFeed feed, TimeProvider clock)
{
    public GiveEvidence Give => give;

    public PageSubscription Follow(Func<Task> refresh) => new(feed, clock, refresh, ChangeKind.Readiness, ChangeKind.Incidents, ChangeKind.Windows, ChangeKind.Health);

    /// <summary>How ready it is, and the names of the teams that own its criteria.</summary>
    /// <param name="known">As it was judged just now; null: it is judged.</param>
    public async Task<(ReadinessView View, IReadOnlyDictionary<Guid, string> Owners)> ReadAsync(ChangeNumber number, ChangePlan plan, ReadinessView? known, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var view = known ?? await readiness.OfAsync(db, number, plan, clock.GetUtcNow(), stopping);
        var owned = view.Standings.Where(standing => standing.Criterion.Draft.Team is not null).ToList();
        if (owned.Count == 0) return (view, new Dictionary<Guid, string>());
        var names = await db.Teams.AsNoTracking().ToDictionaryAsync(team => team.Id, team => team.Name, stopping);
        return (view, owned.Where(standing => names.ContainsKey(standing.Criterion.Draft.Team!.Value)).ToDictionary(standing => standing.Criterion.Id, standing => names[standing.Criterion.Draft.Team!.Value]));
    }
}
