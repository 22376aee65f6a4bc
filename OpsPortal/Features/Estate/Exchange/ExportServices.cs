using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate.Exchange;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Exchange;

/// <summary>The whole catalogue as a file that, imported again, changes nothing.</summary>
public sealed class ExportServices(IDbContextFactory<OpsDb> databases)
{
    /// <summary>Refused without <see cref="Permissions.ServicesRead"/>.</summary>
    public async Task<Outcome<string>> RunAsync(Actor by, CatalogueFormat format, CancellationToken stopping)
    {
        if (!by.May(Permissions.ServicesRead)) return Refusals.Forbidden(Permissions.ServicesRead);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var teams = await db.Teams.AsNoTracking().Include(team => team.Members).ToListAsync(stopping);
        var services = await db.Services.AsNoTracking().Include(service => service.Needs).AsSplitQuery().ToListAsync(stopping);
        var people = await PersonNames.ReadAsync(db, stopping);
        return CatalogueText.Write(CatalogueFileWriter.Write(teams, services.Select(service => service.ToDraft()), people.NameOf), format);
    }
}
