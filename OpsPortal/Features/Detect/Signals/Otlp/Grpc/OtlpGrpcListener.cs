using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals.Otlp.Http;
using OpsPortal.Features.Detect.Signals.Otlp.Logs;
using OpsPortal.Features.Detect.Signals.Otlp.Metrics;
using OpsPortal.Features.Detect.Signals.Otlp.Traces;
using OpsPortal.Features.Detect.Sources;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Keys;

namespace OpsPortal.Features.Detect.Signals.Otlp.Grpc;

/// <summary>
/// A small server of its own for OTLP over gRPC: it needs HTTP/2 without TLS, which cannot share a port with HTTP/1.1, and a port that
/// is taken must not keep the portal from starting.
/// </summary>
internal sealed class OtlpGrpcListener(IServiceProvider portal, IOptions<OtlpOptions> options, IConfiguration settings, ILogger<OtlpGrpcListener> log) : IHostedService, IAsyncDisposable
{
    private const string Name = "OTLP over gRPC";

    private WebApplication? _server;
    private Task _starting = Task.CompletedTask;

    /// <summary>Beside the portal's own server, which does not wait for this one.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.GrpcPort is > 0 and var port) _starting = Task.Run(() => ListenAsync(port, cancellationToken), cancellationToken);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_server is { } server) await server.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_server is { } server) await server.DisposeAsync();
        _server = null;
    }

    private async Task ListenAsync(int port, CancellationToken cancellationToken)
    {
        var server = Build(port, ListenAddress.Of(settings));
        try
        {
            await server.StartAsync(cancellationToken);
            _server = server;
            log.Listening(Name, port);
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            await server.DisposeAsync();
            log.PortNotToBeHad(Name, port, refused.Message, "OpsPortal:Otlp:GrpcPort");
        }
    }

    private WebApplication Build(int port, IPAddress address)
    {
        // Nothing of the portal's own settings: addresses among them would be listened on twice.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http2);
        });
        Share<ILoggerFactory>(builder).Add<TimeProvider>().Add<KeyRing>().Add<SourceIntake>().Add<TakeLogs>().Add<TakeMetrics>().Add<TakeTraces>();
        builder.Services.AddRouting();
        builder.Services.AddAuthentication(ApiKeyAuthentication.Scheme).AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null);
        builder.Services.AddAuthorization(PermissionPolicies.Apply);
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = OtlpHttp.MaxBytes);

        var server = builder.Build();
        server.UseRouting();
        server.UseAuthentication();
        server.UseAuthorization();
        server.MapGrpcService<LogsOverGrpc>().RequireAuthorization(Permissions.SignalsIngest);
        server.MapGrpcService<MetricsOverGrpc>().RequireAuthorization(Permissions.SignalsIngest);
        server.MapGrpcService<TracesOverGrpc>().RequireAuthorization(Permissions.SignalsIngest);
        return server;
    }

    private Shared Share<T>(WebApplicationBuilder builder) where T : class => new Shared(portal, builder.Services).Add<T>();

    /// <summary>Lends the portal's own objects, which it alone disposes.</summary>
    private sealed class Shared(IServiceProvider portal, IServiceCollection server)
    {
        public Shared Add<T>() where T : class
        {
            server.AddSingleton(portal.GetRequiredService<T>());
            return this;
        }
    }
}
