using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.EarlyLife.Following;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Deliver.Deployments;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.EarlyLife;

/// <summary>Deployments of the checkout, each to an environment of its own, and what follows them. Olga deploys.</summary>
internal sealed class EarlyLifeBench : IAsyncDisposable
{
    public const string TakenOver = "The desk has taken over";

    private EarlyLifeBench(DeploymentBench deployments) => Deployments = deployments;

    public DeploymentBench Deployments { get; }

    public DeliverBench House => Deployments.House;

    public DateTimeOffset Now => House.Clock.GetUtcNow();

    /// <summary>The environment of the bench is the one of production.</summary>
    public static async Task<EarlyLifeBench> StartAsync(TestDatabase database)
    {
        var bench = new EarlyLifeBench(await DeploymentBench.StartAsync(database));
        await bench.SetUpAsync(new ServiceEnvironment(bench.Deployments.Environment, Tier.Production));
        return bench;
    }

    /// <summary>The checkout has these environments from now on.</summary>
    public async Task SetUpAsync(params ServiceEnvironment[] environments)
    {
        await using var db = House.Open();
        await db.Services.Where(service => service.Key == new ServiceKey("checkout")).ExecuteDeleteAsync(DeliverBench.Stopping);
        db.Add(Service.From(new() { Key = new("checkout"), Name = "Checkout", Environments = environments }, Now));
        await db.SaveChangesAsync(DeliverBench.Stopping);
        await House.Get<Catalogue>().RefreshAsync(DeliverBench.Stopping);
    }

    /// <summary>As a process names it: Olga owns, Ann and Bob stand by.</summary>
    public EarlyLifePlan Plan => new()
    {
        Owner = House["Olga"].Actor.Account,
        Roster = [House["Ann"].Actor.Account, House["Bob"].Actor.Account],
        Lasts = TimeSpan.FromDays(3),
        Criteria = [new ExitCriterion.MostIncidents(2), new ExitCriterion.NothingOpen(), new ExitCriterion.Shown(TakenOver)],
    };

    /// <summary>A deployment by hand, done and succeeded.</summary>
    public async Task<DeploymentNumber> SucceededAsync(EarlyLifePlan? plan = null, params TightenedValue[] tightens)
    {
        var number = await UnderWayAsync(plan, tightens);
        await FinishAsync(number);
        return number;
    }

    /// <summary>A deployment that waits for Olga.</summary>
    public async Task<DeploymentNumber> UnderWayAsync(EarlyLifePlan? plan = null, params TightenedValue[] tightens)
    {
        var number = await Deployments.DeployedAsync(DeploymentBench.Process(new RunnerTask(RunnerKind.Manual, "By hand", "Look")) with { EarlyLife = plan, Tightens = tightens });
        await Deployments.UntilAsync(number, DeploymentState.WaitingForPerson);
        return number;
    }

    public async Task FinishAsync(DeploymentNumber number)
    {
        DeliverBench.Done(await House.Get<DeploymentActs>().CompleteAsync(House["Olga"], number, "Seen on the console", DeliverBench.Stopping));
        await Deployments.UntilAsync(number, DeploymentState.Succeeded);
    }

    public Task<EarlyLifeView?> FindAsync(DeploymentNumber number) => House.Get<EarlyLifeQueries>().ViewAsync(number, DeliverBench.Stopping);

    public async Task<EarlyLifeView> ViewAsync(DeploymentNumber number) => await FindAsync(number) ?? throw new InvalidOperationException($"{number} has no support.");

    public Task FollowAsync() => House.RunAsync<FollowEarlyLife>();

    public EarlyLifeDraft Draft(params TightenedValue[] thresholds) => new(Person("Olga"), [Person("Ann"), Person("Bob")], TimeSpan.FromDays(3), thresholds, Plan.Criteria);

    public PersonId Person(string name) => House[name].Actor.Person!.Value;

    /// <summary>The subjects of the mails about a deployment, by whom they go to.</summary>
    public async Task<IReadOnlyList<(string To, string Subject)>> MailsAsync(DeploymentNumber number)
    {
        await using var db = House.Open();
        var about = number.ToString();
        return [.. (await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.About == about && message.Subject.StartsWith("Early-life")).OrderBy(message => message.CreatedAt).ToListAsync(DeliverBench.Stopping)).Select(message => (message.Recipient, message.Subject))];
    }

    public async Task<IncidentNumber> InterruptedAsync()
    {
        await using var db = House.Open();
        var incident = DeliverBench.Done(Incident.Open(new(await Numbers.NextAsync(db, "INC", DeliverBench.Stopping)), "Cards are refused", "checkout", Priority.P3, House["Otto"].Actor, Now));
        db.Add(incident);
        await db.SaveChangesAsync(DeliverBench.Stopping);
        return incident.Number;
    }

    public async Task RestoredAsync(IncidentNumber number)
    {
        await using var db = House.Open();
        var incident = await db.Set<Incident>().SingleAsync(one => one.Number == number, DeliverBench.Stopping);
        DeliverBench.Done(incident.Resolve(ResolutionCode.Fixed, "", House["Otto"].Actor, Now));
        await db.SaveChangesAsync(DeliverBench.Stopping);
    }

    public OpsDb Open() => House.Open();

    public ValueTask DisposeAsync() => Deployments.DisposeAsync();
}
