using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Approvals;
using OpsPortal.Features.Deliver.Duties;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Acts;

/// <summary>
/// What every act on a change has in common: the right is checked, the change loaded, the domain asked, the answer saved together with revision, timeline,
/// decisions and audit entries in one transaction, and everyone who looks is told. What is refused is audited as well.
/// </summary>
internal sealed class ChangeDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<ChangeDesk> log)
{
    /// <summary>How often an act is decided anew when somebody else saved in between.</summary>
    private const int Attempts = 4;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Carries an act out in full, or refuses it and changes nothing but what the refusal itself makes void.</summary>
    /// <param name="permission">Needed by <paramref name="by"/>.</param>
    /// <param name="act">The name in the audit trail, as <c>change.edited</c>.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work; may run more than once, each time on a fresh change.</param>
    public async Task<Outcome<Change>> RunAsync(Actor by, string permission, ChangeNumber number, string act, Func<OpsDb, Change, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stopping)
    {
        if (!by.May(permission)) return Refusals.Forbidden(permission);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await db.Set<Change>().SingleOrDefaultAsync(change => change.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
            var (now, before) = (Now, Facts(found));
            var why = await decide(db, found, now);
            if (why is not null)
            {
                await RefuseAsync(db, found, by, act, why, now, stopping);
                return why;
            }

            Keep(db, found);
            db.Record(new Act(by, now, act, number.ToString(), before, Facts(found)));
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateException error) when (DatabaseRefusals.Read(error) is { } kept)
            {
                await RefuseAsync(db, found, by, act, kept, now, stopping);
                return kept;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody else saved in between: what holds now decides.
                continue;
            }

            Told(by, number, act);
            return found;
        }
    }

    /// <summary>A new change is numbered, saved and told.</summary>
    public Task<Outcome<Change>> RequestAsync(Actor by, Func<ChangeNumber, DateTimeOffset, Outcome<Change>> request, CancellationToken stopping) =>
        RequestAsync(by, (_, number, now) => Task.FromResult(request(number, now)), stopping);

    /// <param name="request">May read, and add to the unit of work; runs within the transaction.</param>
    /// <inheritdoc cref="RequestAsync(Actor, Func{ChangeNumber, DateTimeOffset, Outcome{Change}}, CancellationToken)"/>
    public async Task<Outcome<Change>> RequestAsync(Actor by, Func<OpsDb, ChangeNumber, DateTimeOffset, Task<Outcome<Change>>> request, CancellationToken stopping)
    {
        if (!by.May(Permissions.ChangesWrite)) return Refusals.Forbidden(Permissions.ChangesWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var now = Now;
        var outcome = await request(db, new(await Numbers.NextAsync(db, "CHG", stopping)), now);
        if (outcome is not Outcome<Change>.Done(var change)) return outcome;
        db.Add(change);
        Keep(db, change);
        await ChangeTouches.WriteAsync(db, change, stopping);
        db.Record(new Act(by, now, "change.requested", change.Number.ToString(), null, Facts(change)));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        Told(by, change.Number, "change.requested");
        return change;
    }

    public void Told(Actor by, ChangeNumber number, string act)
    {
        feed.Publish(Live.ChangeKind.Changes);
        feed.Publish(Live.ChangeKind.Audit);
        log.Acted(act, number, by.Name);
    }

    /// <summary>Adds what the change has noted to the unit of work, and brings what lists read in line with it.</summary>
    private static void Keep(OpsDb db, Change change)
    {
        db.AddRange(change.NewEntries);
        if (change.NewRevisions.Count > 0)
        {
            db.AddRange(change.NewRevisions);
            ChangeColumns.Write(db, change);
        }

        foreach (var round in db.ChangeTracker.Entries<ApprovalRound>().Where(entry => entry.State != EntityState.Detached).ToList()) RoundColumns.Write(db, round.Entity, change.ChangedAt);
    }

    /// <summary>A refusal is audited; where it shows that approvals no longer hold, they become void with it.</summary>
    private async Task RefuseAsync(OpsDb db, Change found, Actor by, string act, Refusal why, DateTimeOffset now, CancellationToken stopping)
    {
        log.Refused(act, found.Number.ToString(), by.Name, why.Code);
        if (why.Code == Refusals.ForbiddenCode) return;
        db.ChangeTracker.Clear();
        if (act == StartChange.Act && Domain.Deliver.Duties.MayStart.Voids(why)) await VoidAsync(db, found.Number, by, why, now, stopping);
        db.Record(new Act(by, now, $"{act}-refused", found.Number.ToString(), null, new { why.Code, why.Message }));
        try
        {
            await db.SaveChangesAsync(stopping);
            feed.Publish(Live.ChangeKind.Changes);
            feed.Publish(Live.ChangeKind.Audit);
        }
        catch (DbUpdateException error)
        {
            // The refusal stands; only that the approvals were void already, or another decision came first, was found meanwhile.
            log.Refused(act, found.Number.ToString(), by.Name, error.GetType().Name);
        }
    }

    private static async Task VoidAsync(OpsDb db, ChangeNumber number, Actor by, Refusal why, DateTimeOffset now, CancellationToken stopping)
    {
        var change = await db.Set<Change>().SingleAsync(one => one.Number == number, stopping);
        if (change.Round == 0 || await ChangeCases.RoundAsync(db, number.ToString(), change.Round, stopping) is not { } round) return;
        if (round.Void(why, Domain.Deliver.Duties.Party.Of(by), now).Refusal is not null) return;
        change.Follow(round, now);
        Keep(db, change);
    }

    /// <summary>What the audit trail keeps.</summary>
    private static object Facts(Change change) => new
    {
        change.State,
        change.Revision,
        change.Plan.Title,
        change.Plan.Kind,
        change.Plan.Environment,
        Components = change.Plan.Components.Select(component => $"{component.Name} {component.Version} {component.Commit} {component.Digest}".TrimEnd()),
        Window = change.Plan.Window is { } window ? $"{window.Start.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}/{window.End.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}" : "",
        change.Round,
        change.Risk,
        change.StartedBy,
        change.BrokeGlass,
        Said = change.NewEntries.Count == 0 ? null : change.NewEntries[^1].Text,
    };
}
