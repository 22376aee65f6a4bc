using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Features.Improve;
using OpsPortal.Features.Improve.Advice;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Features.Improve.Improvements;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Jobs;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Detect.Monitors;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Improve;

/// <summary>The register, noise and advice on a given database, on a clock that stands still: a Sunday noon, so that the current week began six days ago.</summary>
internal sealed class ImproveBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestDatabase _database;
    private long _last;

    private ImproveBench(TestDatabase database, MonitorBench monitors)
    {
        (_database, Monitors) = (database, monitors);
        var (signals, services) = (monitors.Signals, new ServiceCollection());
        services.AddSingleton<IDbContextFactory<OpsDb>>(database.Contexts).AddSingleton<TimeProvider>(monitors.Clock).AddSingleton(signals.Feed).AddSingleton(signals.Catalogue).AddSingleton(signals.Rules).AddSingleton(signals.Windows)
            .AddSingleton(monitors.BackTest).AddSingleton(monitors.Change).AddSingleton(monitors.Enable).AddSingleton<RuleDesk>().AddSingleton<SaveRule>().AddSingleton<TryRule>()
            .AddSingleton<WindowDesk>().AddSingleton<SaveWindow>().AddSingleton<CancelWindow>().AddSingleton<RehearsalQueries>().AddSingleton<UnrehearsedServices>().AddLogging(log => log.ClearProviders()).AddOptions<ImproveOptions>();
        _services = services.AddImprovementParts().AddAdviceParts().BuildServiceProvider();
    }

    /// <summary>May do everything.</summary>
    public static Actor Olga => MonitorBench.Operator;

    /// <summary>May only look.</summary>
    public static Actor Mia { get; } = new(new(Guid.Parse("0193a000-0000-7000-8000-000000000003")), "Mia", "mia@example.org", new HashSet<string> { Permissions.ImprovementsRead }, "");

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public MonitorBench Monitors { get; }

    public DateTimeOffset Now => Monitors.Clock.GetUtcNow();

    public static async Task<ImproveBench> StartAsync(TestDatabase database)
    {
        await using (var db = database.Open())
        {
            await db.Set<ImprovementEntry>().ExecuteDeleteAsync(Stopping);
            await db.Set<Improvement>().ExecuteDeleteAsync(Stopping);
            await db.Set<HeldReview>().ExecuteDeleteAsync(Stopping);
            await db.Set<NoisyRule>().ExecuteDeleteAsync(Stopping);
            await db.Set<NoiseCounting>().ExecuteDeleteAsync(Stopping);
            await db.Set<SignificanceRule>().ExecuteDeleteAsync(Stopping);
            await db.Set<Incident>().ExecuteDeleteAsync(Stopping);
            await db.Set<Problem>().ExecuteDeleteAsync(Stopping);
            await db.Set<DeploymentNotice>().ExecuteDeleteAsync(Stopping);
        }

        return new(database, await MonitorBench.StartAsync(database));
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    public Task RunAsync<TJob>() where TJob : class, IJob => ActivatorUtilities.CreateInstance<TJob>(_services).RunAsync(Stopping);

    public static T Done<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done(var value) ? value : throw new InvalidOperationException($"{outcome.Refusal?.Code}: {outcome.Refusal?.Message}");

    /// <summary>Keeps an event that came at an instant; call in the order of coming.</summary>
    /// <param name="shown">So many minutes later it was on a screen; null: never.</param>
    /// <param name="handle">What was done with it; each act gets the instant it is done at.</param>
    public async Task<EventNumber> EventAsync(DateTimeOffset at, Action<Event>? handle = null, int? shown = null, string alert = "DiskFull", string source = "alertmanager", string instance = "db-7", string monitor = "", Priority priority = Priority.P3, Guid? heldBy = null)
    {
        var labels = LabelSet.From(("alertname", alert), ("instance", instance), ("service", "shop"), ("monitor", monitor));
        var raised = Event.Raise(new(++_last), new(source, labels, LabelSet.Empty, at, at.AddMinutes(5), EndIsAssumed: false, ""), alert, EventType.Warning, priority, heldBy, at);
        raised.Service = "shop";
        handle?.Invoke(raised);
        await using var db = Open();
        db.Add(raised);
        db.AddRange(raised.NewEntries);
        if (shown is { } minutes) db.Entry(raised).Property(nameof(Event.ShownAt)).CurrentValue = (DateTimeOffset?)at.AddMinutes(minutes);
        await db.SaveChangesAsync(Stopping);
        return raised.Number;
    }

    /// <summary>Over by itself after five minutes, and closed by the portal.</summary>
    public static void Unworked(Event raised)
    {
        raised.Clear(raised.StartsAt.AddMinutes(5), "resolved by source", raised.StartsAt.AddMinutes(5));
        Done(raised.Close("closed automatically", "", Actor.Portal("auto-close"), raised.StartsAt.AddDays(1)));
    }

    /// <summary>Acknowledged, commented, over and closed.</summary>
    public static void Worked(Event raised)
    {
        Done(raised.Acknowledge(Olga, raised.StartsAt.AddMinutes(1)));
        Done(raised.Comment("Cleaned up", Olga, raised.StartsAt.AddMinutes(2)));
        raised.Clear(raised.StartsAt.AddMinutes(5), "resolved by source", raised.StartsAt.AddMinutes(5));
        Done(raised.Close("Done", "Rotate the logs", Olga, raised.StartsAt.AddMinutes(9)));
    }

    /// <summary>Everything in the register, the oldest first.</summary>
    public async Task<IReadOnlyList<ImprovementRow>> RegisterAsync() => [.. (await Get<ImprovementQueries>().PageAsync(new(), null, 500, Stopping)).Items.Reverse()];

    public async Task<IReadOnlyList<string>> ActsAsync(string on)
    {
        await using var db = Open();
        return await db.Audit.Where(entry => entry.Object == on).OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Monitors.DisposeAsync();
    }
}
