using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Queue;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Respond.Handoffs;
using OpsPortal.Features.Respond.Handoffs.Acts;
using OpsPortal.Features.Respond.Handoffs.Queries;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Live;
using OpsPortal.Peers;
using OpsPortal.Storage;
using Handed = OpsPortal.Domain.Respond.Handoffs.Handoff;

namespace OpsPortal.Benchmarks.Handoff;

/// <summary>A handoff of a busy shift: read from the facts, written, and read again as its page does.</summary>
internal sealed class HandoffBenchmark(Scale scale, TimeProvider clock)
{
    private const int Events = 2000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public async Task RunAsync(Report report)
    {
        using var filled = await FilledDatabase.OnSqliteAsync(Places.NewFolder("handoff"), scale with { Events = Events }, report, clock);
        var (giver, rotation) = await PrepareAsync(filled.Databases);
        var services = new ServiceCollection().AddSingleton<IDbContextFactory<OpsDb>>(filled.Databases).AddSingleton(clock).AddSingleton<ChangeFeed>().AddSingleton<Catalogue>().AddSingleton<SignalPath>().AddLogging(log => log.ClearProviders());
        OnCallFeature.AddOnCallParts(services);
        HandoffsFeature.AddHandoffParts(services);
        await using var parts = services.BuildServiceProvider();
        await parts.GetRequiredService<Catalogue>().RefreshAsync(CancellationToken.None);
        var (took, lines) = (new List<TimeSpan>(), 0);
        for (var call = 0; call < Math.Min(scale.Calls, 20) + 2; call++)
        {
            await using (var db = filled.Databases.CreateDbContext()) await db.Set<Handed>().ExecuteDeleteAsync();
            var started = Stopwatch.GetTimestamp();
            if (await parts.GetRequiredService<StartHandoff>().OfShiftAsync(giver, rotation, CancellationToken.None) is not Outcome<Handed>.Done(var made)) throw new InvalidOperationException("The handoff was refused.");
            lines = (await parts.GetRequiredService<HandoffQueries>().ViewAsync(made.Number, CancellationToken.None))!.Items.Count;
            if (call >= 2) took.Add(Stopwatch.GetElapsedTime(started));
        }

        took.Sort();
        var p95 = Percentile.Of(took, 0.95);
        report.Add(Finding.Held($"handoff of a shift with {Written.Number(Events)} events ({Written.Number(lines)} lines), made and read, p95", "≤ 1 s", Written.Milliseconds(p95), p95 <= Limit));
    }

    /// <summary>Everything came up in this shift, whose giver is on now.</summary>
    private async Task<(Actor Giver, Guid Rotation)> PrepareAsync(OpsDbFactory databases)
    {
        var now = clock.GetUtcNow();
        var person = new Person { Id = PersonId.New(now), Name = "Giver", CreatedAt = now };
        var by = new Actor(person.Id, person.Name, "", Permissions.All, "");
        var team = Team.From(new("Bench", "", [person.Id]), now);
        var rotation = Rotation.From(new("Desk", team.Id, "UTC", DateOnly.FromDateTime(now.UtcDateTime.AddDays(-3)), [new("All day", new(0, 0), new(0, 0), ShiftTime.EveryDay, [person.Id], 1)]), by, now);
        await using var db = databases.CreateDbContext();
        db.Add(person);
        db.Add(team);
        db.Add(rotation);
        await db.SaveChangesAsync();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        await db.Events.ExecuteUpdateAsync(set => set.SetProperty(e => e.FirstSeenAt, today).SetProperty(e => e.ChangedAt, today));
        return (by, rotation.Id);
    }
}
