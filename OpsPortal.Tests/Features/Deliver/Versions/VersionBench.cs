using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Runners.Http;
using OpsPortal.Features.Deliver.Versions;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Features.Deliver.Versions.Observing;
using OpsPortal.Jobs;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Versions;

/// <summary>Versions on a given database, on a clock that stands still: a shop with checkout/api in production and staging, changes laid in as they are kept, and events that are really raised.</summary>
internal sealed class VersionBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;
    private readonly Workbench _signals;
    private long _number;

    private VersionBench(TestDatabase database, Workbench signals)
    {
        (_database, _signals) = (database, signals);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders()).AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("OpsPortal:Outgoing:Allow:0", "127.0.0.0/8")]).Build());
        services.AddSingleton<TimeProvider>(Clock).AddSingleton(signals.Feed).AddSingleton<IDbContextFactory<OpsDb>>(database.Contexts).AddSingleton(_ => signals.Path).AddSingleton(signals.Catalogue);
        services.AddDataProtection();
        services.AddOutgoing().AddOutbox(sends: false);
        services.AddSingleton<RunnerHttp>();
        VersionsFeature.AddVersionParts(services);
        _services = services.BuildServiceProvider();
    }

    public static DateTimeOffset Noon => Workbench.Noon;

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>An agent in the cluster, by its key.</summary>
    public static Actor Agent { get; } = new(null, "Agent", "ops_x", new HashSet<string> { Permissions.VersionsReport }, "");

    /// <summary>A release manager.</summary>
    public static Actor Rosa { get; } = new(PersonId.New(Workbench.Noon), "Rosa", "rosa@example.org", Duties.Permit([Duty.ReleaseManager]), "");

    /// <summary>An operator.</summary>
    public static Actor Olga { get; } = new(PersonId.New(Workbench.Noon), "Olga", "olga@example.org", Duties.Permit([Duty.Operator]), "");

    public FakeTimeProvider Clock => _signals.Clock;

    public static async Task<VersionBench> StartAsync(TestDatabase database)
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            await db.Set<VersionObservation>().ExecuteDeleteAsync(Stopping);
            await db.Set<VersionLookup>().ExecuteDeleteAsync(Stopping);
            await db.Set<VersionDifference>().ExecuteDeleteAsync(Stopping);
            await db.Set<DeploymentNotice>().ExecuteDeleteAsync(Stopping);
            await db.Set<ChangeEntry>().ExecuteDeleteAsync(Stopping);
            await db.Set<ChangeRevision>().ExecuteDeleteAsync(Stopping);
            await db.Set<Change>().ExecuteDeleteAsync(Stopping);
            db.AddRange(
                Service.From(new() { Key = new("checkout"), Name = "Checkout", Environments = [new("production", Tier.Production), new("staging", Tier.Staging)], Components = [new("api", ComponentKind.Application), new("web", ComponentKind.Application)] }, Noon),
                Service.From(new() { Key = new("orders"), Name = "Orders", Environments = [new("production", Tier.Production)], Components = [new("orders-db", ComponentKind.Application)] }, Noon));
            await db.SaveChangesAsync(Stopping);
        }

        var bench = new VersionBench(database, await Workbench.StartAsync(database.Contexts));
        await bench._signals.Catalogue.RefreshAsync(Stopping);
        return bench;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    public static ComponentVersion Api(string version, string commit = "") => new(new("checkout"), "api", version, commit, "");

    /// <summary>Reports one version of checkout/api as seen now.</summary>
    public Task<Outcome<VersionsTaken>> SeeAsync(string version, string environment = "production", string instance = "", DateTimeOffset? at = null) => ReportAsync(false, new VersionSeen("checkout/api", environment, version, Instance: instance, SeenAt: at));

    public Task<Outcome<VersionsTaken>> ReportAsync(bool isComplete, params VersionSeen[] seen) => Get<TakeVersions>().RunAsync(Agent, new(seen, isComplete), Stopping);

    /// <summary>Lays a change of checkout/api in as it would be kept in that state, begun now.</summary>
    public async Task<Change> ChangedAsync(string version, ChangeState state = ChangeState.Implemented, string environment = "production")
    {
        var change = Assert.IsType<Outcome<Change>.Done>(Change.Request(new(++_number), new() { Title = "Deploy", Environment = environment, Components = [Api(version)] }, Party.Portal, Clock.GetUtcNow())).Value;
        await using var db = Open();
        db.Add(change);
        var entry = db.Entry(change);
        (entry.Property(one => one.State).CurrentValue, entry.Property(one => one.StartedAt).CurrentValue) = (state, Clock.GetUtcNow());
        if (state != ChangeState.Implementing) entry.Property(one => one.EndedAt).CurrentValue = Clock.GetUtcNow();
        ChangeColumns.Write(db, change);
        await db.SaveChangesAsync(Stopping);
        _signals.Feed.Publish(OpsPortal.Live.ChangeKind.Changes);
        return change;
    }

    /// <summary>Brings a change that was laid in to another state.</summary>
    public async Task MovedAsync(ChangeNumber number, ChangeState state)
    {
        await using var db = Open();
        var change = await db.Set<Change>().SingleAsync(one => one.Number == number, Stopping);
        var entry = db.Entry(change);
        db.Add(new ChangeEntry { Change = number, At = Clock.GetUtcNow(), Kind = ChangeEntryKind.Moved, Actor = "a test", From = change.State, To = state });
        (entry.Property(one => one.State).CurrentValue, entry.Property(one => one.ChangedAt).CurrentValue, entry.Property(one => one.EndedAt).CurrentValue) = (state, Clock.GetUtcNow(), change.EndedAt ?? Clock.GetUtcNow());
        await db.SaveChangesAsync(Stopping);
        _signals.Feed.Publish(OpsPortal.Live.ChangeKind.Changes);
    }

    /// <summary>A notice of a deployment of checkout/api to production, as one that was allowed.</summary>
    public async Task NoticedAsync(NoticeStatus status, string version, string previous = "", string rogue = "")
    {
        await using var db = Open();
        db.Add(new DeploymentNotice { Sender = "GitHub", Key = $"{++_number}", Hash = "", Service = new("checkout"), Component = "api", Version = version, Environment = "production", Status = status, OccurredAt = Clock.GetUtcNow(), ReceivedAt = Clock.GetUtcNow(), PreviousVersion = previous, RogueCode = rogue });
        await db.SaveChangesAsync(Stopping);
    }

    public async Task<VersionCell> CellAsync(string component = "checkout/api", string environment = "production") =>
        Assert.Single((await Get<VersionReader>().ReadAsync(Stopping)).Cells, cell => cell.Component == component && cell.Environment == environment);

    public Task RunAsync<TJob>() where TJob : class, IJob => ActivatorUtilities.CreateInstance<TJob>(_services).RunAsync(Stopping);

    public Task<List<Event>> EventsAsync() => _signals.EventsAsync();

    public async Task<List<VersionDifference>> DifferencesAsync()
    {
        await using var db = Open();
        return await db.Set<VersionDifference>().AsNoTracking().OrderBy(one => one.Id).ToListAsync(Stopping);
    }

    public async Task<List<string>> ActsAsync()
    {
        await using var db = Open();
        return await db.Audit.OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _signals.DisposeAsync();
    }
}
