using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Acts;

/// <summary>What every act on a notification rule has in common: the right is checked, the rule loaded, the domain asked, the answer saved with its audit entry.</summary>
internal sealed class RuleDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<RuleDesk> log)
{
    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>One's own rules need <see cref="Permissions.NotificationsOwn"/> and a person; those of teams <see cref="Permissions.NotificationsManage"/>.</summary>
    public static Refusal? MayNot(Actor by, PersonId? person, TeamId? team)
    {
        if (team is not null) return by.May(Permissions.NotificationsManage) ? null : Refusals.Forbidden(Permissions.NotificationsManage);
        if (!by.May(Permissions.NotificationsOwn)) return Refusals.Forbidden(Permissions.NotificationsOwn);
        if (by.Person is null) return InformRefusals.NotAPerson();
        return person == by.Person ? null : InformRefusals.NotYours();
    }

    /// <param name="version">The version the actor saw; null: whatever it is now.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work.</param>
    public async Task<Outcome<NotificationRule>> RunAsync(Actor by, NotificationNumber number, int? version, string act, Func<OpsDb, NotificationRule, Task<Outcome<NotificationRule>>> decide, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        if (await db.Set<NotificationRule>().SingleOrDefaultAsync(rule => rule.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
        if (MayNot(by, found.Person, found.Team) is { } no) return no;
        if (version is { } seen && found.Version != seen) return InformRefusals.ChangedMeanwhile(found.ChangedBy);
        var before = Facts(found);
        var outcome = await decide(db, found);
        if (outcome.Refusal is not null) return outcome;
        db.Record(new Act(by, Now, act, number.ToString(), before, db.Entry(found).State == EntityState.Deleted ? null : Facts(found)));
        try
        {
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            return InformRefusals.ChangedMeanwhile("Somebody");
        }

        Told(by, act, number);
        return outcome;
    }

    public void Told(Actor by, string act, NotificationNumber number)
    {
        feed.Publish(ChangeKind.Notifications);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number.ToString(), by.Name);
    }

    /// <summary>What the audit trail keeps; never a secret, nor the path of a webhook.</summary>
    public static object Facts(NotificationRule rule) => new { Rule = RuleDraft.Of(rule), To = rule.Shown };
}

/// <summary>Removes a rule. Whoever was told by it that something fires is still told that it is over.</summary>
internal sealed class DeleteRule(RuleDesk desk)
{
    public Task<Outcome<NotificationRule>> RunAsync(Actor by, NotificationNumber number, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, number, version, "notification-rule.removed", (db, found) =>
        {
            db.Remove(found);
            return Task.FromResult<Outcome<NotificationRule>>(found);
        }, stopping);
}
