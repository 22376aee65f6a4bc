using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Exchange;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Demo;

/// <summary>The services of the demo organisation, a web shop, through the same import as everybody's. Where there is any service nothing is added.</summary>
public sealed class DemoEstate(IDbContextFactory<OpsDb> databases, ImportServices import, ILogger<DemoEstate> log)
{
    private const string File = "OpsPortal.Features.Estate.Demo.services.yaml";

    public async Task AddAsync(CancellationToken stopping)
    {
        await using (var db = await databases.CreateDbContextAsync(stopping))
        {
            if (await db.Services.AnyAsync(stopping) || await db.Teams.AnyAsync(stopping)) return;
        }

        await using var file = typeof(DemoEstate).Assembly.GetManifestResourceStream(File) ?? throw new InvalidOperationException($"{File} is missing from the build.");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, stopping);
        var outcome = await import.RunAsync(Actor.Portal("Demo"), bytes.ToArray(), new(Preview: false), stopping);
        if (outcome.Refusal is { } why) log.DemoRefused(why.Message);
        else if (outcome is Outcome<ImportReport>.Done({ Faults: [var fault, ..] })) log.DemoRefused(fault.ToString());
    }
}
