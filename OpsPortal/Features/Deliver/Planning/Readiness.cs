using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Planning.Criteria;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning;

/// <summary>How ready a change is.</summary>
/// <param name="Standings">Those criteria that apply, oldest first.</param>
public sealed record ReadinessView(IReadOnlyList<CriterionStanding> Standings)
{
    /// <summary>Why it must wait, naming every criterion that holds it back; null where none does.</summary>
    public Refusal? NotMet => ReadinessJudge.Refuse(Standings);

    /// <summary>One line each, as a person who approves is shown them.</summary>
    public IReadOnlyList<string> Words => [.. Standings.Select(standing => $"{standing.Name}: {CriterionWords.Of(standing.State)}. {standing.Words}")];
}

/// <summary>Judges readiness by what the portal knows at this moment; asked at approval and again at the start.</summary>
internal sealed class Readiness(CapacityReadings capacity, Catalogue catalogue)
{
    private const int MostEvents = 5000;

    private static readonly TimeSpan Around = TimeSpan.FromDays(31);

    // Suppressed events are known and expected; they make nothing ill.
    private static readonly Standing[] Counting = [Standing.Active, Standing.Grouped, Standing.Snoozed];

    public Task<ReadinessView> OfAsync(OpsDb db, Change change, DateTimeOffset at, CancellationToken stopping) => OfAsync(db, change.Number, change.Plan, at, stopping);

    /// <param name="number">0: the plan is not saved yet.</param>
    public async Task<ReadinessView> OfAsync(OpsDb db, ChangeNumber number, ChangePlan plan, DateTimeOffset at, CancellationToken stopping)
    {
        var snapshot = catalogue.Current;
        var asked = new ReadinessCase(number, plan, ChangeWork.Tiers(plan.Components.Select(component => component.Service), plan.Environment, snapshot));
        var criteria = (await db.Set<Criterion>().AsNoTracking().OrderBy(criterion => criterion.CreatedAt).ThenBy(criterion => criterion.Id).ToListAsync(stopping)).FindAll(criterion => criterion.Applies(plan.Environment, asked.Tiers));
        var kinds = criteria.Select(criterion => criterion.Draft.Kind).ToHashSet();
        var facts = new ReadinessFacts
        {
            Graph = snapshot.Graph,
            Exceptions = kinds.Contains(CriterionKind.DependencyHealth) ? await ExceptionsAsync(db, stopping) : [],
            Incidents = kinds.Contains(CriterionKind.NoMajorIncident) ? await ClashReader.IncidentsAsync(db, stopping) : [],
            Capacity = kinds.Contains(CriterionKind.Capacity) ? await capacity.OfAsync(db, asked.Services, stopping) : [],
            Windows = kinds.Contains(CriterionKind.Window) && plan.Window is { } window ? await PlannedWorkReader.WindowsAsync(db, window.Start - Around, window.End + Around, stopping) : [],
            Reports = kinds.Contains(CriterionKind.SignedReport) ? await ReportsAsync(db, asked, stopping) : [],
            Evidence = kinds.Contains(CriterionKind.ByPerson) ? await db.Set<ReadinessEvidence>().AsNoTracking().Where(evidence => evidence.Change == number).ToListAsync(stopping) : [],
        };
        return new(ReadinessJudge.Judge(criteria, asked, facts, at));
    }

    private static async Task<IReadOnlyList<OpenException>> ExceptionsAsync(OpsDb db, CancellationToken stopping)
    {
        var open = await db.Events.AsNoTracking().Where(e => Counting.Contains(e.Standing) && e.Type == EventType.Exception && e.Service != "")
            .OrderBy(e => e.Priority).ThenByDescending(e => e.Number).Take(MostEvents).Select(e => new { e.Number, e.Title, e.Service }).ToListAsync(stopping);
        return [.. open.Select(e => new OpenException(new(e.Service), e.Number.ToString(), e.Title))];
    }

    private static async Task<IReadOnlyList<SignedReport>> ReportsAsync(OpsDb db, ReadinessCase asked, CancellationToken stopping)
    {
        // Only the latest of each check counts, and there may be years of them.
        var reports = new List<SignedReport>();
        foreach (var service in asked.Services)
            reports.AddRange(await db.Set<SignedReport>().AsNoTracking().Where(report => report.Service == service).OrderByDescending(report => report.IssuedAt).Take(200).ToListAsync(stopping));
        return reports;
    }
}
