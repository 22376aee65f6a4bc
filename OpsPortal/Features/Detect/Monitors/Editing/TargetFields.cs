using System.Globalization;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Features.Detect.Monitors.Editing;

/// <summary>What there is to look at.</summary>
internal enum TargetKind
{
    Http,
    Tcp,
    Dns,
    Tls,
    Ping,
    Metric,
    Prometheus,
    Portal,
}

/// <summary>The fields of every target; only those of the chosen kind count, the others keep what was typed.</summary>
internal sealed class TargetFields
{
    public TargetKind Kind { get; set; }

    public string Url { get; set; } = "";

    public string Status { get; set; } = "";

    public string BodyContains { get; set; } = "";

    public string JsonPath { get; set; } = "";

    public string JsonEquals { get; set; } = "";

    public string Header { get; set; } = "";

    public string Host { get; set; } = "";

    public string Port { get; set; } = "443";

    public bool TrustAnyIssuer { get; set; }

    public string RecordType { get; set; } = "A";

    public string DnsServer { get; set; } = "";

    public string Expects { get; set; } = "";

    public string Timeout { get; set; } = "5";

    public ProbeResult Result { get; set; }

    public string Selector { get; set; } = "";

    public Reading Reading { get; set; }

    public string Server { get; set; } = "";

    public PortalCount Count { get; set; }

    /// <summary>Seconds.</summary>
    public string Window { get; set; } = "600";

    public bool IsProbe => Kind <= TargetKind.Ping;

    public static TargetFields Of(MonitorTarget target)
    {
        var fields = target switch
        {
            HttpTarget http => new TargetFields { Kind = TargetKind.Http, Url = http.Url, Status = http.Status == 0 ? "" : http.Status.ToString(CultureInfo.InvariantCulture), BodyContains = http.BodyContains, JsonPath = http.JsonPath, JsonEquals = http.JsonEquals, Header = http.Header },
            TcpTarget tcp => new() { Kind = TargetKind.Tcp, Host = tcp.Host, Port = tcp.Port.ToString(CultureInfo.InvariantCulture) },
            TlsTarget tls => new() { Kind = TargetKind.Tls, Host = tls.Host, Port = tls.Port.ToString(CultureInfo.InvariantCulture), TrustAnyIssuer = tls.TrustAnyIssuer },
            DnsTarget dns => new() { Kind = TargetKind.Dns, Host = dns.Name, RecordType = dns.RecordType, DnsServer = dns.Server, Expects = dns.Expects },
            PingTarget ping => new() { Kind = TargetKind.Ping, Host = ping.Host },
            MetricTarget metric => new() { Kind = TargetKind.Metric, Selector = metric.Selector, Reading = metric.Reading },
            PrometheusTarget prometheus => new() { Kind = TargetKind.Prometheus, Server = prometheus.Server, Selector = prometheus.Query },
            PortalTarget portal => new() { Kind = TargetKind.Portal, Count = portal.Count, Window = MonitorForm.Seconds(portal.Window) },
            _ => new(),
        };
        if (target is ProbeTarget probe) (fields.Result, fields.Timeout) = (probe.Result, MonitorForm.Seconds(probe.Timeout));
        return fields;
    }

    public MonitorTarget Read(List<DraftFault> faults)
    {
        var target = Own(faults);
        return target is ProbeTarget probe ? probe with { Result = Result, Timeout = TimeSpan.FromSeconds(Number("target.timeout", Timeout, faults)) } : target;
    }

    private MonitorTarget Own(List<DraftFault> faults) => Kind switch
    {
        TargetKind.Http => new HttpTarget(Url.Trim()) { Status = Status.Trim().Length == 0 ? 0 : (int)Number("target.status", Status, faults), BodyContains = BodyContains, JsonPath = JsonPath.Trim(), JsonEquals = JsonEquals, Header = Header.Trim() },
        TargetKind.Tcp => new TcpTarget(Host.Trim(), (int)Number("target.port", Port, faults)),
        TargetKind.Tls => new TlsTarget(Host.Trim(), (int)Number("target.port", Port, faults)) { TrustAnyIssuer = TrustAnyIssuer },
        TargetKind.Dns => new DnsTarget(Host.Trim(), RecordType) { Server = DnsServer.Trim(), Expects = Expects.Trim() },
        TargetKind.Ping => new PingTarget(Host.Trim()),
        TargetKind.Metric => new MetricTarget(Selector.Trim()) { Reading = Reading },
        TargetKind.Prometheus => new PrometheusTarget(Server.Trim(), Selector.Trim()),
        _ => new PortalTarget(Count) { Window = TimeSpan.FromSeconds(Number("target.window", Window, faults)) },
    };

    private static double Number(string field, string text, List<DraftFault> faults)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 10_000_000) return number;
        faults.Add(new(field, "Write a number."));
        return 1;
    }
}
