using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Tests.Features.Deliver.Deployments;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Promotion;

/// <summary>A service of its own with staging and production, deployed by real scripts; what one test leaves never concerns another.</summary>
internal sealed class WayBench : IAsyncDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static int _services;

    private WayBench(DeploymentBench deployments) => Deployments = deployments;

    public static CancellationToken Stopping => DeliverBench.Stopping;

    public DeploymentBench Deployments { get; }

    public DeliverBench House => Deployments.House;

    public ServiceKey Service { get; } = new($"pay-{Interlocked.Increment(ref _services)}-{Guid.CreateVersion7():N}"[..30]);

    public string Staging => $"{Service}-staging";

    public string Production => $"{Service}-production";

    public ProcessContent Process { get; private set; } = DeploymentBench.Process(DeploymentBench.Run("copy.sh"));

    public T Get<T>() where T : notnull => House.Get<T>();

    public static async Task<WayBench> StartAsync(TestDatabase database)
    {
        var bench = new WayBench(await DeploymentBench.StartAsync(database));
        bench.Deployments.Script("copy.sh", "echo copying $1");
        bench.Deployments.Script("back.sh", "echo back again");
        await using (var db = bench.House.Open())
        {
            db.Add(OpsPortal.Domain.Estate.Service.From(new() { Key = bench.Service, Name = $"Pay {bench.Service}", Criticality = Criticality.Medium, Environments = [new(bench.Staging, Tier.Staging), new(bench.Production, Tier.Production)], Components = [new("api", ComponentKind.Application)] }, bench.House.Clock.GetUtcNow().AddDays(-60)));
            await db.SaveChangesAsync(Stopping);
        }

        await bench.Get<Catalogue>().RefreshAsync(Stopping);
        await bench.DeployByAsync(bench.Process);
        return bench;
    }

    /// <summary>Says how the service is deployed everywhere; it was said long before anything was approved.</summary>
    public async Task DeployByAsync(ProcessContent process)
    {
        Process = process;
        await using var db = House.Open();
        await db.Set<DeploymentProcess>().Where(one => one.Service == Service).ExecuteDeleteAsync(Stopping);
        db.Add(new DeploymentProcess { Service = Service, Environment = "", Content = process, ChangedBy = "Olga", ChangedAt = House.Clock.GetUtcNow().AddDays(-30), Version = 1 });
        await db.SaveChangesAsync(Stopping);
    }

    /// <summary>Adopts a policy for this test's production that demands a rehearsal.</summary>
    public async Task<PolicyNumber> DemandRehearsalAsync(int days)
    {
        await using var db = House.Open();
        var number = new PolicyNumber((await PolicyShelf.ReadAsync(db, Stopping)).Last.Value + 1);
        db.Add(new StoredPolicy
        {
            Number = number,
            Revision = 1,
            Terms = new() { Name = $"Rehearsed {Service}", Scope = PolicyScope.Everything with { Environments = [Production] }, Stages = [new("Release", [new(ApproverGroup.With(Duty.ReleaseManager), 1)])], KnownAuthors = false, RehearsedWithin = TimeSpan.FromDays(days) },
            ProposedBy = Party.Portal,
            ProposedAt = House.Clock.GetUtcNow(),
            AdoptedAt = House.Clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(Stopping);
        return number;
    }

    public ChangePlan Plan(string environment, string version) => House.Plan with
    {
        Title = $"Pay {version}",
        Components = [new(Service, "api", version, Commit, "")],
        Environment = environment,
    };

    /// <summary>Approved and in its window.</summary>
    public async Task<ChangeNumber> ApprovedAsync(ChangePlan plan)
    {
        var number = await House.SubmittedAsync(plan);
        DeliverBench.Done(await House.ApproveAsync(House["Ann"], number));
        if (plan.Environment == Production) DeliverBench.Done(await House.ApproveAsync(House["Bob"], number));
        House.Clock.Advance(TimeSpan.FromHours(3));
        return number;
    }

    public async Task<ChangeNumber> ApprovedAsync(string environment, string version) => await ApprovedAsync(Plan(environment, version));

    /// <summary>Deployed to its end.</summary>
    public async Task<DeploymentNumber> DeployedAsync(string environment, string version)
    {
        var number = DeliverBench.Done(await Deployments.DeployAsync(await ApprovedAsync(environment, version))).Number;
        await Deployments.UntilAsync(number, DeploymentState.Succeeded);
        return number;
    }

    /// <summary>Deployed, and rolled back to its end.</summary>
    public async Task<DeploymentNumber> RolledBackAsync(string environment, string version)
    {
        var number = await DeployedAsync(environment, version);
        DeliverBench.Done(await Get<DeploymentActs>().RollBackAsync(House["Olga"], number, "To see whether the way back works", Stopping));
        await Deployments.UntilAsync(number, DeploymentState.RolledBack);
        return number;
    }

    public async ValueTask DisposeAsync() => await Deployments.DisposeAsync();
}
