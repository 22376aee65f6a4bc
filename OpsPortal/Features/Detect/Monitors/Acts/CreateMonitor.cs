using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Monitors.Acts;

/// <summary>Sets a new monitor up. It is evaluated for the first time within its interval.</summary>
internal sealed class CreateMonitor(MonitorDesk desk)
{
    private const string Numbered = "MON";

    /// <remarks>Refused without <see cref="Permissions.MonitorsWrite"/>, for a draft with faults, for a name that is taken, and beyond <see cref="Monitor.Most"/>.</remarks>
    public async Task<Outcome<Monitor>> RunAsync(Actor by, MonitorDraft draft, CancellationToken stopping)
    {
        if (!by.May(Permissions.MonitorsWrite)) return Refusals.Forbidden(Permissions.MonitorsWrite);
        if (DraftCheck.Check(draft) is { Count: > 0 } faults) return MonitorRefusals.Invalid(faults);
        if (HistoryReader.Check(draft.Target) is { } unreadable) return unreadable;
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        if (await db.Set<Monitor>().CountAsync(stopping) >= Monitor.Most) return MonitorRefusals.TooMany(Monitor.Most);
        if (Monitor.Create(await NextAsync(db, stopping), draft, by.Name, desk.Now) is not Outcome<Monitor>.Done(var created)) return MonitorRefusals.Invalid([]);
        if (await db.Set<Monitor>().AnyAsync(other => other.Name == created.Name, stopping)) return MonitorRefusals.NameTaken(created.Name);
        db.Add(created);
        db.Add(new MonitorRun { Monitor = created.Number, DueAt = created.Draft.DueAfter(desk.Now, created.Number), GoesOut = MonitorTargets.GoesOut(created.Draft.Target) });
        db.Record(new(by, desk.Now, "monitor.created", created.Number.ToString(), null, MonitorDesk.Facts(created)));
        try
        {
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateException) when (db is PostgresOpsDb)
        {
            // Somebody gave the same name at the same moment; only there can two write at once.
            return MonitorRefusals.NameTaken(created.Name);
        }

        desk.Told(by, created.Number, "monitor.created");
        return created;
    }

    private static async Task<MonitorNumber> NextAsync(OpsDb db, CancellationToken stopping)
    {
        var numbers = db.Set<NumberSequence>().Where(sequence => sequence.Kind == Numbered);
        if (await numbers.ExecuteUpdateAsync(set => set.SetProperty(sequence => sequence.Next, sequence => sequence.Next + 1), stopping) == 1)
            return new(await numbers.Select(sequence => sequence.Next).SingleAsync(stopping) - 1);
        db.Add(new NumberSequence { Kind = Numbered, Next = 2 });
        return new(1);
    }
}

/// <summary>Facts about targets that only the portal knows.</summary>
internal static class MonitorTargets
{
    /// <summary>Whether looking at it goes out over the network.</summary>
    public static bool GoesOut(MonitorTarget target) => target is ProbeTarget or PrometheusTarget;
}
