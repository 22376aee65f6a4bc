namespace OpsPortal.Domain.Detect.Monitors;

/// <summary>Looks at the target of a draft.</summary>
public static class TargetCheck
{
    /// <summary>Longest text of a target, in characters.</summary>
    public const int MaxTextLength = 2000;

    private static readonly string[] RecordTypes = ["A", "AAAA", "CNAME", "MX", "TXT", "NS"];

    public static IEnumerable<DraftFault> Check(MonitorTarget target)
    {
        if (target is ProbeTarget probe)
        {
            if (probe.Timeout < TimeSpan.FromMilliseconds(100) || probe.Timeout > ProbeTarget.LongestTimeout) yield return new("target.timeout", "A probe may take from 0.1 to 30 seconds.");
            if (!Enum.IsDefined(probe.Result)) yield return new("target.result", "Choose up, duration or certificateDays.");
            if (probe.Result == ProbeResult.CertificateDays && probe is not (TlsTarget or HttpTarget { Url: ['h', 't', 't', 'p', 's', ..] })) yield return new("target.result", "Only TLS and https show a certificate.");
        }

        foreach (var fault in Own(target)) yield return fault;
    }

    private static IEnumerable<DraftFault> Own(MonitorTarget target) => target switch
    {
        HttpTarget http => Http(http),
        TcpTarget tcp => HostAndPort(tcp.Host, tcp.Port),
        TlsTarget tls => HostAndPort(tls.Host, tls.Port),
        PingTarget ping => HostAndPort(ping.Host, 1),
        DnsTarget dns => Dns(dns),
        MetricTarget metric => metric.Selector.Trim().Length is 0 or > MaxTextLength ? [new("target.selector", "Write which series, as disk_used_ratio{service=\"shop\"}.")] : [],
        PrometheusTarget prometheus => Prometheus(prometheus),
        PortalTarget portal => DraftCheck.IsWindow(portal.Window) && Enum.IsDefined(portal.Count) ? [] : [new("target.window", "Count within a window of 1 minute to 7 days.")],
        _ => [new("target", "Choose what to look at.")],
    };

    private static IEnumerable<DraftFault> Http(HttpTarget http)
    {
        if (!IsWebAddress(http.Url)) yield return new("target.url", "Write the whole address, as https://shop.example/health.");
        if (http.Status is not 0 and (< 100 or > 599)) yield return new("target.status", "A status lies from 100 to 599.");
        if (http.JsonEquals.Length > 0 && http.JsonPath.Length == 0) yield return new("target.jsonPath", "Say where in the JSON the value stands.");
        if (new[] { http.BodyContains, http.JsonPath, http.JsonEquals, http.Header }.Any(text => text.Length > MaxTextLength)) yield return new("target.bodyContains", $"At most {MaxTextLength} characters.");
    }

    private static IEnumerable<DraftFault> Dns(DnsTarget dns)
    {
        if (!IsHost(dns.Name)) yield return new("target.name", "Write the name to look up, as shop.example.");
        if (!RecordTypes.Contains(dns.RecordType)) yield return new("target.recordType", $"Choose one of {string.Join(", ", RecordTypes)}.");
        if (dns.Server.Length > 0 && !System.Net.IPEndPoint.TryParse(dns.Server, out _)) yield return new("target.server", "Write the server's address, as 10.0.0.53 or 10.0.0.53:5353.");
    }

    private static IEnumerable<DraftFault> Prometheus(PrometheusTarget prometheus)
    {
        if (!IsWebAddress(prometheus.Server)) yield return new("target.server", "Write the whole address, as http://prometheus:9090.");
        if (prometheus.Query.Trim().Length is 0 or > MaxTextLength) yield return new("target.query", "Write a PromQL query.");
    }

    private static IEnumerable<DraftFault> HostAndPort(string host, int port)
    {
        if (!IsHost(host)) yield return new("target.host", "Write a host name or an address.");
        if (port is < 1 or > 65535) yield return new("target.port", "A port lies from 1 to 65535.");
    }

    private static bool IsHost(string host) => host.Length is > 0 and <= 253 && Uri.CheckHostName(host) != UriHostNameType.Unknown;

    private static bool IsWebAddress(string text) => text.Length <= MaxTextLength && Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "" };
}
