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
    public async Task<(ReadinessView View, IReadOnlyDictionary<Guid, string> Owners)> ReadAsync(ChangeNumber number, ChangePlan plan, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var view = await readiness.OfAsync(db, number, plan, clock.GetUtcNow(), stopping);
        var names = await db.Teams.AsNoTracking().ToDictionaryAsync(team => team.Id, team => team.Name, stopping);
        return (view, view.Standings.Where(standing => standing.Criterion.Draft.Team is { } team && names.ContainsKey(team)).ToDictionary(standing => standing.Criterion.Id, standing => names[standing.Criterion.Draft.Team!.Value]));
    }
}
