using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Correlation;
using OpsPortal.Features.Detect.Effectiveness;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Components.Handling;
using OpsPortal.Features.Detect.Events.Components.Queue;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Moments;
using OpsPortal.Features.Detect.Prioritisation;
using OpsPortal.Features.Home.Queries;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Features.Respond.Problems;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Telemetry;
using OpsPortal.Tests.Features.Detect.Moments;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Ui.Keyboard;
using OpsPortal.Ui.Lists.SavedViews;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Tests.Support;

/// <summary>Pages as a person sees them, on a real database fed through the real signal path, with a clock that stands still.</summary>
public abstract class OpenPages : BunitContext, IAsyncLifetime
{
    private readonly TestDatabase _database;
    private Workbench? _bench;
    private BunitAuthorizationContext? _authorization;

    protected OpenPages(TestDatabase database)
    {
        _database = database;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
    }

    /// <summary>Dana, who works events.</summary>
    protected static PersonId Dana { get; } = PersonId.New(Workbench.Noon);

    /// <summary>A colleague, who works events as well.</summary>
    protected static Actor Bo { get; } = new(PersonId.New(Workbench.Noon), "Bo", "bo@demo.local", Duties.Permit([Duty.Operator]), "");

    /// <summary>What the page of an event finds around its moment.</summary>
    protected KnownMoment Around { get; } = new();

    protected FakeTimeProvider Clock => _bench!.Clock;

    protected ChangeFeed Feed => _bench!.Feed;

    protected IRenderedComponent<MudDialogProvider> Dialogs { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.EmptyAsync();
        _authorization = this.AddAuthorization();
        _bench = await Workbench.StartAsync(_database.Contexts);
        Services.AddSingleton<TimeProvider>(Clock).AddSingleton(Feed).AddSingleton<IDbContextFactory<OpsDb>>(_database.Contexts).AddLogging();
        Services.AddSingleton<IEventQueries, EventQueries>().AddSingleton<EventStories>().AddSingleton(_bench.Acts)
            .AddSingleton<AcknowledgeEvent>().AddSingleton<UnacknowledgeEvent>().AddSingleton<AssignEvent>().AddSingleton<CommentOnEvent>()
            .AddSingleton<SnoozeEvent>().AddSingleton<WakeEvent>().AddSingleton<EscalateEvent>().AddSingleton<ResolveEvent>()
            .AddSingleton<CloseEvent>().AddSingleton<ReopenEvent>();
        Services.AddScoped<TakingOn>().AddScoped<PuttingOff>().AddScoped<Speaking>().AddScoped<Ending>().AddScoped<QueueActs>().AddScoped<EventActions>();
        Services.AddSingleton(_bench.Catalogue).AddGroups().AddPriorities().AddSingleton<FirstSight>().AddSingleton<JudgeEvent>();
        Services.AddSingleton<IMoments>(Around).AddSingleton(new MomentLinks(Microsoft.Extensions.Options.Options.Create(new MomentOptions())));
        Services.AddSingleton<OnCallBook>().AddSingleton(OpsPortal.Domain.Respond.Incidents.IncidentTargets.Usual).AddSingleton<IIncidentQueries, IncidentQueries>();
        ProblemsFeature.AddProblemParts(Services);
        Services.AddSingleton<SavedViewBook>();
        Services.AddScoped<Viewer>().AddScoped<Ticker>().AddScoped<Shortcuts>().AddSingleton<PreferenceBook>();
        Services.AddMetrics().AddSingleton<IntakeMetrics>().AddSingleton<JobHealth>().AddSingleton<SharedReads>().AddSingleton<Arrivals>().AddSingleton<DashboardReader>().AddScoped<OpsPortal.Features.Home.Pages.DashboardTools>();
        Services.AddSingleton(services => new PortalPulse(
            services.GetRequiredService<IntakeMetrics>(), services.GetRequiredService<JobHealth>(), services.GetRequiredService<TimeProvider>()));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Dana signs in with these duties.</summary>
    protected void SignIn(params Duty[] duties)
    {
        _authorization!.SetAuthorized("Dana");
        _authorization.SetClaims([new(Actors.PersonClaim, Dana.ToString()), .. duties.Select(duty => new Claim(Actors.DutyClaim, duty.ToString()))]);
        Dialogs = Render<MudDialogProvider>();
    }

    /// <summary>An alert that began some time ago and fires on; its event has the next number.</summary>
    protected Task RaiseAsync(string name = "DiskFull", string severity = "critical", string instance = "db-7", int minutesAgo = 12, params (string Name, string Value)[] annotations) =>
        _bench!.SendAsync(Alert(name, severity, instance, minutesAgo, annotations));

    /// <summary>The same alert, over now.</summary>
    protected Task EndAsync(string name = "DiskFull", string severity = "critical", string instance = "db-7") =>
        _bench!.SendAsync(Alert(name, severity, instance, 12, []) with { EndsAt = Clock.GetUtcNow() });

    protected OpsDb Open() => _database.Open();

    protected T The<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>What a colleague does elsewhere, without this page being told yet.</summary>
    protected async Task ElsewhereAsync(Func<EventActs, Task<Outcome<Event>>> act) =>
        Assert.Null((await act(new(_database.Contexts, new(), Clock, NullLogger<EventActs>.Instance))).Refusal);

    private Signal Alert(string name, string severity, string instance, int minutesAgo, (string Name, string Value)[] annotations) => new(
        "alertmanager", LabelSet.From(("alertname", name), ("severity", severity), ("instance", instance)), LabelSet.From(annotations),
        Clock.GetUtcNow().AddMinutes(-minutesAgo), Clock.GetUtcNow().AddHours(4), EndIsAssumed: false, "http://prometheus.example.net/graph");
}
