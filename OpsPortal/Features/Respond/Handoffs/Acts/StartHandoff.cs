using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Respond.Handoffs.Facts;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Handoffs.Acts;

/// <summary>Begins a handoff, of the shift that a rotation is in or of one incident, and fills it from the facts.</summary>
internal sealed class StartHandoff(HandoffDesk desk, HandoffFacts facts, OnCallBook onCall)
{
    private const string Numbered = "HO";

    /// <summary>How far a handoff of an incident looks back and ahead.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromHours(8);

    /// <summary>How long after its end a shift is still handed over.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(2);

    /// <summary>The shift that is on, or has just ended, of a rotation. Refused where there is none, where one hands it over already, and for machines.</summary>
    public async Task<Outcome<Handoff>> OfShiftAsync(Actor by, Guid rotation, CancellationToken stopping)
    {
        if (by.Person is not { } giver) return HandoffRefusals.NotPerson();
        var now = desk.Now;
        var view = (await onCall.ReadAsync(now - TimeSpan.FromDays(2), now + TimeSpan.FromDays(8), null, stopping)).FirstOrDefault(known => known.Rotation.Id == rotation);
        if (view is null) return Refusals.NotFound("That rotation");
        var (mine, current) = (view.Shifts.LastOrDefault(shift => shift.Person == giver && shift.From <= now && shift.Until > now - Late), view.At(now));
        if ((mine ?? current) is not { } shift) return HandoffRefusals.NoShift();
        var next = view.Shifts.FirstOrDefault(later => later.From >= shift.Until && later.Person != shift.Person) ?? view.Shifts.FirstOrDefault(later => later.From >= shift.Until);
        var taker = next?.Person is { } person && person != giver ? (person, view.NameOf(person)) : ((PersonId, string)?)null;
        var handoff = new Handoff
        {
            Rotation = rotation,
            Subject = $"{view.TeamName} {view.Rotation.Name}, {shift.Name}",
            From = shift.From,
            Until = shift.Until,
            NextUntil = next?.Until ?? shift.Until + Usual,
            Giver = giver,
            GiverName = by.Name,
            CreatedAt = now,
        };
        return await AddAsync(by, handoff, taker, view.Rotation.Team, db => db.Set<Handoff>().Where(other => other.Rotation == rotation && other.From == shift.From && other.State != HandoffState.Accepted), stopping);
    }

    /// <summary>One incident, whoever owns it now.</summary>
    public async Task<Outcome<Handoff>> OfIncidentAsync(Actor by, IncidentNumber number, CancellationToken stopping)
    {
        if (by.Person is not { } giver) return HandoffRefusals.NotPerson();
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        if (await db.Set<Incident>().AsNoTracking().SingleOrDefaultAsync(incident => incident.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
        if (!found.IsOpen) return IncidentRefusals.NotOpen(found.State);
        var now = desk.Now;
        var handoff = new Handoff { Incident = number, Subject = $"{number} {found.Title}", From = found.OpenedAt, Until = now, NextUntil = now + Usual, Giver = giver, GiverName = by.Name, CreatedAt = now };
        return await AddAsync(by, handoff, null, null, context => context.Set<Handoff>().Where(other => other.Incident == number && other.State != HandoffState.Accepted), stopping);
    }

    private async Task<Outcome<Handoff>> AddAsync(Actor by, Handoff wanted, (PersonId Id, string Name)? taker, Domain.Estate.TeamId? team, Func<OpsDb, IQueryable<Handoff>> same, CancellationToken stopping)
    {
        if (!by.May(Permissions.IncidentsWork)) return Refusals.Forbidden(Permissions.IncidentsWork);
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        if (await same(db).Select(other => (HandoffNumber?)other.Number).FirstOrDefaultAsync(stopping) is { } underWay) return HandoffRefusals.UnderWay(underWay);
        var number = new HandoffNumber(await Numbers.NextAsync(db, Numbered, stopping));
        var added = new Handoff
        {
            Number = number,
            Rotation = wanted.Rotation,
            Incident = wanted.Incident,
            Subject = wanted.Subject,
            From = wanted.From,
            Until = wanted.Until,
            NextUntil = wanted.NextUntil,
            Giver = wanted.Giver,
            GiverName = wanted.GiverName,
            CreatedAt = wanted.CreatedAt,
            ReadAt = wanted.CreatedAt,
        };
        if (taker is var (id, name)) added.Edit("", id, name, by);
        var read = await facts.ReadAsync(db, new(added.From, added.Until, added.NextUntil, team, added.Incident), desk.Now, stopping);
        db.Add(added);
        db.AddRange(read.Take(Handoff.MaxItems).Select(fact => HandoffItem.Of(number, Guid.CreateVersion7(desk.Now), fact)));
        db.Record(new Act(by, desk.Now, "handoff.started", number.ToString(), null, HandoffDesk.Facts(added)));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(CancellationToken.None);
        desk.Told();
        return added;
    }
}
