using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.OnCall;

/// <summary>Somebody who is on now.</summary>
/// <param name="Until">UTC; when the shift ends.</param>
public sealed record OnDuty(TeamId Team, string TeamName, Guid Rotation, string RotationName, string Shift, DateTimeOffset From, DateTimeOffset Until, PersonId? Person, string PersonName);

/// <summary>A rotation with its shifts in a range.</summary>
/// <param name="Gaps">Times in the range at which nobody is on.</param>
/// <param name="StandIns">Those still to come or under way.</param>
public sealed record RotationView(
    Rotation Rotation, string TeamName, IReadOnlyList<OnCallShift> Shifts, IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Gaps, IReadOnlyList<RotationOverride> StandIns, IReadOnlyDictionary<PersonId, string> Names)
{
    public string NameOf(PersonId? person) => person is { } id ? Names.GetValueOrDefault(id, "somebody who left") : "nobody";

    public OnCallShift? At(DateTimeOffset at) => Shifts.FirstOrDefault(shift => shift.Covers(at));
}

/// <summary>Who is on, was on and will be on: what pages, escalations and handoffs ask.</summary>
internal sealed class OnCallBook(IDbContextFactory<OpsDb> databases, Catalogue catalogue)
{
    /// <summary>Everybody who is on at an instant, by team and rotation.</summary>
    /// <param name="team">Null: of all teams.</param>
    public async Task<IReadOnlyList<OnDuty>> AtAsync(DateTimeOffset at, TeamId? team, CancellationToken stopping) =>
        [.. from view in await ReadAsync(at, at.AddTicks(1), team, stopping)
            from shift in view.Shifts
            where shift.Covers(at)
            select new OnDuty(view.Rotation.Team, view.TeamName, view.Rotation.Id, view.Rotation.Name, shift.Name, shift.From, shift.Until, shift.Person, view.NameOf(shift.Person))];

    /// <summary>Who of the team that owns a service is on; empty where nobody owns it, or nobody is.</summary>
    public async Task<IReadOnlyList<OnDuty>> OfServiceAsync(string service, DateTimeOffset at, CancellationToken stopping) =>
        TeamOf(service) is { } team ? await AtAsync(at, team, stopping) : [];

    /// <summary>The team that owns a service; null: nobody does, or it is not known.</summary>
    public TeamId? TeamOf(string service) => service.Length == 0 ? null : catalogue.Current.Find(new(service))?.Facts.Team;

    /// <summary>Every rotation with what lies in a range, by team and name.</summary>
    public async Task<IReadOnlyList<RotationView>> ReadAsync(DateTimeOffset from, DateTimeOffset until, TeamId? team, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var rotations = await db.Set<Rotation>().AsNoTracking().Where(rotation => team == null || rotation.Team == team).ToListAsync(stopping);
        if (rotations.Count == 0) return [];
        var overrides = await db.Set<RotationOverride>().AsNoTracking().Where(one => one.Until > from).OrderBy(one => one.From).ToListAsync(stopping);
        var teams = await db.Teams.AsNoTracking().Select(known => new { known.Id, known.Name }).ToDictionaryAsync(known => known.Id, known => known.Name, stopping);
        var people = rotations.SelectMany(rotation => rotation.Shifts).SelectMany(shift => shift.People).Concat(overrides.Select(one => one.Person)).Distinct().ToList();
        var names = await db.Persons.AsNoTracking().Where(person => people.Contains(person.Id)).Select(person => new { person.Id, person.Name }).ToDictionaryAsync(person => person.Id, person => person.Name, stopping);
        return [.. rotations.Select(rotation =>
        {
            var shifts = OnCallPlan.Between(rotation, overrides, from, until);
            return new RotationView(rotation, teams.GetValueOrDefault(rotation.Team, ""), shifts, OnCallPlan.Gaps(shifts, from, until), overrides.FindAll(one => one.Rotation == rotation.Id), names);
        }).OrderBy(view => view.TeamName, StringComparer.OrdinalIgnoreCase).ThenBy(view => view.Rotation.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
