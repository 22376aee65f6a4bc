using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Scripts;
using OpsPortal.Features.Deliver.Runners.Secrets;
using OpsPortal.Live;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Runners;

/// <summary>The runners on a clock that stands still, with a folder of scripts and, where a test needs secrets, a database.</summary>
internal sealed class RunnerBench : IAsyncDisposable
{
    private readonly TestDatabase? _database;
    private readonly IDataProtectionProvider _protection = new EphemeralDataProtectionProvider();
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private ServiceProvider _services;

    private RunnerBench(TestDatabase? database, IReadOnlyDictionary<string, string?> settings)
    {
        (_database, _settings) = (database, settings);
        _services = Build();
    }

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new(Given.Noon);

    public string Scripts { get; } = Places.NewFolder("steps");

    public LinesOfAStep Log { get; } = new();

    public static RunnerBench Start(params (string Name, string Value)[] settings) => new(null, settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));

    public static async Task<RunnerBench> StartAsync(TestDatabase database)
    {
        await database.EmptyAsync();
        await using var db = database.Open();
        await db.Set<StoredSecret>().ExecuteDeleteAsync(Stopping);
        return new(database, new Dictionary<string, string?>());
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>As a killed portal that comes back: what was only in memory is gone, and nobody was told to end.</summary>
    public void ForgetEverything() => _services = Build();

    public Task SetAsync(string name, string value) => Get<SecretDesk>().SetAsync(Given.Olga, name, value, Stopping);

    public static StepRun Step(string runner, object settings) => new()
    {
        Deployment = "DEP-17",
        Stage = "canary",
        Step = "deploy",
        IdempotencyKey = $"DEP-17.deploy.{Guid.CreateVersion7(Given.Noon):N}",
        Components = [new("shop", "2.1.0", "sha256:abc"), new("shop-worker", "2.1.0", "sha256:def")],
        Environment = "production",
        Parameters = new Dictionary<string, string> { ["region"] = "north" },
        Deadline = Given.Noon.AddHours(1),
        Callback = new("https://portal.example.org/callback/1", "cb_one-time-token"),
        Runner = runner,
        Settings = settings as string ?? JsonSerializer.Serialize(settings),
    };

    public Task<RunnerAnswer> BeginAsync(StepRun run) => Get<StepRunners>().BeginAsync(run, Log, Stopping);

    public Task<RunnerAnswer> AskAsync(StepRun run, string? reference) => Get<StepRunners>().AskAsync(run, reference, Log, Stopping);

    public Task<RunnerAnswer> StopAsync(StepRun run, string? reference) => Get<StepRunners>().StopAsync(run, reference, Log, Stopping);

    /// <summary>Begins it and asks until it has ended.</summary>
    public async Task<RunnerAnswer> RunAsync(StepRun run)
    {
        var answer = await BeginAsync(run);
        await Waiting.UntilAsync(async () => answer.State != RunnerState.Running || (answer = await AskAsync(run, answer.Reference)).State != RunnerState.Running, () => $"it does not end.\n{Log.Text}", TimeSpan.FromSeconds(60));
        return answer;
    }

    /// <summary>A script of the folder, executable.</summary>
    public string Script(string name, string text)
    {
        var path = Path.Combine(Scripts, name);
        File.WriteAllText(path, "#!/bin/bash\n" + text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return name;
    }

    /// <summary>Ended; one that nobody has buried yet has no command line.</summary>
    public static bool IsGone(int pid)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline")).Length == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Get<RunningScripts>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Places.Discard(Scripts);
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        var settings = new Dictionary<string, string?>(_settings) { ["OpsPortal:Outgoing:Allow:0"] = "127.0.0.0/8" };
        settings.TryAdd("OpsPortal:Runners:ScriptFolder", Scripts);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<TimeProvider>(Clock).AddSingleton<ChangeFeed>().AddSingleton(_protection);
        services.AddSingleton<IDbContextFactory<OpsDb>>(_database is null ? new NoDatabase() : _database.Contexts);
        services.AddOptions<RunnerOptions>().BindConfiguration(RunnerOptions.Section);
        services.AddOutgoing().AddOutbox(sends: false);
        RunnersFeature.AddRunnerParts(services);
        return services.BuildServiceProvider();
    }

    private sealed class NoDatabase : IDbContextFactory<OpsDb>
    {
        public OpsDb CreateDbContext() => throw new InvalidOperationException("This test names no secret.");
    }
}
