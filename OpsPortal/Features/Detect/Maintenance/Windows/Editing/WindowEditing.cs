using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Editing;

/// <summary>What the form of a window asks and does.</summary>
internal sealed class WindowEditing(WindowQueries queries, SaveWindow save, PreviewWindow preview, Catalogue catalogue, IDbContextFactory<OpsDb> databases)
{
    /// <summary>Most names offered.</summary>
    private const int Most = 500;

    public WindowQueries Queries => queries;

    public SaveWindow Save => save;

    public PreviewWindow Preview => preview;

    /// <summary>Keys of services to choose from, in order.</summary>
    public IReadOnlyList<string> Services => [.. catalogue.Current.Services.Select(service => service.Key.Value).Take(Most)];

    /// <summary>Names of environments to choose from, in order.</summary>
    public IReadOnlyList<string> Environments => [.. catalogue.Current.Services.SelectMany(service => service.Facts.Environments).Select(environment => environment.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Take(Most)];

    /// <summary>People to choose from, by name.</summary>
    public async Task<IReadOnlyList<(PersonId Id, string Name)>> PeopleAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var people = await db.Persons.AsNoTracking().OrderBy(person => person.Name).Take(Most).Select(person => new { person.Id, person.Name }).ToListAsync(stopping);
        return [.. people.Select(person => (person.Id, person.Name))];
    }
}
