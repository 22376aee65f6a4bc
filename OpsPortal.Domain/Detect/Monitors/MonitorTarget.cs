using System.Text.Json.Serialization;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Domain.Detect.Monitors;

/// <summary>What a monitor looks at.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HttpTarget), "http")]
[JsonDerivedType(typeof(TcpTarget), "tcp")]
[JsonDerivedType(typeof(DnsTarget), "dns")]
[JsonDerivedType(typeof(TlsTarget), "tls")]
[JsonDerivedType(typeof(PingTarget), "ping")]
[JsonDerivedType(typeof(MetricTarget), "metric")]
[JsonDerivedType(typeof(PrometheusTarget), "prometheus")]
[JsonDerivedType(typeof(PortalTarget), "portal")]
public abstract record MonitorTarget
{
    /// <summary>In a few words, as a list shows it.</summary>
    [JsonIgnore] public abstract string Words { get; }
}

/// <summary>Which of a probe's results is held against the levels.</summary>
public enum ProbeResult
{
    /// <summary>1 where everything asked for held, else 0.</summary>
    Up,

    /// <summary>Seconds from the first byte out to the answer; no value while it is down.</summary>
    Duration,

    /// <summary>Days until the certificate expires; only where there is one.</summary>
    CertificateDays,
}

/// <summary>A probe: the portal asks a target and judges the answer.</summary>
public abstract record ProbeTarget : MonitorTarget
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The longest a probe may take.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);

    public ProbeResult Result { get; init; }

    public TimeSpan Timeout { get; init; } = DefaultTimeout;
}

/// <summary>Gets an address over HTTP. What is not asked for is not looked at.</summary>
/// <param name="Url">Absolute, http or https.</param>
public sealed record HttpTarget(string Url) : ProbeTarget
{
    /// <summary>The status that is right; 0: any from 200 to 299.</summary>
    public int Status { get; init; }

    /// <summary>Text that the body must contain; case matters.</summary>
    public string BodyContains { get; init; } = "";

    /// <summary>Path into a JSON body as <c>status.db[0].name</c>.</summary>
    public string JsonPath { get; init; } = "";

    /// <summary>What must stand at <see cref="JsonPath"/>; empty: anything.</summary>
    public string JsonEquals { get; init; } = "";

    /// <summary>A response header that must be there, as <c>Name</c> or <c>Name: part of its value</c>.</summary>
    public string Header { get; init; } = "";

    public override string Words => Url;
}

/// <summary>Opens a TCP connection.</summary>
public sealed record TcpTarget(string Host, int Port) : ProbeTarget
{
    public override string Words => $"tcp {Host}:{Port}";
}

/// <summary>Asks a name server for a name.</summary>
/// <param name="RecordType"><c>A</c>, <c>AAAA</c>, <c>CNAME</c>, <c>MX</c>, <c>TXT</c> or <c>NS</c>.</param>
public sealed record DnsTarget(string Name, string RecordType = "A") : ProbeTarget
{
    /// <summary>Address of the server, <c>10.0.0.53</c> or <c>10.0.0.53:5353</c>; empty: the machine's own.</summary>
    public string Server { get; init; } = "";

    /// <summary>What one of the answers must contain; empty: any answer will do.</summary>
    public string Expects { get; init; } = "";

    public override string Words => $"dns {RecordType} {Name}";
}

/// <summary>Looks at the certificate a server shows. A name that does not match or a chain that is not trusted is down.</summary>
public sealed record TlsTarget(string Host, int Port = 443) : ProbeTarget
{
    /// <summary>Takes a certificate that no authority vouches for, as inside a house.</summary>
    public bool TrustAnyIssuer { get; init; }

    public override string Words => $"tls {Host}:{Port}";
}

/// <summary>Sends an ICMP echo.</summary>
public sealed record PingTarget(string Host) : ProbeTarget
{
    public override string Words => $"ping {Host}";
}

/// <summary>Series of the portal's own store.</summary>
/// <param name="Selector">As Prometheus writes it: <c>disk_used_ratio{service="shop", mount=~"/data.*"}</c>.</param>
public sealed record MetricTarget(string Selector) : MonitorTarget
{
    public Reading Reading { get; init; }

    public override string Words => Reading == Reading.Rate ? $"rate of {Selector}" : Selector;
}

/// <summary>A query to a server that speaks Prometheus' HTTP interface.</summary>
/// <param name="Server">Its address, as <c>http://prometheus:9090</c>.</param>
/// <param name="Query">PromQL that gives series.</param>
public sealed record PrometheusTarget(string Server, string Query) : MonitorTarget
{
    public override string Words => Query;
}

/// <summary>What the portal counts about itself.</summary>
public enum PortalCount
{
    /// <summary>Failed sign-ins within the window, by the address they came from.</summary>
    FailedSignIns,

    /// <summary>People who were made administrator within the window.</summary>
    NewAdministrators,
}

/// <summary>Counts acts in the portal's own audit trail.</summary>
public sealed record PortalTarget(PortalCount Count) : MonitorTarget
{
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    public override string Words => Count == PortalCount.FailedSignIns ? "failed sign-ins to OpsPortal" : "new administrators of OpsPortal";
}
