using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.EarlyLife.Storage;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Following;

/// <summary>Keeps what the portal found last, and notes in the timeline when a criterion has turned.</summary>
internal static class Looks
{
    /// <summary>Adds it to the unit of work. True: it is not what was found before.</summary>
    public static async Task<bool> KeepAsync(OpsDb db, EarlyLifeSupport support, EarlyLifeFacts facts, DateTimeOffset now, CancellationToken stopping)
    {
        var (number, findings) = (support.Deployment, support.Findings(facts, now));
        var met = findings.Count(finding => finding.Holds);
        if (await db.Set<EarlyLifeLook>().FindAsync([number], stopping) is not { } look)
        {
            db.Add(new EarlyLifeLook { Deployment = number, At = now, Facts = facts, Findings = findings, Met = met });
            return true;
        }

        db.AddRange(look.Findings.Zip(findings).Where(pair => pair.First.Holds != pair.Second.Holds && pair.Second.Criterion is not ExitCriterion.Shown).Select(pair => new EarlyLifeEntry
        {
            Deployment = number,
            At = now,
            Kind = EarlyLifeEntryKind.Turned,
            Actor = Party.Portal.Name,
            Text = OneLine.Of($"{pair.Second.Criterion.Words}: {(pair.Second.Holds ? "holds now" : "no longer holds")} ({pair.Second.Words})", EarlyLifeEntry.MaxTextLength),
        }));
        var isNew = !look.Findings.Select(finding => (finding.Holds, finding.Words)).SequenceEqual(findings.Select(finding => (finding.Holds, finding.Words)));
        (look.At, look.Facts, look.Findings, look.Met) = (now, facts, findings, met);
        return isNew;
    }
}
