using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Features.Detect.Sources.Book;
using OpsPortal.Features.Detect.Sources.Ledger;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Features.People.Demo;
using OpsPortal.Peers;
using OpsPortal.Storage;

namespace OpsPortal.Tests.Contracts.Intake;

/// <summary>The portal as a process, with every port open, and the programs that people really point at it.</summary>
public sealed class ListeningPortal : IAsyncLifetime
{
    private PortalProcess? _portal;

    public int Grpc { get; } = Places.FreePort();

    public int Syslog { get; } = Places.FreePort();

    public PortalProcess Portal => _portal!;

    public OpsDb Open() => new OpsDbFactory(Options.Create(new StorageOptions { DataDirectory = Portal.DataDirectory })).CreateDbContext();

    public async ValueTask InitializeAsync() => _portal = await PortalProcess.StartAsync(new Dictionary<string, string?>
    {
        ["OpsPortal__Otlp__GrpcPort"] = Grpc.ToString(CultureInfo.InvariantCulture),
        ["OpsPortal__Syslog__Port"] = Syslog.ToString(CultureInfo.InvariantCulture),
    });

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null) await _portal.DisposeAsync();
    }
}

public sealed class RealSenders(ListeningPortal listening) : IClassFixture<ListeningPortal>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_alertmanager_tells_one_alert_by_webhook_pagerduty_and_opsgenie_at_once_and_ends_it_by_all()
    {
        var url = listening.Portal.Url;
        await using var alertmanager = await AlertmanagerPeer.StartAsync($$"""
            route: { receiver: portal, group_by: [ alertname ], group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
            receivers:
              - name: portal
                webhook_configs:
                  - { url: '{{url}}/intake/alertmanager', http_config: { authorization: { credentials: {{DemoPeople.IntakeKey}} } } }
                pagerduty_configs:
                  - { url: '{{url}}/v2/enqueue', routing_key: {{DefaultSources.DemoRoutingKey}}, severity: critical }
                opsgenie_configs:
                  - { api_url: '{{url}}/', api_key: {{DemoPeople.IntakeKey}}, priority: P2, message: 'Real alert' }
            """);
        string[] sources = ["alertmanager-webhook", "pagerduty", "opsgenie"];
        var added = await Amtool.RunAsync(alertmanager.Url, "alert", "add", "alertname=RealAlert", "severity=critical", "--annotation=summary=A real alert");
        Assert.True(added.ExitCode == 0, added.Output);
        await UntilAsync(Condition.Firing, sources, alertmanager);

        await Amtool.RunAsync(alertmanager.Url, "alert", "add", "alertname=RealAlert", "severity=critical", $"--end={TimeProvider.System.GetUtcNow().AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}");
        await UntilAsync(Condition.Cleared, sources, alertmanager);
        Assert.DoesNotContain("level=error", alertmanager.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--udp", "--rfc5424")]
    [InlineData("--udp", "--rfc3164")]
    [InlineData("--tcp", "--rfc5424")]
    [InlineData("--tcp", "--rfc3164")]
    [InlineData("--tcp", "--octet-count")]
    public async Task Logger_is_heard_by_udp_and_tcp_in_both_formats_and_framings(string transport, string format)
    {
        var message = $"logger says {transport}{format} größe";
        var (exit, output) = await ChildProcess.RunAsync("logger",
            ["--server", "127.0.0.1", "--port", listening.Syslog.ToString(CultureInfo.InvariantCulture), transport, format, "--tag", "tester", "--priority", "auth.err", message]);
        Assert.True(exit == 0, output);
        var kept = await KeptAsync("syslog", message);
        Assert.Equal(("tester", "auth", "error"), (Sender.Of(kept.Labels, "app"), Sender.Of(kept.Labels, "facility"), Sender.Of(kept.Labels, "severity")));
        Assert.Equal(message, kept.Text);
    }

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task The_SDKs_logs_arrive_over_http_and_grpc(OtlpExportProtocol protocol)
    {
        var message = $"Order 17 failed over {protocol}";
        using (var logging = LoggerFactory.Create(logs => logs.AddOpenTelemetry(telemetry =>
        {
            telemetry.SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("checkout"));
            telemetry.IncludeFormattedMessage = true;
            telemetry.AddOtlpExporter(otlp =>
            {
                otlp.Protocol = protocol;
                otlp.Endpoint = new(protocol == OtlpExportProtocol.Grpc ? $"http://127.0.0.1:{listening.Grpc}" : $"{listening.Portal.Url}/v1/logs");
                otlp.Headers = $"Authorization=Bearer {DemoPeople.IntakeKey}";
                otlp.ExportProcessorType = OpenTelemetry.ExportProcessorType.Simple;
            });
        })))
        {
#pragma warning disable CA2254, CA1848, CA1873 // the text is what is looked for
            logging.CreateLogger("Shop.Orders").LogError(message);
#pragma warning restore CA2254, CA1848, CA1873
        }

        var kept = await KeptAsync("otlp", message);
        Assert.Equal(("checkout", "error", "Shop.Orders"), (Sender.Of(kept.Labels, "service"), Sender.Of(kept.Labels, "severity"), Sender.Of(kept.Labels, "logger")));
    }

    /// <summary>The SDK sends every span as it ends, so the beginning of the trace comes last.</summary>
    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task The_SDKs_traces_arrive_over_http_and_grpc(OtlpExportProtocol protocol)
    {
        using var source = new ActivitySource($"Shop.{protocol}");
        string trace;
        using (Sdk.CreateTracerProviderBuilder().AddSource(source.Name).SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("checkout")).AddOtlpExporter(otlp =>
        {
            otlp.Protocol = protocol;
            otlp.Endpoint = new(protocol == OtlpExportProtocol.Grpc ? $"http://127.0.0.1:{listening.Grpc}" : $"{listening.Portal.Url}/v1/traces");
            otlp.Headers = $"Authorization=Bearer {DemoPeople.IntakeKey}";
            otlp.ExportProcessorType = ExportProcessorType.Simple;
        }).Build())
        {
            using var order = source.StartActivity("POST /orders", ActivityKind.Server)!;
            trace = order.TraceId.ToHexString();
            using (var pay = source.StartActivity("Charge card", ActivityKind.Client)!)
            {
                pay.SetTag("card.kind", "credit");
                pay.AddException(new InvalidOperationException("The acquirer does not answer"));
                pay.SetStatus(ActivityStatusCode.Error);
            }
        }

        (TraceSummary Trace, Waterfall Spans)? kept = null;
        var traces = new TraceQueries(new OpsDbFactory(Options.Create(new StorageOptions { DataDirectory = listening.Portal.DataDirectory })));
        await Waiting.UntilAsync(async () => (kept = await traces.ReadAsync(trace, Stopping)) is { Trace.Spans: 2 }, () => $"{trace} did not arrive over {protocol}\n{listening.Portal.Log}", TimeSpan.FromSeconds(60));
        Assert.Equal(["0 checkout POST /orders Server", "1 checkout Charge card Client"], kept!.Value.Spans.Lines.Select(line => $"{line.Depth} {line.Span.Service} {line.Span.Name} {line.Span.Kind}"));
        var failed = kept.Value.Spans.Lines[1].Span;
        Assert.Equal((true, "System.InvalidOperationException The acquirer does not answer"), (failed.Failed, failed.Message));
        Assert.Contains(new("card.kind", "credit"), failed.Attributes);
    }

    [Fact]
    public async Task A_second_portal_on_the_same_ports_warns_and_runs()
    {
        await using var second = await PortalProcess.StartAsync(new Dictionary<string, string?>
        {
            ["OpsPortal__Otlp__GrpcPort"] = listening.Grpc.ToString(CultureInfo.InvariantCulture),
            ["OpsPortal__Syslog__Port"] = listening.Syslog.ToString(CultureInfo.InvariantCulture),
        });
        foreach (var setting in (string[])["OpsPortal:Otlp:GrpcPort", "OpsPortal:Syslog:Port"])
            await Waiting.UntilAsync(() => second.Log.Contains($"Set {setting} to another port", StringComparison.Ordinal), () => second.Log, TimeSpan.FromSeconds(20));
    }

    private Task UntilAsync(Condition condition, string[] sources, AlertmanagerPeer alertmanager) => Waiting.UntilAsync(async () =>
    {
        await using var db = listening.Open();
        return await db.Events.Where(e => sources.Contains(e.Source) && e.Condition == condition).Select(e => e.Source).Distinct().CountAsync(Stopping) == sources.Length;
    }, () => $"not every source has it {condition}\n{alertmanager.Log}\n{listening.Portal.Log}", TimeSpan.FromSeconds(60));

    private async Task<SignalView> KeptAsync(string source, string text)
    {
        SignalView? found = null;
        await Waiting.UntilAsync(async () =>
        {
            await using var db = listening.Open();
            var kept = await db.Set<SourceSample>().AsNoTracking().Where(s => s.Source == source && s.Kind == SampleKind.Signal).ToListAsync(Stopping);
            return (found = kept.Select(sample => SignalText.Read(sample.Body)!).FirstOrDefault(signal => signal.Text.Contains(text, StringComparison.Ordinal))) is not null;
        }, () => $"'{text}' did not arrive from {source}\n{listening.Portal.Log}", TimeSpan.FromSeconds(60));
        return found!;
    }
}
