using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Services;

/// <summary>Creates a service, or makes one what the draft says.</summary>
public sealed class SaveService(CatalogueDesk desk)
{
    /// <summary>Refused where there is one of that key already.</summary>
    public Task<Outcome<Service>> CreateAsync(Actor by, ServiceDraft draft, CancellationToken stopping) => RunAsync(by, draft, version: 0, mayCreate: true, stopping);

    /// <summary>Refused where there is none, and where it has changed since <paramref name="version"/> was seen.</summary>
    public Task<Outcome<Service>> EditAsync(Actor by, ServiceDraft draft, int version, CancellationToken stopping) => RunAsync(by, draft, version, mayCreate: false, stopping);

    /// <summary>Creates it or changes it, whatever it is now; a program that keeps the catalogue in line needs no version.</summary>
    public Task<Outcome<Service>> PutAsync(Actor by, ServiceDraft draft, CancellationToken stopping) => RunAsync(by, draft, version: null, mayCreate: true, stopping);

    /// <param name="version">0: there must be none yet; null: whatever there is.</param>
    private Task<Outcome<Service>> RunAsync(Actor by, ServiceDraft draft, int? version, bool mayCreate, CancellationToken stopping) => desk.RunAsync<Service>(by, async db =>
    {
        if (draft.Check() is [var fault, ..]) return fault.Why;
        var known = await db.Services.Include(service => service.Needs).SingleOrDefaultAsync(service => service.Key == draft.Key, stopping);
        if (known is null && !mayCreate) return Refusals.NotFound($"The service {draft.Key}");
        if (known is not null && version is 0) return EstateRefusals.Exists(draft.Key);
        if (known is not null && version is { } seen && seen != known.Version) return EstateRefusals.ServiceChanged(await LastActorAsync(db, draft.Key, stopping));
        if (await RefersWronglyAsync(db, draft, stopping) is { } why) return why;

        var now = desk.Now;
        if (known is not null)
        {
            var before = known.ToDraft();
            if (known.Become(draft, now, by.Behind)) desk.Record(db, by, "service.changed", draft.Key.Value, ServiceFacts.Of(before), ServiceFacts.Of(known.ToDraft()));
            return known;
        }

        if (await db.Services.CountAsync(stopping) >= ServiceDraft.MaxServices) return EstateRefusals.TooManyServices();
        var added = Service.From(draft, now, by.Behind);
        db.Add(added);
        desk.Record(db, by, "service.created", draft.Key.Value, null, ServiceFacts.Of(added.ToDraft()));
        return added;
    }, EstateRefusals.ServiceChanged("Somebody"), stopping);

    /// <summary>What it names must exist, and nobody may come to need himself.</summary>
    private static async Task<Refusal?> RefersWronglyAsync(OpsDb db, ServiceDraft draft, CancellationToken stopping)
    {
        if (draft.Team is { } team && !await db.Teams.AnyAsync(t => t.Id == team, stopping)) return EstateRefusals.UnknownTeam("of that id");
        if (draft.Person is { } person && !await db.Persons.AnyAsync(p => p.Id == person, stopping)) return EstateRefusals.UnknownPerson("of that id");
        if (draft.Dependencies.Count == 0) return null;
        var needs = await db.Set<Need>().AsNoTracking().Where(need => need.From != draft.Key).Select(need => new { need.From, need.To }).ToListAsync(stopping);
        var keys = await db.Services.Select(service => service.Key).ToListAsync(stopping);
        var known = keys.ToHashSet();
        if (draft.Dependencies.FirstOrDefault(dependency => !known.Contains(dependency.To)) is { } missing) return EstateRefusals.UnknownService(missing.To);
        var graph = ServiceGraph.Build(keys, needs.Select(need => (need.From, need.To)));
        return draft.Dependencies.Select(dependency => graph.CycleWith(draft.Key, dependency.To)).FirstOrDefault(cycle => cycle.Count > 0) is { } circle ? EstateRefusals.Cycle(circle) : null;
    }

    private static async Task<string> LastActorAsync(OpsDb db, ServiceKey key, CancellationToken stopping) =>
        await db.Audit.Where(entry => entry.Object == key.Value && entry.Act.StartsWith("service.")).OrderByDescending(entry => entry.Sequence).Select(entry => entry.Actor).FirstOrDefaultAsync(stopping) ?? "Somebody";
}
