using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Features.Respond.Incidents;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Features.Respond.OnCall.Acts;
using OpsPortal.Live;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Respond.Automation;

/// <summary>Automation and the signal path together on a given database, on a clock that stands still; nothing runs by itself.</summary>
internal sealed class AutomationBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly IDataProtectionProvider _protection = new EphemeralDataProtectionProvider();
    private ServiceProvider _services;

    private AutomationBench(TestDatabase database, Workbench signals, Receiver receiver)
    {
        (_database, Signals, Receiver) = (database, signals, receiver);
        _services = Build();
    }

    public Workbench Signals { get; }

    public Receiver Receiver { get; }

    public string Scripts { get; } = Places.NewFolder("scripts");

    public FakeTimeProvider Clock => Signals.Clock;

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public static async Task<AutomationBench> StartAsync(TestDatabase database)
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            await db.Set<TriggerRun>().ExecuteDeleteAsync(Stopping);
            await db.Set<Incident>().ExecuteDeleteAsync(Stopping);
            await db.Set<Rotation>().ExecuteDeleteAsync(Stopping);
            await db.Set<Trigger>().ExecuteDeleteAsync(Stopping);
            await db.Set<WatchCursor>().ExecuteDeleteAsync(Stopping);
            await db.Set<OutboxMessage>().ExecuteDeleteAsync(Stopping);
        }

        return new(database, await Workbench.StartAsync(database.Contexts), await Receiver.StartAsync());
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    /// <summary>As a killed process: what was only in memory is gone.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    /// <summary>A live webhook to the receiver on everything, with guardrails that leave room, unless told otherwise.</summary>
    public TriggerDraft Draft(Func<TriggerDraft, TriggerDraft>? change = null)
    {
        var draft = new TriggerDraft { Name = "Hook", Reason = "A test.", Mode = TriggerMode.Live, Action = new() { Url = Receiver.Url, TimeOutSeconds = 10 }, CoolDownMinutes = 0, MaxRuns = 100, MaxTargets = 100, LoopRuns = 100 };
        return change is null ? draft : change(draft);
    }

    public async Task<SavedTrigger> SaveAsync(TriggerDraft draft) =>
        Assert.IsType<Outcome<SavedTrigger>.Done>(await Get<SaveTrigger>().RunAsync(Given.Olga, null, draft, null, confirmed: true, Stopping)).Value;

    public async Task<Trigger> TriggerAsync(TriggerNumber number)
    {
        await using var db = Open();
        return await db.Set<Trigger>().AsNoTracking().SingleAsync(trigger => trigger.Number == number, Stopping);
    }

    public async Task<EventNumber> RaiseAsync(string name, params (string Name, string Value)[] labels)
    {
        Assert.Equal(OpsPortal.Features.Detect.Signals.Taken.Stored, await Signals.SendAsync(Firing(name, labels)));
        return (await Signals.EventsAsync())[^1].Number;
    }

    /// <summary>A service that a team owns, and somebody of the team who is on call for it day and night.</summary>
    /// <returns>The mail address of whoever is on.</returns>
    public async Task<string> OnCallAsync(string service)
    {
        var now = Clock.GetUtcNow();
        var person = new Person { Id = PersonId.New(now), Name = "Dana", CreatedAt = now };
        var team = Team.From(new($"Owners of {service}", "", [person.Id]), now);
        await using var db = Open();
        await db.Set<Account>().ExecuteDeleteAsync(Stopping);
        db.Add(person);
        db.Add(new Account { Id = Guid.CreateVersion7(now), UserName = "dana@example.org", Email = "dana@example.org", PersonId = person.Id, CreatedAt = now });
        db.Add(team);
        db.Services.Add(Service.From(new ServiceDraft { Key = new(service), Name = service, Team = team.Id }, now));
        await db.SaveChangesAsync(Stopping);
        await Signals.Catalogue.RefreshAsync(Stopping);
        var manager = Given.Olga with { Permissions = Permissions.All };
        var draft = new RotationDraft("Always", team.Id, "UTC", new(2026, 1, 1), [new("Always", new(0, 0), new(0, 0), ShiftTime.EveryDay, [person.Id], 1)]);
        Assert.IsType<Outcome<Rotation>.Done>(await Get<SaveRotation>().RunAsync(manager, null, draft, 0, Stopping));
        return "dana@example.org";
    }

    public Task ClearAsync(string name, params (string Name, string Value)[] labels) => Signals.SendAsync(Firing(name, labels) with { EndsAt = Clock.GetUtcNow() });

    public async Task AcknowledgeAsync(EventNumber number) => Assert.Null((await new AcknowledgeEvent(Signals.Acts).RunAsync(Given.Olga, number, Stopping)).Refusal);

    public Task PlanAsync() => Get<PlanRuns>().RunAsync(Stopping);

    /// <summary>Sends what is due and waits for the answers.</summary>
    public async Task SendAsync()
    {
        await Get<OutboxPump>().SweepAsync(Stopping);
        await Get<OutboxPump>().SettledAsync();
    }

    public async Task<IReadOnlyList<TriggerRun>> ActAsync()
    {
        await PlanAsync();
        await SendAsync();
        return await RunsAsync();
    }

    public async Task<IReadOnlyList<TriggerRun>> RunsAsync()
    {
        await using var db = Open();
        return await db.Set<TriggerRun>().AsNoTracking().OrderBy(run => run.Number).ToListAsync(Stopping);
    }

    /// <summary>A script of the folder, executable.</summary>
    public void Script(string name, string text)
    {
        var path = Path.Combine(Scripts, name);
        File.WriteAllText(path, "#!/bin/bash\n" + text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Receiver.DisposeAsync();
        await Signals.DisposeAsync();
        Places.Discard(Scripts);
    }

    private Signal Firing(string name, (string Name, string Value)[] labels) => Signals.Firing(name) with { Labels = LabelSet.From([("alertname", name), ("severity", "critical"), .. labels]) };

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["OpsPortal:Outgoing:Allow:0"] = "127.0.0.0/8", ["OpsPortal:Automation:ScriptFolder"] = Scripts }).Build());
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<ChangeFeed>(Signals.Feed).AddSingleton<IDbContextFactory<OpsDb>>(_database.Contexts).AddSingleton(_protection);
        services.AddOptions<AutomationOptions>().BindConfiguration(AutomationOptions.Section);
        services.AddOutgoing();
        services.AddOptions<MailOptions>();
        services.AddOptions<InformOptions>();
        services.AddSingleton(Signals.Catalogue).AddSingleton<InformLinks>().AddSingleton<BulletinMessages>();
        OnCallFeature.AddOnCallParts(services);
        IncidentsFeature.AddIncidentParts(services);
        AutomationFeature.AddAutomationParts(services, works: false);
        return services.BuildServiceProvider();
    }
}
