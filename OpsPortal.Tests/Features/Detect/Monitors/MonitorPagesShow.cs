using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Moments.Collecting;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Detect.Monitors.Editing;
using OpsPortal.Features.Detect.Monitors.Pages;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.People;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Detect.Monitors;

/// <summary>The pages of monitors as an operator sees them, on the real use cases.</summary>
public sealed class MonitorPagesShow : Screen
{
    private readonly BunitAuthorizationContext _authorization;

    public MonitorPagesShow()
    {
        _authorization = this.AddAuthorization();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddLogging().AddMetrics();
        Services.AddSingleton<SignalPath>();
        MonitorsFeature.AddMonitorParts(Services);
        Services.AddSingleton<ICoverageSubjects>(new KnownServices());
        Services.AddSingleton<Catalogue>().AddSingleton<WindowMoments>().AddSingleton<WindowQueries>().AddSingleton<WorkBands>();
        SignIn(Duty.Operator);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void What_to_do_first_where_nothing_is_watched() => Assert.Contains("Nothing is watched yet", Opened<MonitorsPage>("/monitors").Markup, StringComparison.Ordinal);

    [Fact]
    public void No_way_to_set_one_up_to_those_who_may_only_look()
    {
        SignIn(Duty.Developer);
        Assert.DoesNotContain("/monitors/new", Opened<MonitorsPage>("/monitors").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_beside_its_field_as_it_is_typed()
    {
        var page = Render<EditMonitorPage>();
        page.Find("#target-url").Input("shop");
        Assert.Contains("whole address", page.Find("#target-url-fault").TextContent, StringComparison.Ordinal);
        page.Find("#target-url").Input("https://shop.example/health");
        Assert.Empty(page.FindAll("#target-url-fault"));
    }

    [Fact]
    public void Every_fault_when_saving_is_tried_and_keeps_what_was_typed()
    {
        var page = Render<EditMonitorPage>();
        page.Find("#monitor-service").Input("shop");
        page.FindAll("button").Single(button => button.TextContent == "Save").Click();
        page.WaitForAssertion(() => Assert.Contains("name", page.Find("[aria-labelledby=try-heading] .fault").TextContent, StringComparison.Ordinal));
        Assert.Equal("shop", page.Find("#monitor-service").GetAttribute("value"));
    }

    [Fact]
    public void A_gap_for_every_kind_that_nothing_covers()
    {
        var page = Render<CoveragePage>();
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("td.gap").Count));
        Assert.Contains("4 gaps in 1 service", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void That_there_is_no_such_monitor()
    {
        var page = Render<MonitorPage>(parameters => parameters.Add(asked => asked.Number, "MON-77"));
        page.WaitForAssertion(() => Assert.Contains("There is no monitor MON-77", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_draft_from_fields_as_was_put_into_them()
    {
        var draft = new MonitorDraft
        {
            Name = "Disk",
            Kind = MonitorKind.Capacity,
            Service = "shop",
            Target = new DnsTarget("shop.example", "MX") { Server = "10.0.0.53:5353", Expects = "mail", Timeout = TimeSpan.FromSeconds(2.5) },
            Levels = [new(MonitorSeverity.Warning, Side.Above, 80.5, 75), new(MonitorSeverity.Critical, Side.Above, 95)],
            For = TimeSpan.FromMinutes(5),
            NoData = MissingPolicy.Keep,
            NoDataAfter = TimeSpan.FromMinutes(7),
            Schedule = new("Europe/Berlin", [DayOfWeek.Monday, DayOfWeek.Friday], new(8, 30), new(17, 0)),
            Overrides = [new("shop: eu", [new(MonitorSeverity.Info, Side.Below, -3, 2.5)], TimeSpan.FromSeconds(90))],
            Full = 100,
        };
        var (read, faults) = MonitorForm.Of(draft).Read();
        Assert.Empty(faults);
        Assert.Equal(DraftColumn.Write(draft), DraftColumn.Write(read));
    }

    private void SignIn(Duty duty) => _authorization.SetAuthorized("Dana Okafor").SetClaims(new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, duty.ToString()));

    private IRenderedComponent<T> Opened<T>(string path) where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(path);
        var page = Render<T>();
        page.WaitForState(() => page.FindAll("tr.bones").Count == 0);
        return page;
    }

    private sealed class KnownServices : ICoverageSubjects
    {
        public Task<IReadOnlyList<string>> ServicesAsync(CancellationToken stopping) => Task.FromResult<IReadOnlyList<string>>(["shop"]);
    }
}
