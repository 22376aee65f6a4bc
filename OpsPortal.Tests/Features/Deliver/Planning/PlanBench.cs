using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Calendar;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Deliver.Planning.Criteria;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Live;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Planning;

/// <summary>Planning on a given database, on a clock that stands still: a small shop, and changes laid in as they are kept.</summary>
internal sealed class PlanBench : IAsyncDisposable
{
    /// <summary>What the reports of a test are signed with.</summary>
    public const string Secret = "whsec_b3BzcG9ydGFsLWRlbW8tc2VjcmV0";

    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;
    private long _number;

    private PlanBench(TestDatabase database, Workbench signals)
    {
        (_database, Signals) = (database, signals);
        var services = new ServiceCollection();
        services.AddMetrics().AddLogging(logging => logging.ClearProviders()).AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("OpsPortal:Readiness:Secrets:0", Secret)]).Build());
        services.AddSingleton<TimeProvider>(Clock).AddSingleton(signals.Feed).AddSingleton<IDbContextFactory<OpsDb>>(database.Contexts);
        services.AddMaintenanceParts().AddCalendarParts();
        services.AddSingleton(_ => signals.Path).AddSingleton(signals.Catalogue).AddSingleton(signals.Silences).AddSingleton(signals.Windows);
        MonitorsFeature.AddMonitorParts(services);
        services.AddOptions<MailOptions>();
        services.AddOptions<InformOptions>();
        services.AddSingleton<InformLinks>().AddSingleton<BulletinMessages>();
        PlanningFeature.AddPlanningParts(services);
        services.AddOptions<ReadinessOptions>().BindConfiguration(ReadinessOptions.Section);
        _services = services.BuildServiceProvider();
    }

    public static DateTimeOffset Noon => Workbench.Noon;

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public Workbench Signals { get; }

    public FakeTimeProvider Clock => Signals.Clock;

    /// <summary>Somebody who may set criteria and show evidence, and is known to the database.</summary>
    public Actor Tom { get; private set; } = default!;

    /// <summary>storefront needs checkout, checkout needs the orders database; checkout's peak is from 18:00 to 20:00 UTC.</summary>
    public static async Task<PlanBench> StartAsync(TestDatabase database)
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            await db.Set<Criterion>().ExecuteDeleteAsync(Stopping);
            await db.Set<ReadinessEvidence>().ExecuteDeleteAsync(Stopping);
            await db.Set<SignedReport>().ExecuteDeleteAsync(Stopping);
            await db.Set<ChangeEntry>().ExecuteDeleteAsync(Stopping);
            await db.Set<ChangeRevision>().ExecuteDeleteAsync(Stopping);
            await db.Set<Change>().ExecuteDeleteAsync(Stopping);
            await db.Set<OpsPortal.Domain.Respond.Incidents.Incident>().ExecuteDeleteAsync(Stopping);
            await db.Set<OpsPortal.Domain.Detect.Monitors.Monitor>().ExecuteDeleteAsync(Stopping);
            await db.Set<OutboxMessage>().ExecuteDeleteAsync(Stopping);
        }

        var bench = new PlanBench(database, await Workbench.StartAsync(database.Contexts));
        bench.Tom = await bench.PersonAsync("Tomás", Duty.ChangeManager);
        return bench;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    /// <summary>A person with an account.</summary>
    public async Task<Actor> PersonAsync(string name, Duty duty)
    {
        await using var db = Open();
        var person = new Person { Id = PersonId.New(Clock.GetUtcNow()), Name = name, CreatedAt = Clock.GetUtcNow() };
        person.Start(duty, "a test", Clock.GetUtcNow());
        var mail = $"{person.Id.Value:N}@example.org";
        db.Add(person);
        db.Users.Add(new() { Id = Guid.CreateVersion7(Clock.GetUtcNow()), UserName = mail, Email = mail, PersonId = person.Id, CreatedAt = Clock.GetUtcNow() });
        await db.SaveChangesAsync(Stopping);
        return new(person.Id, name, mail, Duties.Permit([duty]), "");
    }

    public async Task<Team> TeamAsync(string name, string mail, params PersonId[] members)
    {
        await using var db = Open();
        var team = Team.From(new(name, mail, members), Noon);
        db.Add(team);
        await db.SaveChangesAsync(Stopping);
        return team;
    }

    /// <summary>The shop, with owners where a test gives some.</summary>
    public async Task ShopAsync(Func<ServiceDraft, ServiceDraft>? own = null)
    {
        var peak = Assert.IsType<Outcome<PeakHours>.Done>(PeakHours.Read("daily 18:00-20:00 UTC")).Value;
        ServiceDraft[] drafts =
        [
            new() { Key = new("orders-db"), Name = "Orders database", Environments = [new("production", Tier.Production)] },
            new() { Key = new("checkout"), Name = "Checkout", Environments = [new("production", Tier.Production), new("staging", Tier.Staging)], Dependencies = [new(new("orders-db"), DependencyKind.StoresIn)], PeakHours = [peak] },
            new() { Key = new("storefront"), Name = "Storefront", UsersAffected = 900, Environments = [new("production", Tier.Production)], Dependencies = [new(new("checkout"), DependencyKind.Calls)] },
        ];
        await using var db = Open();
        db.AddRange(drafts.Select(draft => Service.From(own?.Invoke(draft) ?? draft, Noon)));
        await db.SaveChangesAsync(Stopping);
        await Signals.Catalogue.RefreshAsync(Stopping);
    }

    /// <summary>A plan for checkout in production from an hour after noon, for two hours.</summary>
    public static ChangePlan Plan(Func<ChangePlan, ChangePlan>? change = null)
    {
        var plan = new ChangePlan { Title = "Upgrade", Environment = "production", Components = [new(new("checkout"), "api", "2.0", "", "")], Steps = [new("Deploy", "")], Window = new(Noon.AddHours(1), Noon.AddHours(3), "UTC") };
        return change is null ? plan : change(plan);
    }

    /// <summary>Lays a change in as it would be kept in that state.</summary>
    public async Task<Change> ChangeAsync(ChangePlan plan, ChangeState state = ChangeState.Approved)
    {
        var change = Assert.IsType<Outcome<Change>.Done>(Change.Request(new(++_number), plan, Party.Of(Tom), Clock.GetUtcNow())).Value;
        await using var db = Open();
        db.Add(change);
        db.Entry(change).Property(one => one.State).CurrentValue = state;
        ChangeColumns.Write(db, change);
        await db.SaveChangesAsync(Stopping);
        return change;
    }

    public async Task<Criterion> CriterionAsync(CriterionDraft draft) => Assert.IsType<Outcome<Criterion>.Done>(await Get<CriteriaDesk>().AddAsync(Tom, draft, Stopping)).Value;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Signals.DisposeAsync();
    }
}
