using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Lookups;

/// <summary>A look-up in the words of whoever asks for it.</summary>
/// <param name="Component">As <c>checkout/api</c>, or the name of a component that only one service has.</param>
internal sealed record LookupAsked(string Component, string Environment, string Url, LookupKind Kind, string Expression, int EveryMinutes);

/// <summary>Says where it is looked up which version runs.</summary>
internal sealed class LookupDesk(IDbContextFactory<OpsDb> databases, Catalogue catalogue, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>By component and environment.</summary>
    public async Task<IReadOnlyList<VersionLookup>> ListAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<VersionLookup>().AsNoTracking().OrderBy(lookup => lookup.Service).ThenBy(lookup => lookup.Component).ThenBy(lookup => lookup.Environment).ThenBy(lookup => lookup.Id).ToListAsync(stopping);
    }

    public async Task<VersionLookup?> FindAsync(Guid id, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<VersionLookup>().AsNoTracking().SingleOrDefaultAsync(lookup => lookup.Id == id, stopping);
    }

    /// <summary>Sets one up, or anew; it is asked within a minute.</summary>
    /// <param name="id">Null: a new one.</param>
    /// <param name="seen">Its version as last seen; null: whichever it has.</param>
    /// <remarks>Refused without <see cref="Permissions.VersionsManage"/>, for a component or environment that the catalogue does not know, as <see cref="LookupDraft.Check"/>, where there is the same already, where it is not the one that was seen, and beyond <see cref="VersionLookup.Most"/>.</remarks>
    public async Task<Outcome<VersionLookup>> SaveAsync(Actor by, Guid? id, LookupAsked asked, int? seen, CancellationToken stopping)
    {
        if (!by.May(Permissions.VersionsManage)) return Refusals.Forbidden(Permissions.VersionsManage);
        var read = Read(asked);
        if (read is not Outcome<LookupDraft>.Done(var draft)) return read.Refusal!;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var known = id is null ? null : await db.Set<VersionLookup>().SingleOrDefaultAsync(lookup => lookup.Id == id, stopping);
        if (id is not null && known is null) return Refusals.NotFound("The look-up");
        if (known is not null && seen is { } version && version != known.Version) return VersionRefusals.LookupChanged();
        if (known is null && await db.Set<VersionLookup>().CountAsync(stopping) >= VersionLookup.Most) return VersionRefusals.TooManyLookups();
        var own = known?.Id ?? Guid.Empty;
        if (await db.Set<VersionLookup>().AnyAsync(lookup => lookup.Id != own && lookup.Service == draft.Service && lookup.Component == draft.Component && lookup.Environment == draft.Environment && lookup.Url == draft.Url, stopping))
            return VersionRefusals.LookupTaken($"{draft.Service}/{draft.Component}", draft.Environment);
        var before = known is null ? null : Facts(known);
        var saved = (known ?? new VersionLookup { Id = Guid.CreateVersion7(now) }).Set(draft, by.Name, now);
        if (saved is not Outcome<VersionLookup>.Done(var lookup)) return saved;
        if (known is null) db.Add(lookup);
        return await SaveAsync(db, new(by, now, known is null ? "version-lookup.added" : "version-lookup.changed", Place(lookup), before, Facts(lookup)), lookup, stopping);
    }

    /// <remarks>Refused without <see cref="Permissions.VersionsManage"/>, where there is none, and where it is not the one that was seen.</remarks>
    public async Task<Outcome<VersionLookup>> RemoveAsync(Actor by, Guid id, int? seen, CancellationToken stopping)
    {
        if (!by.May(Permissions.VersionsManage)) return Refusals.Forbidden(Permissions.VersionsManage);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<VersionLookup>().SingleOrDefaultAsync(lookup => lookup.Id == id, stopping) is not { } found) return Refusals.NotFound("The look-up");
        if (seen is { } version && version != found.Version) return VersionRefusals.LookupChanged();
        db.Remove(found);
        return await SaveAsync(db, new(by, clock.GetUtcNow(), "version-lookup.removed", Place(found), Facts(found)), found, stopping);
    }

    private Outcome<LookupDraft> Read(LookupAsked asked)
    {
        var found = ComponentNames.Find(catalogue.Current, asked.Component);
        if (found is not Outcome<(ServiceKey Service, string Component)>.Done(var (service, component))) return found.Refusal!;
        if (ComponentNames.Environment(catalogue.Current, service, asked.Environment) is not Outcome<string>.Done(var environment)) return NoticeRefusals.UnknownEnvironment(asked.Environment, service.Value);
        var draft = new LookupDraft(service, component, environment, asked.Url.Trim(), asked.Kind, asked.Expression, asked.EveryMinutes);
        return draft.Check() is { } wrong ? wrong : draft;
    }

    private async Task<Outcome<VersionLookup>> SaveAsync(OpsDb db, Act act, VersionLookup lookup, CancellationToken stopping)
    {
        db.Record(act);
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return VersionRefusals.LookupChanged();
        }

        feed.Publish(ChangeKind.Versions);
        feed.Publish(ChangeKind.Audit);
        return lookup;
    }

    private static string Place(VersionLookup lookup) => $"{lookup.Name} in {lookup.Environment}";

    private static object Facts(VersionLookup lookup) => new { Component = lookup.Name, lookup.Environment, lookup.Url, lookup.Kind, lookup.Expression, lookup.EveryMinutes };
}
