using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Matrix;

/// <summary>Which cells are asked for. What is empty narrows nothing.</summary>
/// <param name="Text">Words of component, environment, version, or who approved or has seen it.</param>
/// <param name="Service">The key of a service.</param>
/// <param name="Team">The name of the team that owns the service.</param>
internal sealed record VersionFilter(string Text, string Service, string Team, IReadOnlyList<Alignment> States)
{
    public static VersionFilter Everything { get; } = new("", "", "", []);
}

/// <summary>The read side of versions.</summary>
internal sealed class VersionQueries(VersionReader reader, Catalogue catalogue, IDbContextFactory<OpsDb> databases)
{
    public static bool IsCursor(string given) => int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>By component, then by environment.</summary>
    public async Task<IReadOnlyList<VersionCell>> CellsAsync(VersionFilter filter, CancellationToken stopping)
    {
        var words = filter.Text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. (await reader.ReadAsync(stopping)).Cells.Where(cell => Fits(cell, filter, words))];
    }

    /// <summary>A page of the same, from <paramref name="cursor"/> on (null: the first). A cursor is a count of cells.</summary>
    public async Task<Page<VersionCell>> PageAsync(VersionFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        var shown = int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        var cells = await CellsAsync(filter, stopping);
        return new([.. cells.Skip(shown).Take(limit)], cells.Count - shown > limit ? (shown + limit).ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>What was seen of a component in an environment, the last seen first. Refused for a component or environment that the catalogue does not know.</summary>
    public async Task<Outcome<IReadOnlyList<VersionObservation>>> HistoryAsync(string component, string environment, int limit, CancellationToken stopping)
    {
        var found = ComponentNames.Find(catalogue.Current, component);
        if (found is not Outcome<(ServiceKey Service, string Component)>.Done(var (service, name))) return found.Refusal!;
        if (ComponentNames.Environment(catalogue.Current, service, environment) is not Outcome<string>.Done(var place)) return NoticeRefusals.UnknownEnvironment(environment, service.Value);
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<VersionObservation>().AsNoTracking().Where(one => one.Service == service && one.ComponentName == name && one.Environment == place).OrderByDescending(one => one.LastSeen).ThenByDescending(one => one.Id).Take(limit).ToListAsync(stopping);
    }

    /// <summary>Names of teams and keys of services that own what the matrix could show, each in order.</summary>
    public (IReadOnlyList<string> Teams, IReadOnlyList<string> Services) Choices()
    {
        var services = catalogue.Current.Services.Where(service => service.Facts.Components.Count > 0).ToList();
        return ([.. services.Select(service => service.TeamName).Where(team => team.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)], [.. services.Select(service => service.Key.Value)]);
    }

    private bool Fits(VersionCell cell, VersionFilter filter, string[] words)
    {
        if (filter.States.Count > 0 && !filter.States.Contains(cell.Alignment)) return false;
        var service = cell.Component[..cell.Component.IndexOf('/', StringComparison.Ordinal)];
        if (filter.Service.Length > 0 && filter.Service != service) return false;
        if (filter.Team.Length > 0 && !string.Equals(catalogue.Current.Find(new(service))?.TeamName, filter.Team, StringComparison.OrdinalIgnoreCase)) return false;
        if (words.Length == 0) return true;
        var all = string.Join(' ', [cell.Component, cell.Environment, .. new[] { cell.Approved, cell.Deployed }.Concat(cell.Observed).OfType<VersionFact>().Select(fact => $"{fact.Component.Version} {fact.By}")]).ToLowerInvariant();
        return Array.TrueForAll(words, word => all.Contains(word, StringComparison.Ordinal));
    }
}
