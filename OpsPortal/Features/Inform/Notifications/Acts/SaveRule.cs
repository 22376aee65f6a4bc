using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Inform.Notifications.Watching;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Acts;

/// <summary>A saved rule.</summary>
/// <param name="Secret">The signing secret where one was made just now; it is shown once and never again.</param>
public sealed record SavedRule(NotificationRule Rule, string Secret);

/// <summary>Sets a rule up, or anew: for oneself, or for a team by who may. It tells of what comes up from now on.</summary>
internal sealed class SaveRule(RuleDesk desk, RuleTarget target)
{
    private const string Numbered = "NTF";

    /// <param name="number">The rule to change; null: a new one.</param>
    /// <param name="version">As it was read; refused where somebody has changed it since.</param>
    /// <param name="confirmed">The person knows that it tells of every event.</param>
    public async Task<Outcome<SavedRule>> RunAsync(Actor by, NotificationNumber? number, RuleDraft draft, int? version, bool confirmed, CancellationToken stopping)
    {
        var secret = "";
        var saved = number is { } known
            ? await desk.RunAsync(by, known, version, "notification-rule.changed", (db, rule) => TakeAsync(db, rule), stopping)
            : await AddAsync();
        return saved is Outcome<NotificationRule>.Done(var done) ? new SavedRule(done, secret) : ((Outcome<NotificationRule>.Refused)saved).Why;

        async Task<Outcome<NotificationRule>> TakeAsync(OpsDb db, NotificationRule rule)
        {
            var read = TriggerCondition.Create(Occasion.Raised, default, draft.Source, draft.Service, draft.AtLeast, draft.TypeAtLeast, draft.Matchers);
            if (read is not Outcome<TriggerCondition>.Done(var condition)) return ((Outcome<TriggerCondition>.Refused)read).Why;
            var of = draft.ServicesOf is { } owner ? new TeamId(owner) : (TeamId?)null;
            if (of is { } team && !await db.Teams.AnyAsync(one => one.Id == team, stopping)) return InformRefusals.UnknownTeam();
            (rule.Name, rule.IsOn, rule.Condition, rule.ServicesOf) = (draft.Name.Trim(), draft.IsOn, condition, of);
            (rule.Quiet, rule.BundleMinutes) = (draft.Quiet, draft.BundleMinutes);
            if (rule.Check(confirmed) is { } no) return no;
            var set = await target.SetAsync(db, by, rule, draft, stopping);
            if (set is not Outcome<string>.Done(var made)) return ((Outcome<string>.Refused)set).Why;
            secret = made;
            if (!await db.Set<NotificationRule>().AnyAsync(other => other.IsOn && other.Number != rule.Number, stopping)) await ChangedEvents.BeginAsync(db, stopping);
            rule.Saved(by, desk.Now);
            return rule;
        }

        async Task<Outcome<NotificationRule>> AddAsync()
        {
            var team = draft.Team is { } wanted ? new TeamId(wanted) : (TeamId?)null;
            if (RuleDesk.MayNot(by, team is null ? by.Person : null, team) is { } no) return no;
            await using var db = await desk.Databases.CreateDbContextAsync(stopping);
            using var turn = await db.Gate.EnterAsync(stopping);
            await using var transaction = await db.Database.BeginTransactionAsync(stopping);
            if (team is { } named && !await db.Teams.AnyAsync(one => one.Id == named, stopping)) return InformRefusals.UnknownTeam();
            var all = db.Set<NotificationRule>();
            if (await all.CountAsync(stopping) >= NotificationRule.Most) return InformRefusals.TooManyRules(NotificationRule.Most);
            var own = team is null ? by.Person : null;
            if (await all.CountAsync(rule => rule.Team == team && rule.Person == own, stopping) >= NotificationRule.MostEach) return InformRefusals.TooManyRules(NotificationRule.MostEach);
            var added = new NotificationRule
            {
                Number = new(await Numbers.NextAsync(db, Numbered, stopping)),
                Name = draft.Name,
                Person = own,
                Team = team,
                Condition = TriggerCondition.Create(Occasion.Raised, default, "", "", null, null, []) is Outcome<TriggerCondition>.Done(var any) ? any : throw new InvalidOperationException("A condition without conditions is valid."),
            };
            if (await TakeAsync(db, added) is Outcome<NotificationRule>.Refused refused) return refused;
            db.Add(added);
            db.Record(new Act(by, desk.Now, "notification-rule.added", added.Number.ToString(), null, RuleDesk.Facts(added)));
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
            desk.Told(by, "notification-rule.added", added.Number);
            return added;
        }
    }
}
