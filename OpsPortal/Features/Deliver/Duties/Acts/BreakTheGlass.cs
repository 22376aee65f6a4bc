using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Duties.Acts;

/// <summary>Lets an emergency change go without its approvals: declared by one person, confirmed by another, told to everybody who was passed over, reviewed by a third.</summary>
internal sealed class BreakTheGlass(ChangeDesk desk, ChangeCases cases, Catalogue catalogue, ApprovalMail mail, InformLinks links)
{
    public Task<Outcome<Change>> DeclareAsync(ActingSession by, Guid? stepUp, ChangeNumber number, string reason, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.ChangesBreakGlass, number, "change.break-glass-declared", async (db, change, now) =>
        {
            var at = await cases.ReadAsync(db, change, now, stopping);
            if (at.Policy.Refusal is { } none) return none;
            if (at.Subject is not { } subject) return PolicyRefusals.BookEmpty();
            var team = subject.Services.Select(service => catalogue.Current.Find(service)?.Facts.Team).FirstOrDefault(team => team is not null) ?? new TeamId(Guid.Empty);
            var earlier = await db.Set<BreakGlass>().AsNoTracking().Where(glass => glass.Team == team && glass.UsedAt != null && glass.ReviewedAt == null).ToListAsync(stopping);
            var session = await by.WithAsync(db, stepUp, stopping);
            var declared = BreakGlass.Declare(subject, team, reason, session, at.Who, earlier, now);
            if (declared is not Outcome<BreakGlass>.Done(var glass)) return declared.Refusal;
            if (await UseAsync(db, session, number, now, stopping) is { } twice) return twice;
            db.Add(glass);
            await mail.TellAsync(db, glass.PassedOver, new Bulletin("break-glass.declared", $"{number} is to go without your approval", [change.Plan.Title, $"{by.Actor.Name} declared break-glass: {glass.Reason}", "A second person has to confirm it; it is reviewed afterwards."], [])
            { Link = links.To($"/changes/{number}"), LinkText = "Open the change" }, number.ToString(), now, stopping);
            return change.Comment($"Declared break-glass: {glass.Reason}", by.Party, now).Refusal;
        }, stopping);

    public Task<Outcome<Change>> ConfirmAsync(ActingSession by, Guid? stepUp, ChangeNumber number, CancellationToken stopping) =>
        OnLastAsync(by, stepUp, Permissions.ChangesBreakGlass, number, "change.break-glass-confirmed", used: false, (glass, session, at, now) => glass.Confirm(session, at.Who, now), "Confirmed break-glass.", stopping);

    public Task<Outcome<Change>> ReviewAsync(ActingSession by, Guid? stepUp, ChangeNumber number, string findings, CancellationToken stopping) =>
        OnLastAsync(by, stepUp, Permissions.ChangesRead, number, "change.break-glass-reviewed", used: true, (glass, session, at, now) => glass.Review(findings, session, at.Who, now), "Reviewed break-glass.", stopping);

    private Task<Outcome<Change>> OnLastAsync(
        ActingSession by, Guid? stepUp, string permission, ChangeNumber number, string act, bool used, Func<BreakGlass, ActingSession, ChangeCase, DateTimeOffset, Outcome<BreakGlass>> decide, string said, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, permission, number, act, async (db, change, now) =>
        {
            var subject = number.ToString();
            var last = await db.Set<BreakGlass>().Where(glass => glass.Change == subject && (glass.UsedAt != null) == used).OrderByDescending(glass => glass.DeclaredAt).FirstOrDefaultAsync(stopping);
            if (last is null) return new Refusal("break-glass.none", $"Nobody has declared break-glass for {number}.");
            var session = await by.WithAsync(db, stepUp, stopping);
            return decide(last, session, await cases.ReadAsync(db, change, now, stopping), now).Refusal ?? await UseAsync(db, session, number, now, stopping) ?? change.Comment(said, by.Party, now).Refusal;
        }, stopping);

    private static async Task<Refusal?> UseAsync(OpsDb db, ActingSession session, ChangeNumber number, DateTimeOffset now, CancellationToken stopping) =>
        session.StepUp is { } used ? await StepUpBook.UseAsync(db, used, $"break-glass {number}", now, stopping) : null;
}

/// <summary>Lets one change begin in one freeze.</summary>
internal sealed class OverrideFreeze(ChangeDesk desk, ChangeCases cases)
{
    public Task<Outcome<Change>> RunAsync(ActingSession by, Guid? stepUp, ChangeNumber number, Guid freeze, string reason, DateTimeOffset until, CancellationToken stopping) =>
        desk.RunAsync(by.Actor, Permissions.FreezesOverride, number, "change.freeze-overridden", async (db, change, now) =>
        {
            if (await db.Set<Domain.Deliver.Freezes.Freeze>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == freeze, stopping) is not { } named) return Refusals.NotFound("The freeze");
            var at = await cases.ReadAsync(db, change, now, stopping);
            if (at.Subject is not { } subject) return at.Policy.Refusal ?? PolicyRefusals.BookEmpty();
            var session = await by.WithAsync(db, stepUp, stopping);
            var outcome = FreezeOverride.Give(named, subject, reason, until, session, at.Who, now);
            if (outcome is not Outcome<FreezeOverride>.Done(var given)) return outcome.Refusal;
            if (session.StepUp is { } used && await StepUpBook.UseAsync(db, used, $"freeze override {number}", now, stopping) is { } twice) return twice;
            db.Add(given);
            return change.Comment($"Overrode the freeze {named.Name} until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {given.Reason}", by.Party, now).Refusal;
        }, stopping);
}
