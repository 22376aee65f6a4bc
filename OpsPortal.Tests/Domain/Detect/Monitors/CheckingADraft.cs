using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Tests.Domain.Detect.Monitors;

public sealed class CheckingADraft
{
    private static readonly MonitorDraft Good = new() { Name = "Shop answers", Service = "shop", Target = new HttpTarget("https://shop.example/health"), Levels = [new(MonitorSeverity.Critical, Side.Below, 1)] };

    [Fact]
    public void Finds_nothing_wrong_with_a_good_one() => Assert.Empty(DraftCheck.Check(Good));

    public static TheoryData<string, MonitorDraft> Bad => new()
    {
        { "name", Good with { Name = "  " } },
        { "every", Good with { Every = TimeSpan.FromSeconds(1) } },
        { "for", Good with { For = TimeSpan.FromDays(30) } },
        { "levels", Good with { Levels = [] } },
        { "levels", Good with { Levels = [new(MonitorSeverity.Warning, Side.Above, double.NaN)] } },
        { "levels", Good with { Levels = [new(MonitorSeverity.Warning, Side.Above, 80, 85)] } },
        { "levels", Good with { Levels = [new(MonitorSeverity.Warning, Side.Above, 80), new(MonitorSeverity.Critical, Side.Above, 70)] } },
        { "noDataAfter", Good with { NoDataAfter = TimeSpan.FromSeconds(1) } },
        { "schedule.zone", Good with { Schedule = new("Mars/Olympus", [], default, default) } },
        { "overrides", Good with { Overrides = [new("", Good.Levels)] } },
        { "target.url", Good with { Target = new HttpTarget("file:///etc/passwd") } },
        { "target.url", Good with { Target = new HttpTarget("https://user:secret@shop.example") } },
        { "target.timeout", Good with { Target = new TcpTarget("db", 5432) { Timeout = TimeSpan.FromMinutes(5) } } },
        { "target.port", Good with { Target = new TcpTarget("db", 70000) } },
        { "target.host", Good with { Target = new PingTarget("not a host") } },
        { "target.server", Good with { Target = new DnsTarget("shop.example") { Server = "nonsense" } } },
        { "target.result", Good with { Target = new TcpTarget("db", 5432) { Result = ProbeResult.CertificateDays } } },
        { "target.query", Good with { Target = new PrometheusTarget("http://prometheus:9090", "") } },
        { "target.window", Good with { Target = new PortalTarget(PortalCount.FailedSignIns) { Window = TimeSpan.Zero } } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Names_the_field_that_is_wrong(string field, MonitorDraft draft) => Assert.Contains(DraftCheck.Check(draft), fault => fault.Field == field);

    [Fact]
    public void Spreads_monitors_over_the_interval()
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(20_000);
        var places = Enumerable.Range(1, 2000).Select(number => (Good.DueAfter(now, new(number)) - now).TotalSeconds).ToList();
        Assert.All(places, place => Assert.InRange(place, 0.001, 30));
        Assert.All(Enumerable.Range(0, 30), second => Assert.InRange(places.Count(place => place > second && place <= second + 1), 40, 95));
    }
}
