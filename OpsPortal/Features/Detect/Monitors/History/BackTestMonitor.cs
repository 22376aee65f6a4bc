using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Monitors.History;

/// <summary>Runs a draft over history before anybody saves it: how often it would have fired, and whether that was worth it.</summary>
internal sealed class BackTestMonitor(HistoryReader history, WorkedTimes worked, IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    public const int MostDays = 90;

    /// <summary>Lines of a chart; more would hide each other.</summary>
    public const int MostLines = 8;

    private const int ChartPoints = 480;
    private const int LeastStepSeconds = 15;

    /// <param name="number">The monitor that the draft would change; null: it is a new one.</param>
    /// <param name="chart">Whether lines are wanted too.</param>
    /// <remarks>Refused without <see cref="Permissions.MonitorsRead"/>, for a draft with faults, and where the history cannot be read.</remarks>
    public async Task<Outcome<BackTestReport>> RunAsync(Actor by, MonitorDraft draft, MonitorNumber? number, int days, bool chart, CancellationToken stopping)
    {
        if (!by.May(Permissions.MonitorsRead)) return Refusals.Forbidden(Permissions.MonitorsRead);
        if (days is < 1 or > MostDays) return MonitorRefusals.Invalid([new("days", $"Look back 1 to {MostDays} days.")]);
        if (DraftCheck.Check(draft) is { Count: > 0 } faults) return MonitorRefusals.Invalid(faults);
        var current = number is { } saved ? await CurrentAsync(saved, stopping) : null;
        if (number is not null && current is null) return Refusals.NotFound(number.Value.ToString());

        var to = clock.GetUtcNow();
        var from = to.AddDays(-days);
        var pass = new BackTestPass(draft, current?.Draft, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), chart ? ChartPoints : 0);
        var step = draft.Every > TimeSpan.FromSeconds(LeastStepSeconds) ? draft.Every : TimeSpan.FromSeconds(LeastStepSeconds);

        // A target that was changed in the draft has the history of whoever looked at it.
        var own = current is not null && current.Draft.Target.Equals(draft.Target) ? number : null;
        var read = await history.EachAsync(draft.Target, own, pass.From, pass.To, step, pass.Begin, stopping);
        if (read.Refusal is { } why) return why;
        var times = await worked.ReadAsync(pass.Services, number, from, to, stopping);
        return pass.Report(times, from, to) with { Services = [.. pass.Services.Where(service => service.Length > 0).Select(service => new ServiceKey(service))] };
    }

    private async Task<Monitor?> CurrentAsync(MonitorNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Monitor>().AsNoTracking().SingleOrDefaultAsync(monitor => monitor.Number == number, stopping);
    }
}
