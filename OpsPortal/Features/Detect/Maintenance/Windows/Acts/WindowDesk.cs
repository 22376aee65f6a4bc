using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Acts;

/// <summary>What every act on a window has in common: the right is checked, the window loaded, the domain asked, the answer saved with its moments and audit entry, and everyone who looks is told.</summary>
internal sealed class WindowDesk(IDbContextFactory<OpsDb> databases, WindowBook book, ChangeFeed feed, TimeProvider clock)
{
    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Carries an act on an existing window out in full, or refuses it and changes nothing.</summary>
    /// <param name="version">The version the actor saw; refused when the window has changed since. Null: whatever it is now.</param>
    /// <param name="note">What the actor wrote with the act; empty where nothing is asked.</param>
    /// <param name="decide">Asks the domain.</param>
    public async Task<Outcome<MaintenanceWindow>> RunAsync(
        Actor by, string permission, WindowNumber number, int? version, string act, string note, Func<MaintenanceWindow, DateTimeOffset, Outcome<MaintenanceWindow>> decide, CancellationToken stopping)
    {
        if (!by.May(permission)) return Refusals.Forbidden(permission);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<MaintenanceWindow>().SingleOrDefaultAsync(window => window.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
        if (version is { } seen && found.Version != seen) return WindowRefusals.ChangedMeanwhile(found.ChangedBy);
        var (before, now) = (Facts(found), Now);
        var outcome = decide(found, now);
        if (outcome.Refusal is not null) return outcome;
        db.AddRange(found.NewMoments);
        db.Record(new Act(by, now, act, number.ToString(), before, Facts(found, note)));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return WindowRefusals.ChangedMeanwhile("Somebody");
        }

        await ToldAsync();
        return outcome;
    }

    /// <summary>After a commit: what the signal path asks is brought up to it, and everyone who looks is told.</summary>
    public async Task ToldAsync()
    {
        // It is committed: a caller who has left no longer stops the rest.
        await book.RefreshAsync(CancellationToken.None);
        feed.Publish(ChangeKind.Windows);
        feed.Publish(ChangeKind.Audit);
    }

    /// <summary>What the audit trail keeps.</summary>
    public static object Facts(MaintenanceWindow window, string note = "") => new
    {
        window.Title,
        window.Reason,
        Owner = window.OwnerName,
        When = ScheduleWords.Say(window.Schedule),
        Rule = window.Schedule.Recurrence?.ToString(),
        Scope = window.Scope.Words,
        Effect = window.Effect.Words,
        window.EndsWhenDone,
        window.State,
        window.RunningSince,
        window.RunsUntil,
        window.ApprovedBy,
        Note = note,
    };

    public static string ActOf(MomentKind kind) => $"window.{kind.ToString().ToLowerInvariant()}";
}
