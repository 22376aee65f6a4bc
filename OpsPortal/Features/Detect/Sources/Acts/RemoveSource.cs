using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Sources.Ledger;

namespace OpsPortal.Features.Detect.Sources.Acts;

/// <summary>Removes a source with its key and what is kept of its traffic; its events stay.</summary>
public sealed class RemoveSource(SourceActs acts)
{
    /// <summary>Refused for the sources every portal has.</summary>
    public Task<Outcome<IntakeSource>> RunAsync(Actor by, string name, CancellationToken stopping) =>
        acts.RunAsync<IntakeSource>(by, name, null, "source.removed", async (db, source, now) =>
        {
            if (SourceKinds.Default(source.Kind) == source.Name) return SourceRefusals.IsDefault;
            if (source.ApiKey is { } id && await db.ApiKeys.SingleOrDefaultAsync(key => key.Id == id, stopping) is { RevokedAt: null } key) key.RevokedAt = now;
            db.RemoveRange(await db.Set<SourceSample>().Where(sample => sample.Source == name).ToListAsync(stopping));
            db.RemoveRange(await db.Set<SourceMinute>().Where(minute => minute.Source == name).ToListAsync(stopping));
            db.Remove(source);
            return source;
        }, stopping);
}
