using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Exchange;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Services;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Exchange;

/// <summary>How an import is to be carried out.</summary>
/// <param name="Preview">Only say what would change.</param>
/// <param name="RemoveMissing">Delete services that the file does not name.</param>
/// <param name="Expected">The mark of the preview this follows; refused where the outcome would be another by now. Null: no preview was seen.</param>
public sealed record ImportWish(bool Preview, bool RemoveMissing = false, string? Expected = null);

/// <summary>What an import did, or would do.</summary>
/// <param name="Faults">Why nothing was done, by line; empty where the file is right.</param>
/// <param name="Unchanged">Teams and services that already were what the file says.</param>
/// <param name="Applied">Whether it has been done; false for a preview, a faulty file, and where there was nothing to do.</param>
/// <param name="Mark">Stands for exactly these changes.</param>
public sealed record ImportReport(IReadOnlyList<FileFault> Faults, IReadOnlyList<ImportChange> Changes, int Unchanged, bool Applied, string Mark)
{
    public int Count(ImportKind kind) => Changes.Count(change => change.Kind == kind);
}

/// <summary>Brings the catalogue in line with a file: all of it in one transaction, or nothing. The same file twice changes nothing.</summary>
public sealed class ImportServices(CatalogueDesk desk, ILogger<ImportServices> log)
{
    /// <summary>Refused without <see cref="Permissions.ServicesWrite"/> and where a preview no longer holds; a faulty file is told in the report.</summary>
    public async Task<Outcome<ImportReport>> RunAsync(Actor by, ReadOnlyMemory<byte> file, ImportWish wish, CancellationToken stopping)
    {
        if (!by.May(Permissions.ServicesWrite)) return Refusals.Forbidden(Permissions.ServicesWrite);
        var (root, unreadable) = CatalogueText.Parse(file.Span);
        if (root is null) return Faulty([unreadable ?? new(1, "import.empty", "The file is empty.")]);
        var (read, faults) = CatalogueFileReader.Read(root);
        if (faults.Count > 0) return Faulty([.. faults.OrderBy(fault => fault.Line)]);
        return await desk.RunAsync<ImportReport>(by, db => CarryOutAsync(db, by, read, wish, stopping), ChangedMeanwhile, stopping);
    }

    private static Refusal ChangedMeanwhile { get; } = new("import.changed-meanwhile", "The catalogue has changed since the preview. Nothing was imported; look at the new preview, then decide.");

    private async Task<Outcome<ImportReport>> CarryOutAsync(OpsDb db, Actor by, CatalogueFile file, ImportWish wish, CancellationToken stopping)
    {
        var teams = await db.Teams.Include(team => team.Members).ToListAsync(stopping);
        var services = await db.Services.Include(service => service.Needs).AsSplitQuery().ToListAsync(stopping);
        var people = await PersonNames.ReadAsync(db, stopping);
        var plan = ImportPlan.Of(file, new(teams, [.. services.Select(service => service.ToDraft())], people.Find, people.NameOf), wish.RemoveMissing);
        if (plan.Faults.Count > 0) return Faulty(plan.Faults);
        var mark = MarkOf(plan);
        if (wish.Expected is { } expected && expected != mark) return ChangedMeanwhile;
        if (wish.Preview || plan.Changes.Count == 0) return new ImportReport([], plan.Changes, plan.Unchanged, false, mark);

        Apply(db, by, plan, teams, services);
        var report = new ImportReport([], plan.Changes, plan.Unchanged, true, mark);
        var counts = (Added: report.Count(ImportKind.Added), Changed: report.Count(ImportKind.Changed), Removed: report.Count(ImportKind.Removed));
        db.Record(new(by, desk.Now, "services.imported", "service catalogue", null, new { counts.Added, counts.Changed, counts.Removed, report.Unchanged }));
        log.Imported(by.Name, counts.Added, counts.Changed, counts.Removed, report.Unchanged);
        return report;
    }

    private void Apply(OpsDb db, Actor by, ImportPlan plan, List<Team> teams, List<Service> services)
    {
        var now = desk.Now;
        var byName = teams.ToDictionary(team => team.NameKey);
        foreach (var draft in plan.Teams)
        {
            if (byName.TryGetValue(Team.KeyOf(draft.Name), out var known))
            {
                var before = ServiceFacts.Of(known);
                if (known.Become(draft, now, by.Behind)) db.Record(new(by, now, "team.changed", known.Name, before, ServiceFacts.Of(known)));
                continue;
            }

            var added = Team.From(draft, now, by.Behind);
            byName[added.NameKey] = added;
            db.Add(added);
            db.Record(new(by, now, "team.created", added.Name, null, ServiceFacts.Of(added)));
        }

        var byKey = services.ToDictionary(service => service.Key);
        foreach (var (stated, team) in plan.Services)
        {
            var draft = stated with { Team = team is null ? null : byName[Team.KeyOf(team)].Id };
            if (byKey.TryGetValue(draft.Key, out var known))
            {
                var before = ServiceFacts.Of(known.ToDraft());
                if (known.Become(draft, now, by.Behind)) db.Record(new(by, now, "service.changed", draft.Key.Value, before, ServiceFacts.Of(known.ToDraft())));
                continue;
            }

            db.Add(Service.From(draft, now, by.Behind));
            db.Record(new(by, now, "service.created", draft.Key.Value, null, ServiceFacts.Of(draft)));
        }

        foreach (var key in plan.Removed)
        {
            db.Record(new(by, now, "service.deleted", key.Value, ServiceFacts.Of(byKey[key].ToDraft()), null));
            db.Remove(byKey[key]);
        }
    }

    private static ImportReport Faulty(IReadOnlyList<FileFault> faults) => new([.. faults.Take(FileFault.Most)], [], 0, false, "");

    private static string MarkOf(ImportPlan plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(plan.Changes, JsonSerializerOptions.Default))))[..32];
}
