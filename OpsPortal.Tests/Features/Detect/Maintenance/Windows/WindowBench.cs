using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Calendar;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Maintenance.Windows;

/// <summary>Windows, the calendar and the signal path together on a given database, on a clock that stands still; nothing runs by itself.</summary>
internal sealed class WindowBench : IAsyncDisposable
{
    public static readonly Actor Olga = Person("Olga", [.. Duties.Permits(Duty.Operator)]);
    public static readonly Actor Tom = Person("Tomás", [.. Duties.Permits(Duty.ChangeManager)]);
    public static readonly Actor Rita = Person("Rita", [.. Duties.Permits(Duty.Manager)]);

    private readonly TestDatabase _database;
    private ServiceProvider _services;

    private WindowBench(TestDatabase database, Workbench signals)
    {
        (_database, Signals) = (database, signals);
        _services = Build();
    }

    public Workbench Signals { get; }

    public FakeTimeProvider Clock => Signals.Clock;

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>With three services: payments (critical) needs checkout's database; checkout needs it too.</summary>
    public static async Task<WindowBench> StartAsync(TestDatabase database)
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            db.Add(Service.From(new() { Key = new("orders-db"), Name = "Orders database", Environments = [new("production", Tier.Production)] }, Workbench.Noon));
            db.Add(Service.From(new() { Key = new("checkout"), Name = "Checkout", Dependencies = [new(new("orders-db"), DependencyKind.StoresIn)] }, Workbench.Noon));
            db.Add(Service.From(new() { Key = new("payments"), Name = "Payments", Criticality = Criticality.Critical, Environments = [new("production", Tier.Production)] }, Workbench.Noon));
            await db.SaveChangesAsync(Stopping);
        }

        var signals = await Workbench.StartAsync(database.Contexts);
        await signals.Catalogue.RefreshAsync(Stopping);
        return new(database, signals);
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    /// <summary>An hour from noon for two hours in UTC, for checkout, unless told otherwise.</summary>
    public static WindowDraft Draft(Func<WindowDraft, WindowDraft>? change = null)
    {
        var draft = new WindowDraft { Title = "Patch the databases", Reason = "Security fixes", LocalStart = Workbench.Noon.UtcDateTime.AddHours(1), Zone = "UTC", DurationMinutes = 120, Services = ["checkout"] };
        return change is null ? draft : change(draft);
    }

    public async Task<MaintenanceWindow> PlanAsync(WindowDraft draft, Actor? by = null) =>
        Assert.IsType<Outcome<MaintenanceWindow>.Done>(await Get<SaveWindow>().RunAsync(by ?? Olga, null, draft, null, confirmed: false, Stopping)).Value;

    public async Task<MaintenanceWindow> WindowAsync(WindowNumber number)
    {
        await using var db = Open();
        return await db.Set<MaintenanceWindow>().AsNoTracking().SingleAsync(window => window.Number == number, Stopping);
    }

    /// <summary>Lets time pass and the jobs run.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await RunJobsAsync();
    }

    public async Task RunJobsAsync()
    {
        await Get<TurnWindows>().RunAsync(Stopping);
        await Get<ReapplySilences>().RunAsync(Stopping);
    }

    public Task SendAsync(string name, string service = "checkout", string severity = "critical") => Signals.SendAsync(Signal(name, service, severity));

    public Task ClearAsync(string name, string service = "checkout", string severity = "critical") => Signals.SendAsync(Signal(name, service, severity) with { EndsAt = Clock.GetUtcNow() });

    public async Task<Event> EventAsync(string name) => (await Signals.EventsAsync()).Single(e => e.Labels["alertname"] == name);

    /// <summary>As a killed process: what was only in memory is gone.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        await Signals.RestartAsync();
        await Signals.Windows.RefreshAsync(Stopping);
        _services = Build();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Signals.DisposeAsync();
    }

    /// <summary>Fires for a day, so that it does not run out while a test lets hours pass.</summary>
    private Signal Signal(string name, string service, string severity) => Signals.Firing(name, severity) with
    {
        Labels = LabelSet.From(("alertname", name), ("severity", severity), ("service", service)),
        EndsAt = Clock.GetUtcNow().AddDays(1),
    };

    private static Actor Person(string name, HashSet<string> permissions) => new(new PersonId(Guid.CreateVersion7(Workbench.Noon)), name, $"{name}@demo.local", permissions, "");

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<ChangeFeed>(Signals.Feed).AddSingleton<IDbContextFactory<OpsDb>>(_database.Contexts);
        services.AddMaintenanceParts().AddCalendarParts().AddSingleton<TurnWindows>().AddSingleton<RetainWindows>().AddOptions<OpsPortal.Jobs.JobOptions>();

        // The books are those that the signal path asks.
        services.AddSingleton(_ => Signals.Path).AddSingleton(Signals.Catalogue).AddSingleton(Signals.Silences).AddSingleton(Signals.Windows);
        return services.BuildServiceProvider();
    }
}
