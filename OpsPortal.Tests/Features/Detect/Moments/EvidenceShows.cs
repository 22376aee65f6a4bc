using AngleSharp.Dom;
using Bunit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Features.Detect.Moments;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Tests.Support;
using OpsPortal.Ui.Charts;

namespace OpsPortal.Tests.Features.Detect.Moments;

/// <summary>What the page of an event tells of the time around it.</summary>
public sealed class EvidenceShows(SqliteDatabase database) : OpenPages(database), IClassFixture<SqliteDatabase>
{
    private const string Section = "section[aria-labelledby=moment-heading]";

    [Fact]
    public async Task The_page_first_and_the_evidence_when_it_has_been_collected()
    {
        var collecting = new TaskCompletionSource();
        Around.Ready = collecting.Task;
        var page = await OpenAsync();
        Assert.Equal("DiskFull on db-7", page.Find("h1").TextContent);
        Assert.Equal("true", page.Find(Section).GetAttribute("aria-busy"));
        collecting.SetResult();
        page.WaitForState(() => page.Find(Section).GetAttribute("aria-busy") == "false");
        Assert.NotEmpty(page.FindAll("#moment-metrics"));
        Assert.Empty(page.FindAll("#moment-changes"));
    }

    [Fact]
    public async Task What_stands_out_in_one_sentence()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with
        {
            Probes = [Probe(3)],
            Logs = new([Line("error", "it broke")], 40, 12, false),
            Traces = [Trace("1", failed: 1), Trace("2", failed: 2), Trace("3", slow: true), Trace("4")],
            Events = [row],
        };
        Assert.Equal("1 probe failed, 12 error lines, 2 failed traces, 1 slow trace and 1 other event.", Text(await OpenAsync(), $"{Section} .said"));
    }

    [Fact]
    public async Task What_was_done_before_with_the_suspicion_and_its_reason()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with { Changes = [new(new("CHG-4", "New tax rates", new("checkout"), now, null, "/changes/CHG-4"), 0.9, "CHG-4 on the same service was being carried out then.")] };
        var change = (await OpenAsync()).Find($"{Section} .changes li");
        Assert.Equal("CHG-4 New tax rates CHG-4 on the same service was being carried out then. 90 % sure.", Flat(change));
        Assert.Equal("/changes/CHG-4", change.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_service_with_its_direct_neighbours()
    {
        var page = await OpenAsync();
        Assert.Equal([("/services/checkout", "Checkout"), ("/services/payments", "Paymentsupstream: it is needed"), ("/services/storefront", "Storefrontdownstream: it depends on this")],
            page.FindAll($"{Section} .services a").Select(a => (a.GetAttribute("href")!, a.TextContent)));
    }

    [Fact]
    public async Task Each_metric_with_its_threshold_the_silence_and_the_moment_and_the_same_as_a_table()
    {
        Around.Found = (row, now) =>
        {
            var nothing = KnownMoment.Nothing(row, now);
            var at = row.FirstSeenAt.ToUnixTimeMilliseconds();
            var chart = new MomentChart("Orders fail", "checkout", "0.1 before, 7.3 after", [new("value", [new(at - 60_000, 0.1, 0.1, 0.1), new(at + 60_000, 7.3, 7.3, 7.3)])], [new(5, "Error above 5", "Exception")], new(7), 2);
            return nothing with { Metrics = new([chart], [new(at - 120_000, at - 60_000, "Silenced by Bo: Disk is being swapped", "Silenced"), new(at, at, "EVT-1 first seen", "Moment")], 3) };
        };
        var page = await OpenAsync();
        Assert.Equal("checkout: Orders fail 0.1 before, 7.3 after", Flat(page.Find(".charts figcaption")));
        Assert.Equal(["value", "Error above 5", "Silenced by Bo: Disk is being swapped", "EVT-1 first seen"], page.FindAll(".charts .legend li").Select(Flat));
        Assert.Equal(["7.3", "0.1"], page.FindAll(".charts table[aria-label='checkout: Orders fail'] td").Select(Flat));
        Assert.Equal("/monitors/MON-7", page.Find(".charts .links a").GetAttribute("href"));
        Assert.Contains("3 more metrics of these services moved less", Text(page, Section), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_probe_with_how_often_it_failed_and_when()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with { Probes = [Probe(3), Probe(0)] };
        var page = await OpenAsync();
        Assert.Equal(["Checkout answers http://shop/health 3 of 90 failed, from 11:50:00 to 11:52:00.", "Checkout answers http://shop/health All 90 answered, the slowest in 250 ms."],
            page.FindAll("ul[aria-labelledby=moment-probes] li").Select(Flat));
    }

    [Fact]
    public async Task Log_lines_with_their_severity_and_the_way_to_their_trace()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with { Logs = new([Line("error", "<b>it</b> broke", Id("2")), Line("info", "all is well", Id("9"))], 2, 1, false), Traces = [Trace("1", failed: 1), Trace("2", slow: true)] };
        Keep("1", Span("a", "", "GET /"));
        Keep("2", Span("a", "", "GET /slow"));
        var page = await OpenAsync();
        Assert.Equal(["11:49:00 error checkout <b>it</b> broke Trace", "11:49:00 info checkout all is well"], page.FindAll("[aria-labelledby=moment-logs] li").Select(Flat));
        Assert.Contains("2 lines, 1 of them an error or worse.", Text(page, Section), StringComparison.Ordinal);
        page.Find("[aria-labelledby=moment-logs] button").Click();
        page.WaitForState(() => Text(page, ".waterfall").Contains("GET /slow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_worst_trace_as_a_waterfall_with_the_place_where_it_broke()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with { Traces = [Trace("1", failed: 2), Trace("2")] };
        Keep("1", Span("a", "", "POST /orders", failed: true), Span("b", "a", "Charge card", 100, failed: true) with { Message = "deadlock", Attributes = [new("db.system", "postgresql")] }, Span("c", "a", "Send mail", 500));
        var page = await OpenAsync();
        Assert.Equal(["checkout POST /orders failed 1 s", "checkout Charge card failed 1 s", "checkout Send mail 1 s"], page.FindAll(".waterfall .row").Select(Flat));
        Assert.Equal("Failed: deadlock", Text(page, ".waterfall .why"));
        Assert.Contains("db.system postgresql", Text(page, ".waterfall .chosen"), StringComparison.Ordinal);
        Assert.Equal("1.5 s, 3 spans of 1 service", Text(page, ".waterfall figcaption .soft"));
        Assert.Equal(["POST /orders", "Charge card", "Send mail"], page.FindAll(".waterfall tbody th").Select(Flat));
    }

    /// <summary>One group of radio buttons: browsers move through it by the arrow keys without a script.</summary>
    [Fact]
    public async Task Every_span_by_keyboard()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with { Traces = [Trace("1", slow: true)] };
        Keep("1", Span("a", "", "POST /orders"), Span("b", "a", "Charge card", 100));
        var page = await OpenAsync();
        Assert.Single(page.FindAll("[role=radiogroup] input[type=radio]").Select(radio => radio.GetAttribute("name")).Distinct());
        page.FindAll("[role=radiogroup] input[type=radio]")[1].Change("b");
        Assert.StartsWith("checkout Charge card Internal, 100 ms after the beginning, took 1 s", Text(page, ".waterfall .chosen"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_a_trace_is_no_longer_kept()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with { Traces = [Trace("1", slow: true)] };
        Assert.Contains("This trace is no longer kept.", Text(await OpenAsync(), Section), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_events_of_the_same_services()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with { Events = [row with { Number = new(7), Title = "Payments are slow", Service = "payments" }] };
        var page = await OpenAsync();
        Assert.Equal("Exception EVT-7 Payments are slow P1 · payments · first seen at 12:00:00 · Firing", Flat(page.Find("ul[aria-labelledby=moment-events] li")));
        Assert.Equal("/events/EVT-7", page.Find("ul[aria-labelledby=moment-events] a").GetAttribute("href"));
    }

    [Fact]
    public async Task Where_there_is_nothing_how_it_can_be_had()
    {
        var said = Text(await OpenAsync(), Section);
        string[] ways = ["/v1/metrics", "set up a monitor", "No probe watches", "/v1/logs", "/v1/traces", "No other event", "Nothing is known of this service"];
        Assert.All(ways, way => Assert.Contains(way, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_an_event_without_a_service_how_it_gets_one()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) is var nothing ? nothing with { Moment = nothing.Moment with { Services = [] } } : throw new InvalidOperationException();
        var page = await OpenAsync();
        Assert.Contains("belongs to no service of the catalogue", Text(page, $"{Section} .empty"), StringComparison.Ordinal);
        Assert.Equal("/services/mapping", page.Find($"{Section} .empty a").GetAttribute("href"));
        Assert.Empty(page.FindAll("#moment-logs"));
    }

    [Fact]
    public async Task No_log_lines_to_those_who_may_not_read_signals()
    {
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with { Logs = null };
        Assert.Contains("Log lines are shown to those who may read signals.", Text(await OpenAsync(), Section), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_it_could_not_be_read_and_reads_again_on_demand()
    {
        Around.Found = (_, _) => throw new SqliteException("disk I/O error", 10);
        var page = await OpenAsync();
        Assert.Contains("The evidence could not be read just now.", Text(page, $"{Section} [role=alert]"), StringComparison.Ordinal);
        Around.Found = KnownMoment.Nothing;
        page.Find($"{Section} [role=alert] button").Click();
        page.WaitForState(() => page.FindAll($"{Section} [role=alert]").Count == 0);
        Assert.NotEmpty(page.FindAll("#moment-traces"));
    }

    [Fact]
    public async Task The_way_out_to_the_tool_that_keeps_the_traces()
    {
        Services.AddSingleton(new MomentLinks(Options.Create(new MomentOptions { TraceUrl = "https://jaeger.example.net/trace/{trace}?s={service}", LogsUrl = "javascript:alert(1)//{service}" })));
        Around.Found = (row, now) => KnownMoment.Nothing(row, now) with { Traces = [Trace("1", slow: true)] };
        Keep("1", Span("a", "", "GET /"));
        var page = await OpenAsync();
        Assert.Equal([$"https://jaeger.example.net/trace/{Id("1")}?s=checkout"], page.FindAll($"{Section} a[target=_blank]").Select(a => a.GetAttribute("href")));
    }

    private async Task<IRenderedComponent<EventPage>> OpenAsync()
    {
        SignIn(Duty.ServiceDesk);
        await RaiseAsync();
        var page = Render<EventPage>(p => p.Add(e => e.Number, "1"));
        page.WaitForElement("h1");
        if (Around.Ready.IsCompleted) page.WaitForState(() => page.Find(Section).GetAttribute("aria-busy") == "false");
        return page;
    }

    private void Keep(string id, params TraceSpan[] spans) => Around.Traces[Id(id)] = (Trace(id), Waterfall.Of(spans)!);

    private TraceSpan Span(string id, string parent, string name, int after = 0, bool failed = false) =>
        new(id, parent, name, SpanKind.Internal, Clock.GetUtcNow().AddMinutes(-1).AddMilliseconds(after), TimeSpan.FromSeconds(1), "checkout") { Failed = failed };

    private ProbeFinding Probe(int failed) => new(new(failed + 1), "Checkout answers", "checkout", "http://shop/health", 90, failed,
        failed > 0 ? Clock.GetUtcNow().AddMinutes(-10) : null, failed > 0 ? Clock.GetUtcNow().AddMinutes(-8) : null, 0.25);

    private LogLine Line(string severity, string text, string trace = "") => new(Clock.GetUtcNow().AddMinutes(-11), "checkout", severity, text, "otlp", trace);

    private static string Id(string trace) => trace.PadLeft(32, '0');

    private static TraceSummary Trace(string id, int failed = 0, bool slow = false) => new(Id(id), $"GET /{id}", "checkout", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1.5), 3, failed, slow);

    private static string Text(IRenderedComponent<EventPage> page, string selector) => Flat(page.Find(selector));

    private static string Flat(IElement element) => string.Join(' ', string.Join(' ', element.Descendants<IText>().Select(text => text.Data)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
