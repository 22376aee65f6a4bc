using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Peers;
using OpsPortal.Storage;

namespace OpsPortal.Tests.Support;

/// <summary>
/// The whole portal inside the test process, on a SQLite database of its own. Use it as a class fixture, or make one with
/// a clock that stands still and settings of your own.
/// </summary>
public sealed class PortalHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly FakeTimeProvider? _clock;
    private readonly IReadOnlyDictionary<string, string?> _settings;

    public PortalHost()
        : this(null, new Dictionary<string, string?>())
    {
    }

    internal PortalHost(FakeTimeProvider clock)
        : this(clock, new Dictionary<string, string?>())
    {
    }

    internal PortalHost(FakeTimeProvider? clock, IReadOnlyDictionary<string, string?> settings) => (_clock, _settings) = (clock, settings);

    public string DataDirectory { get; } = Places.NewFolder("host");

    /// <summary>A context on the host's database, for what a test wants to lay in or look up behind the portal's back.</summary>
    public OpsDb Database() => Services.GetRequiredService<OpsDbFactory>().CreateDbContext();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Places.Discard(DataDirectory);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("OpsPortal:DataDirectory", DataDirectory);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");

        // Many hosts at once on one machine: whoever wants a port asks for a free one.
        builder.UseSetting("OpsPortal:Otlp:GrpcPort", "0");
        builder.UseSetting("OpsPortal:Syslog:Port", "0");
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);

        // A busy machine takes longer to stop its jobs than a person would wait for.
        builder.ConfigureTestServices(services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(1)));
        if (_clock is not null) builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(_clock));
    }
}
