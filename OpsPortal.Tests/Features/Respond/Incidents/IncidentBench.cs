using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Features.Respond.Handoffs;
using OpsPortal.Features.Respond.Handoffs.Acts;
using OpsPortal.Features.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Following;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Incidents;

/// <summary>Incidents and the signal path together on a given database, on a clock that stands still; nothing runs by itself.</summary>
internal sealed class IncidentBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _services;

    private IncidentBench(TestDatabase database, Workbench signals)
    {
        (_database, Signals) = (database, signals);
        var services = new ServiceCollection().AddSingleton<IDbContextFactory<OpsDb>>(database.Contexts).AddSingleton(signals.Feed).AddSingleton<TimeProvider>(signals.Clock).AddSingleton(signals.Catalogue).AddLogging(log => log.ClearProviders());
        services.AddOptions<MailOptions>();
        services.AddOptions<InformOptions>();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<InformLinks>().AddSingleton<BulletinMessages>();
        OnCallFeature.AddOnCallParts(services);
        IncidentsFeature.AddIncidentParts(services);
        HandoffsFeature.AddHandoffParts(services.AddSingleton(signals.Path));
        _services = services.BuildServiceProvider();
    }

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public Workbench Signals { get; }

    public FakeTimeProvider Clock => Signals.Clock;

    /// <summary>Somebody who may work incidents, and is known to the database.</summary>
    public Actor Dana { get; private set; } = default!;

    public static async Task<IncidentBench> StartAsync(TestDatabase database)
    {
        await database.EmptyAsync();
        await using var db = database.Open();
        await db.Set<Incident>().ExecuteDeleteAsync(Stopping);
        await db.Set<Rotation>().ExecuteDeleteAsync(Stopping);
        await db.Set<Handoff>().ExecuteDeleteAsync(Stopping);
        await db.Set<WatchCursor>().ExecuteDeleteAsync(Stopping);
        var bench = new IncidentBench(database, await Workbench.StartAsync(database.Contexts));
        bench.Dana = await bench.PersonAsync("Dana", Duty.ServiceDesk);
        await bench.FollowAsync();
        return bench;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    public async Task<Actor> PersonAsync(string name, Duty duty)
    {
        await using var db = Open();
        var person = new Person { Id = PersonId.New(Clock.GetUtcNow()), Name = name, CreatedAt = Clock.GetUtcNow() };
        person.Start(duty, "a test", Clock.GetUtcNow());
        db.Add(person);
        await db.SaveChangesAsync(Stopping);
        return new(person.Id, name, $"{name}@example.org", Duties.Permit([duty]), "");
    }

    /// <summary>Gives somebody an account, and so an address to write to.</summary>
    public async Task MailboxAsync(Actor person)
    {
        await using var db = Open();
        await db.Set<Account>().ExecuteDeleteAsync(Stopping);
        await db.Set<OutboxMessage>().ExecuteDeleteAsync(Stopping);
        db.Add(new Account { Id = Guid.CreateVersion7(Clock.GetUtcNow()), UserName = person.Account, Email = person.Account, PersonId = person.Person!.Value, CreatedAt = Clock.GetUtcNow() });
        await db.SaveChangesAsync(Stopping);
    }

    public async Task<EventNumber> RaiseAsync(string name, string severity = "critical")
    {
        Assert.Equal(OpsPortal.Features.Detect.Signals.Taken.Stored, await Signals.SendAsync(Signals.Firing(name, severity)));
        return (await Signals.EventsAsync()).Last(e => e.Title.Contains(name, StringComparison.Ordinal)).Number;
    }

    public Task ClearAsync(string name) => Signals.SendAsync(Signals.Firing(name) with { EndsAt = Clock.GetUtcNow() });

    public async Task<Incident> OpenAsync(params EventNumber[] events) =>
        Assert.IsType<Outcome<Incident>.Done>(await Get<OpenIncident>().RunAsync(Dana, new(events.Length == 0 ? "Checkout is down" : "", "", null, events), Stopping)).Value;

    public Task AcknowledgeEventAsync(EventNumber number) => new AcknowledgeEvent(Signals.Acts).RunAsync(Dana, number, Stopping);

    /// <summary>Two runs: the second finds nothing that the first has told.</summary>
    public async Task FollowAsync()
    {
        for (var run = 0; run < 2; run++) await ActivatorUtilities.CreateInstance<FollowIncidents>(_services).RunAsync(Stopping);
    }

    public async Task EscalateAsync()
    {
        for (var run = 0; run < 2; run++) await ActivatorUtilities.CreateInstance<EscalateIncidents>(_services).RunAsync(Stopping);
    }

    public async Task EscalateHandoffsAsync()
    {
        for (var run = 0; run < 2; run++) await ActivatorUtilities.CreateInstance<EscalateHandoffs>(_services).RunAsync(Stopping);
    }

    public async Task<IncidentView> ViewAsync(IncidentNumber number) => await Get<IIncidentQueries>().ViewAsync(number, Stopping) ?? throw new InvalidOperationException($"{number} is gone.");

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Signals.DisposeAsync();
    }
}
