using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Pipeline;

/// <summary>Brings together what runs where, what goes on, what waits and what stands in the way, of one service.</summary>
internal sealed class PipelineReader(IDbContextFactory<OpsDb> databases, Catalogue catalogue, ChangeCases cases, IDeployedVersions deployed, TimeProvider clock)
{
    /// <summary>Services that have at least one environment, by name.</summary>
    public IReadOnlyList<CatalogueEntry> Services() => [.. catalogue.Current.Services.Where(service => service.Facts.Environments.Count > 0).OrderBy(service => service.Facts.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Null where there is no such service.</summary>
    public async Task<PipelineView?> ReadAsync(ServiceKey service, CancellationToken stopping)
    {
        if (catalogue.Current.Find(service) is not { } entry) return null;
        var (now, path) = (clock.GetUtcNow(), PromotionPath.Of(service, entry.Facts.Environments));
        var running = (await deployed.ReadAsync(stopping)).Facts;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var facts = await PipelineFacts.ReadAsync(db, service, path.Environments, running, stopping);
        var stages = new List<PipelineStage>();
        foreach (var environment in path.Environments)
        {
            var waiting = new List<WaitingChange>();
            foreach (var change in facts.Changes.Where(change => Same(change.Plan.Environment, environment)))
                waiting.Add(new(change.Number, change.Plan.Title, change.State, PipelineFacts.Said(change.Plan.Components, service), Waits.Of(await cases.ReadAsync(db, change, now, stopping), path, facts, now)));
            var moving = facts.Moving.Where(one => Same(one.Environment, environment)).Select(one => one.Deployment).ToList();
            var tier = entry.Facts.Environments.First(one => Same(one.Name, environment)).Tier;
            stages.Add(new(environment, tier, [.. facts.In(environment).Select(fact => Running(fact, facts))], moving, waiting, Gate(stages.LastOrDefault(), environment, path, facts, moving, waiting)));
        }

        return new(service, entry.Facts.Name, facts.Built, stages, path.Hotfix.Count < path.Environments.Count ? path.Hotfix : [], now);
    }

    private static RunningVersion Running(Domain.Deliver.Versions.VersionFact fact, PipelineFacts facts) =>
        new(fact.Component, fact.Since, fact.By, fact.By.StartsWith("DEP-", StringComparison.Ordinal) ? $"/deployments/{fact.By}" : "", facts.Held.Any(one => one.Holds(fact.Component)));

    private static PipelineGate? Gate(PipelineStage? before, string environment, PromotionPath path, PipelineFacts facts, List<MovingDeployment> moving, List<WaitingChange> waiting)
    {
        if (before is null) return null;
        List<ComponentVersion> from = [.. before.Running.Select(one => one.Component)], to = [.. facts.In(environment).Select(one => one.Component)];
        if (from.Count == 0) return new(before.Environment, GateState.Nothing, [$"Nothing is known to run in {before.Environment} yet."], []);
        List<ComponentVersion> offered = [.. from.Where(component => !to.Exists(there => IsSame(there, component)))];
        var said = PipelineFacts.Said(offered, path.Service);
        if (offered.Count == 0) return new(before.Environment, GateState.Even, [$"{environment} runs what {before.Environment} runs."], []);
        if (moving is [var goes, ..]) return new(before.Environment, GateState.UnderWay, [$"{goes.Number} is under way in {environment}; one at a time."], offered);
        if (facts.Changes.FirstOrDefault(change => Same(change.Plan.Environment, environment) && Covers(change.Plan, offered)) is { } change)
            return new(before.Environment, GateState.UnderWay, [$"{change.Number} takes {said} there.", .. waiting.Find(one => one.Number == change.Number)?.Waits ?? []], offered);
        List<string> why = [.. Standing(offered, environment, path, facts)];
        return why.Count > 0 ? new(before.Environment, GateState.Closed, why, offered) : new(before.Environment, GateState.Open, [$"{said} can go on to {environment}; a change of it needs its approvals."], offered);
    }

    /// <summary>What keeps versions back whatever change takes them there.</summary>
    private static IEnumerable<string> Standing(IReadOnlyList<ComponentVersion> offered, string environment, PromotionPath path, PipelineFacts facts)
    {
        if (Quarantine.Check(offered, facts.Held) is { } held) yield return held.Message;
        if (!facts.IsGoverned(environment)) yield break;
        foreach (var why in PromotionRule.Missing(new(default, offered, environment, false, []), [path], facts.Passed, [])) yield return why.Message;
    }

    private static bool Covers(ChangePlan plan, IReadOnlyList<ComponentVersion> offered) => offered.All(one => plan.Components.Any(component => IsSame(component, one)));

    /// <summary>The same artifact where both are known, else the same version.</summary>
    public static bool IsSame(ComponentVersion one, ComponentVersion other) =>
        one.Name == other.Name && one.Version == other.Version && (one.Digest.Length == 0 || other.Digest.Length == 0 || one.Digest == other.Digest);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
