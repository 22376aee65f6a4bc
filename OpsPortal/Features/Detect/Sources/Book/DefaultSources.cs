using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.People.Keys;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Sources.Book;

/// <summary>The sources that every portal has, so that a sender needs nothing but a key. Adding them twice adds nothing.</summary>
internal sealed class DefaultSources(IDbContextFactory<OpsDb> databases, IHostEnvironment environment, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Opens nothing but in Development.</summary>
    public const string DemoRoutingKey = "opsportaldemoroutingkey000000001";

    /// <param name="demo">Whether the demo's routing key is wanted.</param>
    public async Task AddAsync(bool demo, CancellationToken stopping)
    {
        await using var db = databases.CreateDbContext();
        var stored = await db.Set<IntakeSource>().ToDictionaryAsync(source => source.Name, stopping);
        foreach (var kind in Enum.GetValues<SourceKind>())
        {
            if (SourceKinds.Default(kind) is not { } name || stored.ContainsKey(name)) continue;
            if (IntakeSource.Create(name, kind, "", clock.GetUtcNow()) is Outcome<IntakeSource>.Done(var source)) stored[name] = db.Add(source).Entity;
        }

        if (demo && environment.IsDevelopment() && stored["pagerduty"] is { RoutingKeyHash: null } pagerDuty)
            (pagerDuty.RoutingKeyHash, pagerDuty.KeyShown) = (KeyHash.ToHex(DemoRoutingKey), KeyHash.Shown(DemoRoutingKey));
        if (!db.ChangeTracker.HasChanges()) return;
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Sources);
    }
}
