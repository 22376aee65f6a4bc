using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>Acknowledges the event of a signal because its source says that somebody has taken it on there. The source acts, and the audit trail says so.</summary>
internal sealed class AcknowledgeBySource(IDbContextFactory<OpsDb> databases, AcknowledgeEvent acknowledge)
{
    /// <summary>Does nothing where no open event is known by this identity, or somebody has acknowledged it already.</summary>
    /// <returns>Whether an event was acknowledged now.</returns>
    public async Task<bool> RunAsync(HttpContext http, IntakeSource source, Fingerprint identity, CancellationToken stopping)
    {
        var number = await FindAsync(source.Name, identity, stopping);
        if (number is not { } known) return false;
        var actor = new Actor(null, source.Name, source.KeyShown, new HashSet<string>(StringComparer.Ordinal) { Permissions.EventsWork }, http.From());
        return (await acknowledge.RunAsync(actor, known, stopping)).Refusal is null;
    }

    private async Task<EventNumber?> FindAsync(string source, Fingerprint identity, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Events.AsNoTracking()
            .Where(e => e.Source == source && e.Fingerprint == identity && e.State != EventState.Closed && e.State != EventState.Resolved)
            .OrderByDescending(e => e.Number).Select(e => (EventNumber?)e.Number).FirstOrDefaultAsync(stopping);
    }
}
