using Microsoft.Extensions.Logging.Abstractions;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Jobs;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Storage;
using OpsPortal.Tests.Domain.Respond.Automation;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>What people and schedules do to events meanwhile.</summary>
internal static class Silencing
{
    /// <summary>Silences an alert by its name, and has that applied to what is open.</summary>
    public static async Task<Guid> SilenceAsync(this InformBench bench, string alert)
    {
        var now = bench.Clock.GetUtcNow();
        var matcher = Assert.IsType<Outcome<Matcher>.Done>(MatcherText.Parse($"alertname=\"{alert}\"")).Value;
        var set = new SetSilence(bench.Contexts, bench.Signals.Silences, bench.Signals.Feed, bench.Clock);
        var id = Assert.IsType<Outcome<Guid>.Done>(await set.RunAsync(Given.Olga, null, new([matcher], now, now.AddHours(8), "Olga", "A test."), InformBench.Stopping)).Value;
        await bench.ReapplyAsync();
        return id;
    }

    public static async Task UnsilenceAsync(this InformBench bench, Guid id)
    {
        Assert.Null((await new ExpireSilence(bench.Contexts, bench.Signals.Silences, bench.Signals.Feed, bench.Clock).RunAsync(Given.Olga, id, InformBench.Stopping)).Refusal);
        await bench.ReapplyAsync();
    }

    public static async Task SnoozeAsync(this InformBench bench, EventNumber number) => Assert.Null((await new SnoozeEvent(bench.Signals.Acts).RunAsync(Given.Olga, number, bench.Clock.GetUtcNow().AddHours(1), InformBench.Stopping)).Refusal);

    public static async Task WakeAsync(this InformBench bench, EventNumber number) => Assert.Null((await new WakeEvent(bench.Signals.Acts).RunAsync(Given.Olga, number, InformBench.Stopping)).Refusal);

    /// <summary>What flapped and has come to rest is resolved.</summary>
    public static Task SettleAsync(this InformBench bench) =>
        new SettleFlapping(new EventSweep(bench.Contexts, bench.Signals.Feed), bench.Clock, NullLogger<SettleFlapping>.Instance).RunAsync(InformBench.Stopping);

    private static async Task ReapplyAsync(this InformBench bench)
    {
        await bench.Signals.Silences.RefreshAsync(InformBench.Stopping);
        using var reapply = new ReapplySilences(bench.Contexts, new(bench.Signals.Silences, bench.Signals.Windows), bench.Signals.Feed, bench.Clock, NullLogger<ReapplySilences>.Instance);
        await reapply.RunAsync(InformBench.Stopping);
    }
}
