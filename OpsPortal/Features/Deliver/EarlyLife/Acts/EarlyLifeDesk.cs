using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.EarlyLife.Following;
using OpsPortal.Features.Deliver.EarlyLife.Storage;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Acts;

/// <summary>What an act says in the timeline.</summary>
internal sealed record Noted(EarlyLifeEntryKind Kind, string Text);

/// <summary>
/// What every act on a support has in common: the right is checked, the support loaded with what is known of its services, the domain asked, the answer saved together with timeline, what was
/// found, audit entry and mail in one transaction, and everyone who looks is told. What is refused is audited as well.
/// </summary>
internal sealed class EarlyLifeDesk(IDbContextFactory<OpsDb> databases, EarlyLifeMail mail, ChangeFeed feed, TimeProvider clock, ILogger<EarlyLifeDesk> log)
{
    /// <summary>How often an act is decided anew when somebody else saved in between.</summary>
    private const int Attempts = 4;

    /// <param name="act">The name in the audit trail, as <c>early-life.extended</c>.</param>
    /// <param name="decide">Asks the domain; may run more than once, each time on a fresh support.</param>
    /// <remarks>Refused without <see cref="Permissions.EarlyLifeWork"/>.</remarks>
    public async Task<Outcome<EarlyLifeSupport>> RunAsync(ActingSession by, DeploymentNumber number, string act, Func<EarlyLifeSupport, EarlyLifeFacts, DateTimeOffset, Outcome<Noted>> decide, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.EarlyLifeWork)) return Refusals.Forbidden(Permissions.EarlyLifeWork);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await db.Set<EarlyLifeSupport>().SingleOrDefaultAsync(support => support.Deployment == number, stopping) is not { } found) return Refusals.NotFound($"Early-life support of {number}");
            var (now, before) = (clock.GetUtcNow(), Facts(found));
            var facts = await KnownFacts.ReadAsync(db, found, now, stopping);
            var decided = decide(found, facts, now);
            if (decided is not Outcome<Noted>.Done(var noted)) return await RefuseAsync(by.Actor, number, act, decided.Refusal!, stopping);
            Note(db, found, noted, by.Actor.Name, now);
            await Looks.KeepAsync(db, found, facts, now, stopping);
            if (found.IsOver) await mail.EndedAsync(db, found, now, stopping);
            db.Record(new Act(by.Actor, now, act, number.ToString(), before, Facts(found)));
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateException) when (attempt < Attempts && !stopping.IsCancellationRequested)
            {
                continue; // somebody else saved in between: what holds now decides
            }

            Told(by.Actor, number, act);
            return found;
        }
    }

    /// <param name="say">The terms; asked with the deployment as it stands.</param>
    /// <remarks>Refused without <see cref="Permissions.EarlyLifeWork"/>, where there is a support already, and as <see cref="EarlyLifeSupport.Begin"/>.</remarks>
    public async Task<Outcome<EarlyLifeSupport>> BeginAsync(ActingSession by, DeploymentNumber number, Func<OpsDb, Task<Outcome<EarlyLifeTerms>>> say, CancellationToken stopping)
    {
        const string act = "early-life.began";
        if (!by.Actor.May(Permissions.EarlyLifeWork)) return Refusals.Forbidden(Permissions.EarlyLifeWork);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Deployment>().AsNoTracking().SingleOrDefaultAsync(deployment => deployment.Number == number, stopping) is not { } deployment) return Refusals.NotFound(number.ToString());
        if (await db.Set<EarlyLifeSupport>().AnyAsync(support => support.Deployment == number, stopping)) return await RefuseAsync(by.Actor, number, act, EarlyLifeRefusals.Exists(number.ToString()), stopping);
        var said = await say(db);
        var now = clock.GetUtcNow();
        var began = said is Outcome<EarlyLifeTerms>.Done(var terms) ? EarlyLifeSupport.Begin(deployment, terms, now) : said.Refusal!;
        if (began is not Outcome<EarlyLifeSupport>.Done(var support)) return await RefuseAsync(by.Actor, number, act, began.Refusal!, stopping);
        Add(db, support, by.Actor, "", now);
        await Looks.KeepAsync(db, support, await KnownFacts.ReadAsync(db, support, now, stopping), now, stopping);
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException) when (!stopping.IsCancellationRequested)
        {
            return EarlyLifeRefusals.Exists(number.ToString()); // somebody else began it at the same moment
        }

        Told(by.Actor, number, act);
        return support;
    }

    /// <summary>Adds a support that begins to the unit of work, with timeline and audit entry.</summary>
    /// <param name="remark">What else there is to say of its beginning.</param>
    public static void Add(OpsDb db, EarlyLifeSupport support, Actor by, string remark, DateTimeOffset now)
    {
        db.Add(support);
        db.Entry(support).Property(EarlyLifeConfiguration.ServiceWords).CurrentValue = string.Join(' ', support.Services.Select(service => service.Value));
        var owner = $"{support.Terms.Owner.Name} answers for it; {string.Join(", ", support.Terms.Roster.Select(one => one.Name))} stand by in turn.";
        Note(db, support, new(EarlyLifeEntryKind.Began, remark.Length > 0 ? $"{owner} {remark}" : owner), by.Name, now);
        db.Record(new Act(by, now, "early-life.began", support.Deployment.ToString(), null, Facts(support)));
    }

    private static void Note(OpsDb db, EarlyLifeSupport support, Noted noted, string by, DateTimeOffset now) =>
        db.Add(new EarlyLifeEntry { Deployment = support.Deployment, At = now, Kind = noted.Kind, Actor = by, Text = noted.Text.Length <= EarlyLifeEntry.MaxTextLength ? noted.Text : noted.Text[..EarlyLifeEntry.MaxTextLength] });

    private void Told(Actor by, DeploymentNumber number, string act)
    {
        feed.Publish(ChangeKind.EarlyLife);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number, by.Name);
    }

    private async Task<Refusal> RefuseAsync(Actor by, DeploymentNumber number, string act, Refusal why, CancellationToken stopping)
    {
        log.Refused(act, number, by.Name, why.Code);
        await using var db = await databases.CreateDbContextAsync(stopping);
        db.Record(new Act(by, clock.GetUtcNow(), $"{act}-refused", number.ToString(), null, new { why.Code, why.Message }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Audit);
        return why;
    }

    /// <summary>What the audit trail keeps.</summary>
    private static object Facts(EarlyLifeSupport support) => new
    {
        Owner = support.Terms.Owner.Name,
        Roster = support.Terms.Roster.Select(one => one.Name),
        support.Until,
        Criteria = support.Terms.Criteria.Select(criterion => criterion.Words),
        Tightened = support.Terms.Thresholds.Select(threshold => FormattableString.Invariant($"{threshold.Monitor}: {threshold.Tightened} instead of {threshold.Usual}")),
        Shown = support.Shown.Select(one => $"{one.Criterion}: {one.Evidence}"),
        support.EndedAt,
        support.Decision,
        support.LeftOpen,
    };
}
