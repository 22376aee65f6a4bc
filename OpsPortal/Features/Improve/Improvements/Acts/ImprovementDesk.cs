using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Acts;

/// <summary>
/// What every act on an improvement has in common: the right is checked, the improvement loaded, the domain asked, the answer saved with timeline and audit entry
/// in one transaction, and everyone who looks is told.
/// </summary>
internal sealed class ImprovementDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<ImprovementDesk> log)
{
    private const string Numbered = "IMP";

    /// <summary>How often an act is decided anew when somebody else saved in between.</summary>
    private const int Attempts = 4;

    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Carries an act out in full, or refuses it and changes nothing.</summary>
    /// <param name="permission">Needed by <paramref name="by"/>.</param>
    /// <param name="act">The name in the audit trail, as <c>improvement.edited</c>.</param>
    /// <param name="decide">Asks the domain; may run more than once, each time on a fresh improvement.</param>
    public async Task<Outcome<Improvement>> RunAsync(Actor by, string permission, ImprovementNumber number, string act, Func<OpsDb, Improvement, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stopping)
    {
        if (!by.May(permission)) return Refusals.Forbidden(permission);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await db.Set<Improvement>().SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
            var (now, before) = (Now, Facts(found));
            if (await decide(db, found, now) is { } why)
            {
                log.Refused(act, number, by.Name, why.Code);
                return why;
            }

            if (found.NewEntries.Count == 0) return found;
            Keep(db, found);
            db.Record(new Act(by, now, act, number.ToString(), before, Facts(found)));
            try
            {
                await db.SaveChangesAsync(stopping);
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

    /// <summary>A new improvement is numbered, saved and told.</summary>
    public async Task<Outcome<Improvement>> EnterAsync(Actor by, Func<OpsDb, ImprovementNumber, DateTimeOffset, Task<Outcome<Improvement>>> enter, CancellationToken stopping)
    {
        if (!by.May(Permissions.ImprovementsWrite)) return Refusals.Forbidden(Permissions.ImprovementsWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var now = Now;
        var outcome = await enter(db, new(await Numbers.NextAsync(db, Numbered, stopping)), now);
        if (outcome is not Outcome<Improvement>.Done(var entered)) return outcome;
        db.Add(entered);
        Keep(db, entered);
        db.Record(new Act(by, now, "improvement.entered", entered.Number.ToString(), null, Facts(entered)));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        Told(by, entered.Number, "improvement.entered");
        return entered;
    }

    private static void Keep(OpsDb db, Improvement improvement)
    {
        db.AddRange(improvement.NewEntries);
        db.Entry(improvement).Property(ImprovementConfiguration.Words).CurrentValue = $"{improvement.Title} {improvement.Service} {improvement.OwnerName} {improvement.EnteredBy}".ToLowerInvariant();
    }

    private void Told(Actor by, ImprovementNumber number, string act)
    {
        feed.Publish(ChangeKind.Improvements);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number, by.Name);
    }

    /// <summary>What the audit trail keeps.</summary>
    private static object Facts(Improvement one) => new
    {
        one.State,
        one.Title,
        one.Description,
        one.ExpectedEffect,
        one.Effort,
        one.Service,
        one.DueAt,
        one.Evidence,
        one.Source,
        one.SourceKey,
        Owner = one.OwnerName,
        one.EndedWhy,
        one.Measure,
    };
}
