using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Features.Deliver.Evidence.Print;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Evidence;

/// <summary>In which form evidence is taken away.</summary>
internal enum EvidenceForm
{
    Json,

    /// <summary>For people, with the JSON attached.</summary>
    Pdf,
}

/// <summary>Gives the evidence of a change out. Its seal is written to the audit chain before it leaves, so that the chain can tell later whether it came from here.</summary>
internal sealed class ExportEvidence(EvidenceReader reader, IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>What the audit chain calls it.</summary>
    public const string ActName = "change.evidence-exported";

    /// <summary>The file. Refused without <see cref="Permissions.AuditRead"/>: it holds entries of the audit chain, with accounts and network addresses.</summary>
    public async Task<Outcome<byte[]>> RunAsync(Actor by, ChangeNumber number, EvidenceForm form, CancellationToken stopping)
    {
        if (!by.May(Permissions.AuditRead)) return Refusals.Forbidden(Permissions.AuditRead);
        if (await reader.ReadAsync(number, stopping) is not { } facts) return Refusals.NotFound(number.ToString());
        var at = clock.GetUtcNow();
        var pack = facts.ToFile(at);
        var file = form == EvidenceForm.Pdf ? EvidencePrint.Of(pack) : pack;
        await using var db = await databases.CreateDbContextAsync(stopping);
        db.Record(new Act(by, at, ActName, number.ToString(), After: new { Form = form, Seal = PackFile.SealOf(pack) }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(Live.ChangeKind.Audit);
        return file;
    }
}
