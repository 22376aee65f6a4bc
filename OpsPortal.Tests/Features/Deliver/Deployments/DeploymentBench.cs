using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Deployments;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.EarlyLife;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Scripts;
using OpsPortal.Features.Deliver.Traffic;
using OpsPortal.Features.Deliver.Versions.Matrix;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Inform.Announcements.Acts;
using OpsPortal.Features.Inform.Announcements.Telling;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Peers;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Deployments;

/// <summary>Deployments with their executor, on a given database, with a folder of scripts. The executor turns when a test says so; scripts and receivers are real.</summary>
internal sealed class DeploymentBench : IAsyncDisposable
{
    private static int _environments;

    private readonly TestDatabase _database;

    private DeploymentBench(TestDatabase database, DeliverBench house) => (_database, House) = (database, house);

    public static CancellationToken Stopping => DeliverBench.Stopping;

    public DeliverBench House { get; private set; }

    public string Scripts { get; } = Places.NewFolder("deployment-scripts");

    /// <summary>One that no other test deploys to.</summary>
    public string Environment { get; } = $"staging-{Interlocked.Increment(ref _environments)}-{Guid.CreateVersion7():N}"[..40];

    public static async Task<DeploymentBench> StartAsync(TestDatabase database)
    {
        var bench = new DeploymentBench(database, null!);
        await using (var db = database.Open()) await db.Set<ExecutorLease>().ExecuteDeleteAsync(Stopping);
        bench.House = await DeliverBench.StartAsync(database, bench.AddParts);
        return bench;
    }

    /// <summary>As a killed portal that comes back after its lease has run out: what was only in memory is gone.</summary>
    public async Task RestartAsync()
    {
        var people = House.People.ToDictionary();
        House = await DeliverBench.StartAsync(_database, AddParts);
        House.Clock.SetUtcNow(After);
        foreach (var (name, session) in people) House.People[name] = session;
    }

    public T Get<T>() where T : notnull => House.Get<T>();

    private DateTimeOffset After { get; set; }

    /// <summary>A script of the folder, executable.</summary>
    public void Script(string name, string text)
    {
        var path = Path.Combine(Scripts, name);
        File.WriteAllText(path, "#!/bin/bash\n" + text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a script of the folder.</summary>
    public static RunnerTask Run(string script, bool isRepeatable = false) => new(RunnerKind.Script, script, script) { Arguments = ["{version}", "{group}"], TimeOut = TimeSpan.FromMinutes(1), IsRepeatable = isRepeatable };

    public static ProcessContent Process(params RunnerTask[] tasks) => new() { Recipe = new() { Model = new DeploymentModel.AllAtOnce(), Deploy = tasks, Backout = [Run("back.sh", true)] } };

    /// <summary>A change to this test's environment, approved, in its window, whose service is deployed by the process.</summary>
    public async Task<ChangeNumber> ApprovedAsync(ProcessContent process, string version = "2.1.0")
    {
        await using (var db = House.Open())
        {
            var service = new ServiceKey("checkout");
            await db.Set<DeploymentProcess>().Where(one => one.Service == service && one.Environment == Environment).ExecuteDeleteAsync(Stopping);
            db.Add(new DeploymentProcess { Service = service, Environment = Environment, Content = process, ChangedBy = "Olga", ChangedAt = House.Clock.GetUtcNow().AddDays(-1), Version = 1 });
            await db.SaveChangesAsync(Stopping);
        }

        var plan = House.Plan;
        return await House.ApprovedAsync(plan with { Environment = Environment, Components = [plan.Components[0] with { Version = version }] });
    }

    public Task<OpsPortal.Domain.Kernel.Outcome<Deployment>> DeployAsync(ChangeNumber change, string who = "Olga") => Get<DeployChange>().RunAsync(House[who], change, isHotfix: false, Stopping);

    public async Task<DeploymentNumber> DeployedAsync(ProcessContent process, string version = "2.1.0") => DeliverBench.Done(await DeployAsync(await ApprovedAsync(process, version))).Number;

    public async Task<Deployment> FindAsync(DeploymentNumber number) => (await Get<DeploymentQueries>().ViewAsync(number, Stopping))!.Deployment;

    /// <summary>Lets the executor turn until the deployment is in one of the states; the clock goes on a second each time.</summary>
    public async Task<Deployment> UntilAsync(DeploymentNumber number, params DeploymentState[] states)
    {
        Deployment? last = null;
        await Waiting.UntilAsync(async () =>
        {
            await TurnAsync();
            last = await FindAsync(number);
            return Array.IndexOf(states, last.State) >= 0;
        }, () => $"it does not become {string.Join(" or ", states)}; it is {last?.State}: {last?.Why} {string.Join(", ", last?.Attempts.Select(attempt => $"{attempt.Key} {attempt.State} {attempt.Why}") ?? [])}", TimeSpan.FromSeconds(60));
        return last!;
    }

    public async Task TurnAsync()
    {
        House.Clock.Advance(TimeSpan.FromSeconds(1));
        After = House.Clock.GetUtcNow();
        await Get<DeploymentExecutor>().TurnAsync(Stopping);
    }

    /// <summary>Time passes while no portal lives.</summary>
    public void Later(TimeSpan time) => After += time;

    public async Task<string> LogAsync(DeploymentNumber number, int step = 1, int attempt = 1)
    {
        await Get<StepLogBook>().FlushAsync(Stopping);
        var (lines, _) = await Get<StepLogBook>().ReadAsync($"{number}.1.{step}.{attempt}", null, Stopping);
        return string.Join('\n', lines.Select(line => line.Text));
    }

    public async ValueTask DisposeAsync()
    {
        await Get<RunningScripts>().StopAsync(CancellationToken.None);
        await House.DisposeAsync();
        Places.Discard(Scripts);
    }

    private void AddParts(IServiceCollection services)
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OpsPortal:Outgoing:Allow:0"] = "127.0.0.0/8",
            ["OpsPortal:Runners:ScriptFolder"] = Scripts,
            ["Urls"] = "http://127.0.0.1:5080",
        }).Build()).AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddOptions<RunnerOptions>().BindConfiguration(RunnerOptions.Section);
        services.AddOutgoing().AddOutbox(sends: false);
        RunnersFeature.AddRunnerParts(services);
        TrafficFeature.AddTrafficParts(services);
        services.AddMaintenanceParts();
        services.AddSingleton<AnnouncementTemplates>().AddSingleton<AnnouncementTools>().AddSingleton<TellSubscribers>();
        DeploymentsFeature.AddDeploymentParts(services);
        EarlyLifeFeature.AddEarlyLifeParts(services);
        services.AddSingleton<NoticedDeployments>().AddSingleton<IDeployedVersions, AllDeployments>();
    }
}
