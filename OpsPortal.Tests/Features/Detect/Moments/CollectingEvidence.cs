using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.Detect.Moments;
using OpsPortal.Features.Detect.Moments.Collecting;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Features.Detect.Traces;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Tests.Features.Detect.Metrics;
using OpsPortal.Tests.Features.Detect.Monitors;
using OpsPortal.Tests.Features.Detect.Traces;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Moments;

/// <summary>Storefront needs checkout, checkout needs payments, payments needs the database; an alert of checkout comes, and everything has been told before.</summary>
public abstract class CollectingEvidence(TestDatabase database) : IAsyncLifetime
{
    private static readonly Actor Desk = new(null, "Dana", "", Duties.Permit([Duty.ServiceDesk]), "");

    private readonly ToldChanges _changes = new();
    private MonitorBench? _bench;
    private TraceBench? _traces;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private MonitorBench Bench => _bench!;

    private FakeTimeProvider Clock => Bench.Clock;

    public async ValueTask InitializeAsync()
    {
        _bench = await MonitorBench.StartAsync(database);
        await using (var db = database.Open())
        {
            await db.Set<TraceRow>().ExecuteDeleteAsync();
            await db.Set<SignalPage>().ExecuteDeleteAsync();
            db.AddRange(Serving("storefront", "checkout"), Serving("checkout", "payments"), Serving("payments", "database"), Serving("database"));
            await db.SaveChangesAsync();
        }

        await Bench.Signals.Catalogue.RefreshAsync(CancellationToken.None);
        _traces = await TraceBench.StartAsync(database, Clock);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_traces is not null) await _traces.DisposeAsync();
        if (_bench is not null) await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Looks_at_the_service_and_its_direct_neighbours_half_an_hour_back_and_not_beyond_now()
    {
        var found = await AlertAndReadAsync();
        Assert.Equal([("checkout", Nearness.Own), ("payments", Nearness.Needed), ("storefront", Nearness.Needs)], found.Moment.Services.Select(service => (service.Key, service.Nearness)));
        Assert.Equal((Clock.GetUtcNow().AddMinutes(-30), Clock.GetUtcNow()), (found.Moment.From, found.Moment.To));
        Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(found.Moment.At.AddMinutes(15), (await ReadAsync()).Moment.To);
    }

    [Fact]
    public async Task Draws_what_is_watched_with_its_levels_and_of_the_rest_what_moved_most()
    {
        await Bench.SetUpAsync(new MonitorDraft { Name = "Orders fail", Service = "checkout", Target = new MetricTarget("orders_failed{service=\"checkout\"}"), Levels = [new(MonitorSeverity.Error, Side.Above, 5)] });
        await MeasureAsync("orders_failed", "checkout", minute => minute < 25 ? 0 : 9);
        await MeasureAsync("latency_seconds", "checkout", minute => minute < 25 ? 0.1 : 2.5);
        await MeasureAsync("latency_seconds_bucket", "checkout", minute => minute);
        for (var i = 0; i < 6; i++) await MeasureAsync($"quiet_{i}", "checkout", _ => 4);
        await MeasureAsync("pool_used", "payments", minute => minute < 25 ? 3 : 50);
        await MeasureAsync("pool_size", "payments", _ => 50);
        await MeasureAsync("far_away", "database", minute => minute);
        var charts = (await AlertAndReadAsync(minutesAgo: 5)).Metrics;
        Assert.Equal([("checkout", "Orders fail"), ("checkout", "latency_seconds")], charts.Charts.Take(2).Select(chart => (chart.Service, chart.Title)));
        Assert.Equal((5.0, new MonitorNumber(1)), (Assert.Single(charts.Charts[0].Limits).Value, charts.Charts[0].Monitor));
        Assert.Equal("0.1 before, 2.5 after", charts.Charts[1].Said);
        Assert.Equal([("payments", "pool_used")], charts.Charts.Where(chart => chart.Service != "checkout").Select(chart => (chart.Service, chart.Title)));
        Assert.Equal((6, 4), (charts.Charts.Count, charts.Hidden));
    }

    [Fact]
    public async Task Draws_the_silences_that_cover_the_event_and_its_moment()
    {
        await using (var db = database.Open())
        {
            db.AddRange(Silence("service", "checkout", "Disk is being swapped"), Silence("service", "payments", "Not for this one"));
            await db.SaveChangesAsync(Stopping);
        }

        var bands = (await AlertAndReadAsync()).Metrics.Bands;
        Assert.Equal(["Silenced by Bo: Disk is being swapped", "EVT-1 first seen"], bands.Select(band => band.Title));
        Assert.Equal((bands[0].From, bands[0].Until), (Clock.GetUtcNow().AddMinutes(-20).ToUnixTimeMilliseconds(), Clock.GetUtcNow().AddMinutes(-10).ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task Draws_the_maintenance_windows_that_hold_for_the_event()
    {
        await using (var db = database.Open())
        {
            db.AddRange(Window(1, "Swap the disk", new("checkout"), withDependants: false), Window(2, "Upgrade the database", new("database"), withDependants: true), Window(3, "Paint the walls", new("payments"), withDependants: false));
            await db.SaveChangesAsync(Stopping);
        }

        var bands = (await AlertAndReadAsync()).Metrics.Bands;
        Assert.Equal(["EVT-1 first seen", "MW-1 Swap the disk", "MW-2 Upgrade the database"], bands.Select(band => band.Title).Order(StringComparer.Ordinal));
        Assert.All(bands.Where(band => band.Title.StartsWith("MW-", StringComparison.Ordinal)), band => Assert.Equal(Clock.GetUtcNow().AddMinutes(-20).ToUnixTimeMilliseconds(), band.From));
    }

    [Fact]
    public async Task Finds_log_lines_of_the_neighbourhood_the_worst_and_nearest_first_in_the_order_of_time()
    {
        for (var i = 0; i < 70; i++) await LogAsync("checkout", "info", $"request {i}");
        await LogAsync("payments", "error", "deadlock detected");
        await LogAsync("database", "error", "too far away");
        var found = (await AlertAndReadAsync()).Logs!;
        Assert.Equal((60, 71, 1), (found.Lines.Count, found.Total, found.Errors));
        Assert.Contains(found.Lines, line => (line.Service, line.Severity, line.Text, line.Trace) == ("payments", "error", "deadlock detected", "abc"));
        Assert.Equal(found.Lines.OrderBy(line => line.At), found.Lines);
        Assert.Null((await ReadAsync(new(null, "Max", "", Duties.Permit([Duty.Manager]), ""))).Logs);
    }

    [Fact]
    public async Task Finds_traces_the_failed_first_then_the_slow_and_no_others_than_of_the_neighbourhood()
    {
        await _traces!.SendAsync(1, _traces.Span(1, 0, "Ordinary", 0, 10));
        await _traces.SendAsync(2, _traces.Span(1, 0, "Slow", 0, 3000), _traces.Span(2, 1, "SELECT", 10, 2000, "database"));
        await _traces.SendAsync(3, _traces.Span(1, 0, "Failed", 0, 20, "payments", SpanKind.Server, failed: true));
        await _traces.SendAsync(4, _traces.Span(1, 0, "Elsewhere", 0, 3000, "database"));
        var found = await AlertAndReadAsync();
        Assert.Equal(["Failed", "Slow", "Ordinary"], found.Traces.Select(trace => trace.Name));
        Assert.Equal(2, (await Collect().TraceAsync(found.Traces[1].Id, Stopping))!.Value.Spans.Lines.Count);
    }

    [Fact]
    public async Task Finds_other_events_of_the_neighbourhood_that_were_there_at_that_time_its_own_first()
    {
        await Bench.Signals.SendAsync(Alert("Long over", "checkout"));
        await Bench.Signals.SendAsync(Alert("Long over", "checkout") with { EndsAt = Clock.GetUtcNow() });
        Clock.Advance(TimeSpan.FromHours(3));
        await Bench.Signals.SendAsync(Alert("Database down", "database"), Alert("Payments slow", "payments"), Alert("Checkout warm", "checkout", "warning"));
        var found = await AlertAndReadAsync();
        Assert.Equal(["Checkout warm", "Payments slow"], found.Events.Select(row => row.Labels["alertname"]));
    }

    [Fact]
    public async Task Tells_how_often_a_probe_failed_and_when()
    {
        var probe = await Bench.SetUpAsync(new MonitorDraft { Name = "Checkout answers", Service = "checkout", Target = new HttpTarget("http://shop/health"), Levels = [new(MonitorSeverity.Error, Side.Below, 1)] });
        for (var minute = 20; minute > 0; minute--)
        {
            var at = Clock.GetUtcNow().AddMinutes(-minute);
            await Bench.Store.AppendAsync([.. ProbeSeries.Points(probe, (HttpTarget)probe.Draft.Target, new(minute > 3, "") { Took = TimeSpan.FromSeconds(0.2) }, at)]);
        }

        var told = Assert.Single((await AlertAndReadAsync()).Probes);
        Assert.Equal((20, 3, 0.2), (told.Runs, told.Failed, told.Slowest));
        Assert.Equal((Clock.GetUtcNow().AddMinutes(-3), Clock.GetUtcNow().AddMinutes(-1)), (told.FirstFailed, told.LastFailed));
    }

    [Fact]
    public async Task Holds_the_event_against_what_was_done_before_it_to_the_service_and_upstream()
    {
        _changes.Told = [Change("CHG-1", "database", 40), Change("CHG-2", "checkout", 20), Change("CHG-3", "storefront", 1)];
        var found = await AlertAndReadAsync();
        Assert.Equal(["CHG-2", "CHG-1"], found.Changes.Select(suspected => suspected.Change.Number));
        Assert.Equal(["checkout", "database", "payments"], _changes.AskedOf);
        Assert.Equal("CHG-1 on database, 2 steps upstream ended 39 min before.", found.Changes[1].Reason);

        CarriedOut Change(string number, string service, int minutes) =>
            new(number, "Change", new(service), Clock.GetUtcNow().AddMinutes(-minutes), Clock.GetUtcNow().AddMinutes(1 - minutes), $"/changes/{number}");
    }

    [Fact]
    public async Task Finds_nothing_and_fails_at_nothing_without_a_service()
    {
        var found = await AlertAndReadAsync("unheard-of");
        Assert.Equal((0, 0, 0, 0, 0), (found.Moment.Services.Count, found.Metrics.Charts.Count, found.Logs!.Total, found.Traces.Count, found.Events.Count));
    }

    private CollectMoment Collect()
    {
        var (contexts, catalogue) = (database.Contexts, Bench.Signals.Catalogue);
        var windows = new WindowQueries(contexts, new(contexts), catalogue, Clock);
        return new(catalogue, new(contexts, new(Bench.Store.Store, Bench.Store.Index, catalogue), new(Bench.History), new(contexts, windows, new([_changes], windows, catalogue))), new(contexts, new ServiceLookup(catalogue)), _traces!.Queries, new(new(contexts), new([_changes])));
    }

    private async Task<MomentFindings> AlertAndReadAsync(string service = "checkout", int minutesAgo = 0)
    {
        await Bench.Signals.SendAsync(Alert("Checkout fails", service));
        if (minutesAgo > 0) await BackdateAsync(minutesAgo);
        return await ReadAsync();
    }

    /// <summary>As if the event had been seen earlier, which a clock that never goes back cannot do.</summary>
    private async Task BackdateAsync(int minutes)
    {
        await using var db = database.Open();
        var at = Clock.GetUtcNow().AddMinutes(-minutes);
        await db.Events.ExecuteUpdateAsync(set => set.SetProperty(e => e.FirstSeenAt, at), Stopping);
    }

    private async Task<MomentFindings> ReadAsync(Actor? by = null)
    {
        await using var db = database.Open();
        var row = await db.Events.AsNoTracking().OrderByDescending(e => e.Number).Select(EventProjections.Row).FirstAsync(Stopping);
        return await Collect().AroundAsync(row, by ?? Desk, Clock.GetUtcNow(), Stopping);
    }

    /// <summary>A value a minute over the past half hour.</summary>
    private Task MeasureAsync(string name, string service, Func<int, double> value) =>
        Bench.Store.AppendAsync([.. Enumerable.Range(0, 30).Select(minute => new OpsPortal.Features.Detect.Metrics.MetricPoint(
            StoreBench.Labels(name, ("service", service)), Clock.GetUtcNow().AddMinutes(minute - 30).ToUnixTimeMilliseconds(), value(minute)))]);

    private Task LogAsync(string service, string severity, string text) => Bench.Signals.SendAsync(new Signal(
        "otlp", LabelSet.From(("service", service), ("severity", severity)), LabelSet.From(("trace_id", "abc")), Clock.GetUtcNow(), Clock.GetUtcNow(), EndIsAssumed: true, "")
    {
        Kind = SignalKind.Record,
        Text = text,
    });

    private Signal Alert(string name, string service, string severity = "critical") => new(
        "alertmanager", LabelSet.From(("alertname", name), ("severity", severity), ("service", service)), LabelSet.Empty, Clock.GetUtcNow(), Clock.GetUtcNow().AddHours(4), EndIsAssumed: false, "");

    private static Service Serving(string key, params string[] needs) => Service.From(
        new() { Key = new(key), Name = key, Dependencies = [.. needs.Select(need => new Dependency(new(need), DependencyKind.Calls))] }, DateTimeOffset.UnixEpoch);

    private MaintenanceWindow Window(long number, string title, ServiceKey service, bool withDependants)
    {
        var now = Clock.GetUtcNow();
        var schedule = Assert.IsType<Outcome<Schedule>.Done>(Schedule.Once(now.AddMinutes(-20), now.AddMinutes(-5), Zones.Utc)).Value;
        var plan = new WindowPlan(title, "A test", null, "", schedule, new() { Services = [service], WithDependants = withDependants }, WindowEffect.Suppress, EndsWhenDone: false);
        return MaintenanceWindow.From(new(number), plan, Desk, needsApproval: false, now.AddMinutes(-30));
    }

    private Silence Silence(string label, string value, string comment) => new()
    {
        Id = Guid.CreateVersion7(Clock.GetUtcNow()),
        Matchers = [Assert.IsType<Outcome<Matcher>.Done>(Matcher.Create(label, MatchKind.Equal, value)).Value],
        StartsAt = Clock.GetUtcNow().AddMinutes(-20),
        EndsAt = Clock.GetUtcNow().AddMinutes(-10),
        CreatedBy = "Bo",
        Comment = comment,
    };
}

/// <summary>Changes that a test tells of, as whoever keeps them would.</summary>
internal sealed class ToldChanges : IChangeHistory
{
    public IReadOnlyList<CarriedOut> Told { get; set; } = [];

    public IReadOnlyList<string> AskedOf { get; private set; } = [];

    public Task<IReadOnlyList<CarriedOut>> DuringAsync(IReadOnlyCollection<ServiceKey> services, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        AskedOf = [.. services.Select(service => service.Value).Order(StringComparer.Ordinal)];
        return Task.FromResult(Told);
    }
}

public sealed class CollectingEvidenceOnSqlite(SqliteDatabase database) : CollectingEvidence(database), IClassFixture<SqliteDatabase>;

public sealed class CollectingEvidenceOnPostgres(PostgresDatabase database) : CollectingEvidence(database), IClassFixture<PostgresDatabase>;
