using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Storage;

namespace OpsPortal.Ui.Lists.SavedViews;

/// <summary>The saved views of all lists: one's own, and those that others share.</summary>
public sealed class SavedViewBook(IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    /// <summary>Own views first, then shared ones, each by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(Actor by, string list, CancellationToken stopping)
    {
        if (by.Person is not { } person) return [];
        await using var db = await databases.CreateDbContextAsync(stopping);
        var views = await db.Set<SavedView>().AsNoTracking().Where(v => v.List == list && (v.Owner == person || v.Shared)).OrderBy(v => v.Name).ToListAsync(stopping);
        return [.. views.OrderBy(v => v.Owner != person)];
    }

    /// <summary>Keeps a filter under a name. Refused when the name is missing, too long or already one's own.</summary>
    public async Task<Outcome<SavedView>> SaveAsync(Actor by, string list, string name, string query, CancellationToken stopping)
    {
        if (by.Person is not { } person || !by.May(Permissions.PortalUse)) return Refusals.Forbidden(Permissions.PortalUse);
        name = name.Trim();
        if (query.Length > SavedView.MaxQueryLength) return SavedViewRefusals.TooLong();
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await CheckNameAsync(db, person, list, name, stopping) is { } why) return why;
        var now = clock.GetUtcNow();
        var view = new SavedView { Id = Guid.CreateVersion7(now), List = list, Name = name, Query = query, Owner = person, OwnerName = by.Name, CreatedAt = now };
        db.Add(view);
        db.Record(new(by, now, "view.saved", $"{list}/{name}", null, new { query }));
        await db.SaveChangesAsync(stopping);
        return view;
    }

    /// <summary>Refused as saving is, and for others' views.</summary>
    public Task<Outcome<SavedView>> RenameAsync(Actor by, Guid id, string name, CancellationToken stopping) =>
        ChangeAsync(by, id, "view.renamed", async (db, view) =>
        {
            if (await CheckNameAsync(db, view.Owner, view.List, name.Trim(), stopping) is { } why) return why;
            view.Name = name.Trim();
            return null;
        }, stopping);

    /// <summary>Shows a view to everybody, or to oneself only again. Refused for others' views.</summary>
    public Task<Outcome<SavedView>> ShareAsync(Actor by, Guid id, bool shared, CancellationToken stopping) =>
        ChangeAsync(by, id, shared ? "view.shared" : "view.unshared", (_, view) =>
        {
            view.Shared = shared;
            return Task.FromResult<Refusal?>(null);
        }, stopping);

    /// <summary>Refused for others' views.</summary>
    public Task<Outcome<SavedView>> DeleteAsync(Actor by, Guid id, CancellationToken stopping) =>
        ChangeAsync(by, id, "view.deleted", (db, view) =>
        {
            db.Remove(view);
            return Task.FromResult<Refusal?>(null);
        }, stopping);

    private async Task<Outcome<SavedView>> ChangeAsync(
        Actor by, Guid id, string act, Func<OpsDb, SavedView, Task<Refusal?>> change, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<SavedView>().SingleOrDefaultAsync(v => v.Id == id, stopping) is not { } view) return Refusals.NotFound("That view");
        if (view.Owner != by.Person) return SavedViewRefusals.NotYours();
        var before = new { view.Name, view.Shared };
        if (await change(db, view) is { } why) return why;
        db.Record(new(by, clock.GetUtcNow(), act, $"{view.List}/{before.Name}", before, new { view.Name, view.Shared }));
        await db.SaveChangesAsync(stopping);
        return view;
    }

    private static async Task<Refusal?> CheckNameAsync(OpsDb db, PersonId person, string list, string name, CancellationToken stopping) => name.Length switch
    {
        0 => SavedViewRefusals.NameMissing(),
        > SavedView.MaxNameLength => SavedViewRefusals.NameTooLong(),
        _ => await db.Set<SavedView>().AnyAsync(v => v.Owner == person && v.List == list && v.Name == name, stopping) ? SavedViewRefusals.NameTaken(name) : null,
    };
}
