using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Calendar;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Announcements.Telling;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Notifications;
using OpsPortal.Features.Inform.Notifications.Acts;
using OpsPortal.Features.Inform.Notifications.Watching;
using OpsPortal.Features.Inform.Subscriptions.Acts;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Features.Respond.Incidents;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Live;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Storage;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Features.Respond.Automation;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>Telling people and the signal path together on a given database, on a clock that stands still; nothing runs by itself.</summary>
internal sealed class InformBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly IDataProtectionProvider _protection = new EphemeralDataProtectionProvider();
    private readonly Dictionary<string, string?> _settings;
    private readonly HashSet<Guid> _seen = [];
    private ServiceProvider _services;

    private InformBench(TestDatabase database, Workbench signals, Receiver receiver, IReadOnlyDictionary<string, string?> settings)
    {
        (_database, Signals, Receiver) = (database, signals, receiver);
        _settings = new(settings) { ["OpsPortal:Outgoing:Allow:0"] = "127.0.0.0/8", ["OpsPortal:Inform:PublicUrl"] = "https://status.example.org", ["OpsPortal:Inform:SubscriptionsPerAddress"] = "1000" };
        _services = Build();
    }

    public Workbench Signals { get; }

    public Receiver Receiver { get; }

    public FakeTimeProvider Clock => Signals.Clock;

    /// <summary>Who is on call, of whatever team.</summary>
    public List<PersonId> OnCall { get; } = [];

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public static async Task<InformBench> StartAsync(TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null)
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            await db.Set<Telling>().ExecuteDeleteAsync(Stopping);
            await db.Set<Incident>().ExecuteDeleteAsync(Stopping);
            await db.Set<NotificationRule>().ExecuteDeleteAsync(Stopping);
            await db.Set<Announced>().ExecuteDeleteAsync(Stopping);
            await db.Set<AnnouncementUpdate>().ExecuteDeleteAsync(Stopping);
            await db.Set<Announcement>().ExecuteDeleteAsync(Stopping);
            await db.Set<AnnouncementTemplate>().ExecuteDeleteAsync(Stopping);
            await db.Set<Subscription>().ExecuteDeleteAsync(Stopping);
            await db.Set<PublicEntry>().ExecuteDeleteAsync(Stopping);
            await db.Set<PublicDay>().ExecuteDeleteAsync(Stopping);
            await db.Set<WatchCursor>().ExecuteDeleteAsync(Stopping);
            await db.Set<OutboxMessage>().ExecuteDeleteAsync(Stopping);
        }

        return new(database, await Workbench.StartAsync(database.Contexts), await Receiver.StartAsync(), settings ?? new Dictionary<string, string?>());
    }

    /// <summary>With mail, and with two services that the public page shows.</summary>
    public static async Task<InformBench> WithReadersAsync(TestDatabase database)
    {
        var bench = await StartAsync(database, new Dictionary<string, string?> { ["OpsPortal:Mail:Host"] = "127.0.0.1", ["OpsPortal:Mail:Port"] = "1", ["OpsPortal:Mail:From"] = "portal@example.org" });
        await bench.PublicAsync("shop", "Shop & more");
        await bench.PublicAsync("search", "Search");
        await bench.Signals.Catalogue.RefreshAsync(Stopping);
        return bench;
    }

    public IServiceProvider Services => _services;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public OpsDb Open() => _database.Open();

    public OpsDbFactory Contexts => _database.Contexts;

    /// <summary>As a killed process: what was only in memory is gone.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    /// <summary>A rule of a team that tells the receiver by a signed webhook of everything, unless told otherwise.</summary>
    public async Task<SavedRule> RuleAsync(Func<RuleDraft, RuleDraft>? change = null)
    {
        var team = await TeamAsync("Ops");
        var draft = new RuleDraft { Name = "Tell", Team = team.Value, Kind = DestinationKind.Webhook, Address = Receiver.Url };
        return Assert.IsType<Outcome<SavedRule>.Done>(await Get<SaveRule>().RunAsync(Given.Olga, null, change is null ? draft : change(draft), null, confirmed: true, Stopping)).Value;
    }

    public async Task<TeamId> TeamAsync(string name)
    {
        await using var db = Open();
        var key = Team.KeyOf(name);
        if (await db.Teams.SingleOrDefaultAsync(team => team.NameKey == key, Stopping) is { } known) return known.Id;
        var made = Team.From(new(name, "", []), Clock.GetUtcNow());
        db.Teams.Add(made);
        await db.SaveChangesAsync(Stopping);
        return made.Id;
    }

    /// <summary>A service of the catalogue that also stands on the public page.</summary>
    public async Task PublicAsync(string key, string name)
    {
        await using var db = Open();
        db.Services.Add(Service.From(new ServiceDraft { Key = new(key), Name = key }, Clock.GetUtcNow()));
        db.Add(new PublicEntry { Service = new(key), Name = name, Place = await db.Set<PublicEntry>().CountAsync(Stopping) + 1, Since = Clock.GetUtcNow() });
        await db.SaveChangesAsync(Stopping);
    }

    /// <summary>Somebody who has confirmed that they want mail.</summary>
    public async Task SubscribedAsync(string mail, params string[] services)
    {
        Assert.Null((await Get<Subscribe>().RunAsync(new(DestinationKind.Mail, mail, services), null, Stopping)).Refusal);
        await using var db = Open();
        var one = await db.Set<Subscription>().SingleAsync(known => known.Shown == mail, Stopping);
        Assert.True(one.Confirm(Clock.GetUtcNow()));
        await db.SaveChangesAsync(Stopping);
    }

    /// <summary>What subscribers were told since the last look: what the subject begins with, and to whom.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync()
    {
        await AdvanceAsync();
        var fresh = (await MessagesAsync()).Where(message => message.About.StartsWith("ANN-", StringComparison.Ordinal) && _seen.Add(message.Id));
        return [.. fresh.Select(message => $"{message.Subject[..(message.Subject.IndexOf(':', StringComparison.Ordinal) + 1)]} {message.Recipient.Split('@')[0]}").Order(StringComparer.Ordinal)];
    }

    public async Task<EventNumber> RaiseAsync(string name, params (string Name, string Value)[] labels)
    {
        await Signals.SendAsync(Firing(name, labels));
        return (await Signals.EventsAsync()).Last(e => e.Labels["alertname"] == name).Number;
    }

    public Task ClearAsync(string name, params (string Name, string Value)[] labels) => Signals.SendAsync(Firing(name, labels) with { EndsAt = Clock.GetUtcNow() });

    public Task PlanAsync() => Get<TellOfEvents>().RunAsync(Stopping);

    public Task AdvanceAsync() => Get<AdvanceAnnouncements>().RunAsync(Stopping);

    /// <summary>Sends what is due and waits for the answers.</summary>
    public async Task SendAsync()
    {
        for (var before = -1; await WaitingAsync() is var left && left > 0 && left != before; before = left)
        {
            await Get<OutboxPump>().SweepAsync(Stopping);
            await Get<OutboxPump>().SettledAsync();
        }
    }

    public async Task TellAsync()
    {
        await PlanAsync();
        await SendAsync();
    }

    /// <summary>What came to the receiver: each event that was told, and whether it fired or is over, in the order it came.</summary>
    public IReadOnlyList<(string Event, bool Fired)> Said() =>
    [
        .. from request in Receiver.Requests
           let data = request.Body.GetProperty("data")
           from said in data.GetProperty("fired").EnumerateArray().Select(one => (one.GetProperty("number").GetString()!, true)).Concat(data.GetProperty("cleared").EnumerateArray().Select(one => (one.GetProperty("number").GetString()!, false)))
           select said,
    ];

    public async Task<IReadOnlyList<OutboxMessage>> MessagesAsync()
    {
        await using var db = Open();
        return await db.Set<OutboxMessage>().AsNoTracking().OrderBy(message => message.CreatedAt).ThenBy(message => message.Id).ToListAsync(Stopping);
    }

    /// <summary>The letters that wait or were sent.</summary>
    public async Task<IReadOnlyList<Letter>> LettersAsync() => [.. (await MessagesAsync()).Where(message => message.Kind == MailSender.MailKind).Select(message => Letter.Parse(message.Content)!)];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Receiver.DisposeAsync();
        await Signals.DisposeAsync();
    }

    private async Task<int> WaitingAsync()
    {
        var now = Clock.GetUtcNow();
        await using var db = Open();
        return await db.Set<OutboxMessage>().CountAsync(message => message.DueAt <= now, Stopping);
    }

    /// <summary>A person with an account of this address.</summary>
    public async Task<PersonId> PersonAsync(string mail)
    {
        await using var db = Open();
        var person = new Person { Id = PersonId.New(Clock.GetUtcNow()), Name = mail, CreatedAt = Clock.GetUtcNow() };
        db.Persons.Add(person);
        db.Add(new Account { Id = Guid.CreateVersion7(Clock.GetUtcNow()), UserName = mail, NormalizedUserName = mail.ToUpperInvariant(), Email = mail, NormalizedEmail = mail.ToUpperInvariant(), PersonId = person.Id, CreatedAt = Clock.GetUtcNow() });
        await db.SaveChangesAsync(Stopping);
        return person.Id;
    }

    private Signal Firing(string name, (string Name, string Value)[] labels) => Signals.Firing(name) with { Labels = LabelSet.From([("alertname", name), ("severity", "critical"), .. labels]), EndsAt = Clock.GetUtcNow().AddDays(2) };

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<ChangeFeed>(Signals.Feed).AddSingleton<IDbContextFactory<OpsDb>>(_database.Contexts).AddSingleton(_protection);
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section);
        services.AddOptions<InformOptions>().BindConfiguration(InformOptions.Section);
        services.AddOutgoing().AddOutbox(sends: false);
        services.AddMaintenanceParts().AddCalendarParts().AddSingleton<TurnWindows>().AddOptions<OpsPortal.Jobs.JobOptions>();
        services.AddSingleton(_ => Signals.Path).AddSingleton(Signals.Catalogue).AddSingleton(Signals.Silences).AddSingleton(Signals.Windows);
        OnCallFeature.AddOnCallParts(services);
        IncidentsFeature.AddIncidentParts(services);
        InformFeature.AddInformParts(services);
        services.AddSingleton<IOnCall>(new Rota(OnCall));
        return services.BuildServiceProvider();
    }

    private sealed class Rota(List<PersonId> onCall) : IOnCall
    {
        public Task<IReadOnlyList<PersonId>> WhoAsync(TeamId team, DateTimeOffset at) => Task.FromResult<IReadOnlyList<PersonId>>([.. onCall]);
    }
}
