using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Detect.Monitors.Probes;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Features.Detect.Monitors;

/// <summary>Probes against servers that are really there, and ports that really are closed.</summary>
public sealed class ProbingTheWorld : IAsyncLifetime
{
    private readonly ProbeRunner _probes = new(MonitorBench.Connect(), TimeProvider.System);
    private readonly int _port = Places.FreePort();
    private readonly int _tlsPort = Places.FreePort();
    private WebApplication? _server;

    private string Url => $"http://127.0.0.1:{_port}";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, _port);
            kestrel.Listen(IPAddress.Loopback, _tlsPort, listen => listen.UseHttps(Certificate()));
        });
        _server = builder.Build();
        _server.MapGet("/health", (HttpContext request) =>
        {
            request.Response.Headers["X-Build"] = "2026.11.3";
            return Results.Json(new { status = "up", parts = new[] { new { name = "db", open = 3 } } });
        });
        _server.MapGet("/broken", () => Results.StatusCode(500));
        _server.MapGet("/away", () => Results.Redirect("http://169.254.169.254/latest/meta-data"));
        _server.MapGet("/huge", () => Results.Bytes(new byte[3 << 20]));
        _server.MapGet("/slow", async (HttpContext request) => await new TaskCompletionSource().Task.WaitAsync(request.RequestAborted));
        await _server.StartAsync(Stopping);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task Http_is_up_when_everything_asked_for_holds()
    {
        var answer = await Ask(new HttpTarget($"{Url}/health") { Status = 200, BodyContains = "\"up\"", JsonPath = "parts[0].open", JsonEquals = "3", Header = "X-Build: 2026" });
        Assert.True(answer.Up, answer.Why);
        Assert.True(answer.Took > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("/broken", "", "", "", "500")]
    [InlineData("/health", "down", "", "", "contain")]
    [InlineData("/health", "", "parts[7].open", "", "nothing at")]
    [InlineData("/health", "", "", "X-Other", "header")]
    [InlineData("/huge", "x", "", "", "larger")]
    [InlineData("/away", "", "", "", "internal address")]
    public async Task Http_is_down_and_says_why(string path, string body, string json, string header, string why)
    {
        var answer = await Ask(new HttpTarget(Url + path) { BodyContains = body, JsonPath = json, Header = header });
        Assert.False(answer.Up);
        Assert.Contains(why, answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_down_after_the_time_out()
    {
        var answer = await Ask(new HttpTarget($"{Url}/slow") { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal((false, "No answer within 0.3 s."), (answer.Up, answer.Why));
    }

    [Fact]
    public async Task Tcp_is_up_where_something_listens_and_down_where_nothing_does()
    {
        Assert.True((await Ask(new TcpTarget("localhost", _port))).Up);
        var closed = await Ask(new TcpTarget("127.0.0.1", Places.FreePort()));
        Assert.False(closed.Up);
        Assert.Contains("refused", closed.Why, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Tls_tells_when_the_certificate_expires_and_trusts_no_stranger_unless_told()
    {
        var answer = await Ask(new TlsTarget("localhost", _tlsPort) { TrustAnyIssuer = true });
        Assert.True(answer.Up, answer.Why);
        Assert.InRange((answer.CertificateExpires!.Value - DateTimeOffset.UnixEpoch.AddMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())).TotalDays, 28, 30);
        var stranger = await Ask(new TlsTarget("localhost", _tlsPort));
        Assert.Equal((false, true), (stranger.Up, stranger.CertificateExpires is not null));
    }

    [Fact]
    public async Task Dns_asks_the_server_it_is_told_and_looks_at_the_answers()
    {
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var serving = ServeAsync(server);
        var endpoint = server.Client.LocalEndPoint!.ToString()!;
        var found = await Ask(new DnsTarget("shop.example") { Server = endpoint, Expects = "192.0.2.7" });
        Assert.True(found.Up, found.Why);
        Assert.False((await Ask(new DnsTarget("shop.example") { Server = endpoint, Expects = "192.0.2.8" })).Up);
        var unknown = await Ask(new DnsTarget("nowhere.example") { Server = endpoint });
        Assert.Equal((false, true), (unknown.Up, unknown.Why.Contains("NotExistentDomain", StringComparison.Ordinal)));
        server.Close();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    [Fact]
    public async Task Ping_is_up_where_somebody_answers_and_down_where_nobody_does()
    {
        var here = await Ask(new PingTarget("127.0.0.1"));
        Assert.True(here.Up, here.Why);
        var nobody = await Ask(new PingTarget("240.0.0.1") { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.False(nobody.Up);
        Assert.NotEmpty(nobody.Why);
    }

    [Fact]
    public async Task Internal_addresses_are_refused_unless_allowed_whatever_they_are_called()
    {
        var guarded = new ProbeRunner(MonitorBench.Connect("10.99.0.0/16"), TimeProvider.System);
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]" })
        {
            var answer = await guarded.RunAsync(new HttpTarget($"http://{host}:{_port}/health"), Stopping);
            Assert.False(answer.Up);
            Assert.Contains("internal address", answer.Why, StringComparison.Ordinal);
        }
    }

    private Task<ProbeAnswer> Ask(ProbeTarget target) => _probes.RunAsync(target, Stopping);

    /// <summary>A name server that knows one name.</summary>
    private static async Task ServeAsync(UdpClient server)
    {
        while (true)
        {
            var asked = await server.ReceiveAsync();
            var known = System.Text.Encoding.ASCII.GetString(asked.Buffer).Contains("shop", StringComparison.Ordinal);
            var question = asked.Buffer.AsSpan(12, QuestionLength(asked.Buffer)).ToArray();
            byte[] head = [asked.Buffer[0], asked.Buffer[1], 0x81, (byte)(known ? 0x80 : 0x83), 0, 1, 0, (byte)(known ? 1 : 0), 0, 0, 0, 0];
            byte[] answer = known ? [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7] : [];
            byte[] reply = [.. head, .. question, .. answer];
            await server.SendAsync(reply, reply.Length, asked.RemoteEndPoint);
        }
    }

    private static int QuestionLength(byte[] query)
    {
        var at = 12;
        while (query[at] != 0) at += query[at] + 1;
        return at + 5 - 12;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(29));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
