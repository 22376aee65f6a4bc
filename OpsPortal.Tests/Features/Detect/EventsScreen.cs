using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Correlation;
using OpsPortal.Features.Detect.Effectiveness;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Events.Components.Queue;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Prioritisation;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Live;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Detect;

/// <summary>The page <c>/events</c> over rows of the test's own; the acts are the real ones, on an empty database.</summary>
public abstract class EventsScreen : Screen
{
    private readonly BunitAuthorizationContext _authorization;

    protected EventsScreen()
    {
        _authorization = this.AddAuthorization();
        SignIn(Duty.ServiceDesk);
        Services.AddSingleton<IEventQueries>(Events).AddSingleton<EventActs>()
            .AddSingleton<AcknowledgeEvent>().AddSingleton<UnacknowledgeEvent>().AddSingleton<AssignEvent>().AddSingleton<CommentOnEvent>().AddSingleton<SnoozeEvent>()
            .AddSingleton<WakeEvent>().AddSingleton<EscalateEvent>().AddSingleton<ResolveEvent>().AddSingleton<CloseEvent>().AddSingleton<ReopenEvent>();
        Services.AddScoped<TakingOn>().AddScoped<PuttingOff>().AddScoped<Speaking>().AddScoped<Ending>().AddScoped<QueueActs>();
        Services.AddSingleton<Catalogue>().AddGroups().AddPriorities().AddSingleton<FirstSight>().AddSingleton<JudgeEvent>().AddSingleton<QueueRows>().AddSingleton<KnownErrors>().AddSingleton<SharedReads>();
        Services.AddLogging();
    }

    internal KnownRows Events { get; } = new();

    protected void SignIn(Duty duty) => _authorization.SetAuthorized("Dana Okafor").SetClaims(new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, duty.ToString()));

    protected IRenderedComponent<EventsPage> Open(params EventRow[] rows)
    {
        Events.Rows.AddRange(rows);
        if (!Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri.Contains("/events", StringComparison.Ordinal))
            Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/events");
        var page = Render<EventsPage>();
        page.WaitForState(() => page.FindAll("tr.bones").Count == 0);
        return page;
    }

    protected EventRow Row(long number, string title)
    {
        var now = Clock.GetUtcNow();
        return new(new(number), title, EventType.Exception, Priority.P2, EventState.Prioritised, Condition.Firing, Standing.Active, "alertmanager", "", 1,
            now.AddMinutes(-5), now.AddMinutes(-1), null, LabelSet.From(("alertname", "DiskFull"), ("instance", "db-7")), 1);
    }

    internal sealed class KnownRows : IEventQueries
    {
        public List<EventRow> Rows { get; } = [];

        /// <summary>The filter of the last page that was read.</summary>
        public EventFilter? Asked { get; private set; }

        public Task<Page<EventRow>> PageAsync(EventFilter filter, string? cursor, int limit, CancellationToken stopping)
        {
            Asked = filter;
            return Task.FromResult(new Page<EventRow>([.. Rows], null));
        }

        public Task<int> CountAsync(EventFilter filter, int most, CancellationToken stopping) => Task.FromResult(Rows.Count);

        public Task<IReadOnlyList<EventRow>> RowsAsync(IReadOnlyList<EventNumber> numbers, CancellationToken stopping) =>
            Task.FromResult<IReadOnlyList<EventRow>>([.. Rows.Where(row => numbers.Contains(row.Number))]);

        public Task<EventView?> ViewAsync(EventNumber number, CancellationToken stopping) => Task.FromResult<EventView?>(null);
    }
}
