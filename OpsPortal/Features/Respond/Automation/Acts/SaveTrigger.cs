using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Respond.Automation.Sending;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Acts;

/// <summary>A saved trigger.</summary>
/// <param name="Secret">The signing secret where one was made just now; it is shown once and never again.</param>
public sealed record SavedTrigger(Trigger Trigger, string? Secret);

/// <summary>Sets a trigger up, or anew. It acts on what happens from now on.</summary>
internal sealed class SaveTrigger(TriggerDesk desk, ScriptFolder scripts, OutboxSeal seal)
{
    private const string Numbered = "TRG";

    /// <param name="number">The trigger to change; null: a new one.</param>
    /// <param name="version">As it was read; refused where somebody has changed it since.</param>
    /// <param name="confirmed">The person knows that it holds for every event.</param>
    /// <remarks>Refused for what <see cref="Trigger.Check"/> finds, for a script that is not to be had, for a name that is taken, and beyond <see cref="Trigger.Most"/>.</remarks>
    public async Task<Outcome<SavedTrigger>> RunAsync(Actor by, TriggerNumber? number, TriggerDraft draft, int? version, bool confirmed, CancellationToken stopping)
    {
        if (!by.May(Permissions.AutomationWrite)) return Refusals.Forbidden(Permissions.AutomationWrite);
        var outcome = draft.ToTrigger(number ?? default, confirmed);
        if (outcome is not Outcome<Trigger>.Done(var wanted)) return ((Outcome<Trigger>.Refused)outcome).Why;
        if (wanted.Action.Kind == ActionKind.Script && scripts.Find(wanted.Action.Script).Refusal is { } missing) return missing;
        string? secret = null;
        var saved = number is { } known
            ? await desk.RunAsync(by, known, version, "trigger.changed", async (db, found, now) =>
            {
                if (await IsTakenAsync(db, known, wanted.Name, stopping)) return AutomationRefusals.NameTaken(wanted.Name);
                (found.Name, found.Reason, found.Mode) = (wanted.Name, wanted.Reason, wanted.Mode);
                (found.Condition, found.Action, found.Guardrails) = (wanted.Condition, wanted.Action, wanted.Guardrails);
                secret = Seal(found);
                found.Saved(by, now);
                return found;
            }, stopping)
            : await AddAsync(by, draft, confirmed, trigger => secret = Seal(trigger), stopping);
        return saved is Outcome<Trigger>.Done(var trigger) ? new SavedTrigger(trigger, secret) : ((Outcome<Trigger>.Refused)saved).Why;
    }

    private async Task<Outcome<Trigger>> AddAsync(Actor by, TriggerDraft draft, bool confirmed, Action<Trigger> seals, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        if (await db.Set<Trigger>().CountAsync(stopping) >= Trigger.Most) return AutomationRefusals.TooMany(Trigger.Most);
        var outcome = draft.ToTrigger(new(await Numbers.NextAsync(db, Numbered, stopping)), confirmed);
        if (outcome is not Outcome<Trigger>.Done(var added)) return outcome;
        if (await IsTakenAsync(db, added.Number, added.Name, stopping)) return AutomationRefusals.NameTaken(added.Name);
        seals(added);
        added.Saved(by, desk.Now);
        db.Add(added);
        await WatchCursor.BeginAsync(db, added, stopping);
        db.Record(new Act(by, desk.Now, "trigger.added", added.Number.ToString(), null, TriggerDesk.Facts(added)));
        try
        {
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateException) when (db is PostgresOpsDb)
        {
            return AutomationRefusals.NameTaken(added.Name);
        }

        desk.Told(by, "trigger.added", added.Number);
        return added;
    }

    /// <summary>A trigger that posts has a secret from the start.</summary>
    private string? Seal(Trigger trigger)
    {
        if (!trigger.Action.IsPosted || trigger.SealedSecret is not null) return null;
        var secret = StandardWebhooks.NewSecret();
        trigger.SealedSecret = seal.Seal(secret);
        return secret;
    }

    private static Task<bool> IsTakenAsync(OpsDb db, TriggerNumber own, string name, CancellationToken stopping) =>
        db.Set<Trigger>().AnyAsync(other => other.Name == name && other.Number != own, stopping);
}
