using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Deliver.Verifications.Checks;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Verification;

/// <summary>Takes one look at what a step judges: checks, comparisons, and the portal's own events; and says what was seen.</summary>
internal sealed class StepLooks(DeploymentDesk desk, CheckMeasures checks, CanaryLooks canaries, RunEvents events)
{
    /// <summary>Always over when it returns: null. The deployment itself knows when it is looked again.</summary>
    public async Task<TimeSpan?> LookAsync(Deployment deployment, AttemptKey key, PlannedStep step, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var number = deployment.Number;
        var process = (await db.Set<ProcessInForce>().AsNoTracking().SingleOrDefaultAsync(copy => copy.Deployment == number, stopping))?.Content;
        var began = deployment.Attempts.Last(attempt => attempt.Key == key).BeganAt;
        List<Finding> findings = [await events.LookAsync(deployment, stopping)];
        IReadOnlyList<CheckStanding> standings = [];
        if (step.Kind == StepKind.Verify) standings = await MeasureAsync(deployment, StepNames.Of(key), [.. (process?.Checks ?? []).Where(check => step.Checks.Contains(check.Name))], began, stopping);
        else foreach (var analysis in (process?.Analyses ?? []).Where(analysis => step.Checks.Contains(analysis.Name))) findings.Add(await canaries.LookAsync(StepNames.Of(key), analysis, process?.Traffic, began, desk.Now, desk.Now >= began + step.For, stopping));
        var verdict = Domain.Deliver.Verifications.Verification.Of(standings, findings);
        var isOpen = verdict.State != CheckState.Failed && findings.Exists(finding => finding.State is null);
        await desk.TellAsync(number, (one, now) => one.Judge(key, isOpen ? null : verdict.State, verdict.Why, now, verdict.NextAt), stopping);
        return null;
    }

    private async Task<IReadOnlyList<CheckStanding>> MeasureAsync(Deployment deployment, string key, IReadOnlyList<VerificationCheck> wanted, DateTimeOffset began, CancellationToken stopping)
    {
        if (wanted.Count == 0) return [];
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var kept = (await db.Set<StoredMeasurement>().AsNoTracking().Where(one => one.Key == key).OrderBy(one => one.Id).ToListAsync(stopping)).ToLookup(one => one.Check, one => new Measurement(one.At, one.State, one.Why));
        var due = wanted.Where(check => CheckRun.Of(check, [.. kept[check.Name]], began).NextAt <= desk.Now).ToList();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OPSPORTAL_DEPLOYMENT"] = deployment.Number.ToString(),
            ["OPSPORTAL_ENVIRONMENT"] = deployment.Environment,
            ["OPSPORTAL_COMPONENT"] = deployment.Components[0].Name,
            ["OPSPORTAL_VERSION"] = deployment.Components[0].Version,
            ["OPSPORTAL_DIGEST"] = deployment.Components[0].Digest,
        };
        var made = await Task.WhenAll(due.Select(async check => (check.Name, Seen: await checks.MeasureAsync(check, environment, stopping))));
        db.AddRange(made.Select(one => new StoredMeasurement { Key = key, Check = one.Name, At = one.Seen.At, State = one.Seen.State, Why = one.Seen.Why }));
        await db.SaveChangesAsync(stopping);
        return [.. wanted.Select(check => CheckRun.Of(check, [.. kept[check.Name], .. made.Where(one => one.Name == check.Name).Select(one => one.Seen)], began))];
    }
}
