using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.Inform.Announcements.Telling;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Tests.Support;
using static OpsPortal.Domain.Deliver.Deployments.DeploymentState;
using static OpsPortal.Tests.Features.Deliver.Deployments.DeploymentBench;

namespace OpsPortal.Tests.Features.Deliver.Deployments;

/// <summary>Users, the people concerned, and those who work an incident know of deployments.</summary>
public abstract class TellingOfDeployments(TestDatabase database)
{
    private static readonly RunnerTask ByHand = new(RunnerKind.Manual, "By hand", "Look");

    [Fact]
    public async Task A_deployment_that_announces_itself_is_told_of_at_its_start_when_it_goes_back_and_at_its_end_and_never_twice()
    {
        await using var bench = await StartAsync(database);
        bench.Script("back.sh", "echo back");
        var number = await bench.DeployedAsync(Process(ByHand) with { Announces = true }, "3.0.0");
        await bench.UntilAsync(number, WaitingForPerson);
        await AnnounceAsync(bench);
        await AnnounceAsync(bench);
        var told = await AnnouncementAsync(bench, number);
        Assert.Equal((AnnouncementState.Published, SubjectKind.Deployment, 0), (told.State, told.Kind, told.Updates.Count));
        DeliverBench.Done(await bench.Get<DeploymentActs>().RollBackAsync(bench.House["Olga"], number, "Cards are refused", Stopping));
        await AnnounceAsync(bench);
        await bench.UntilAsync(number, RolledBack);
        await AnnounceAsync(bench);
        await AnnounceAsync(bench);
        told = await AnnouncementAsync(bench, number);
        Assert.Equal(AnnouncementState.Ended, told.State);
        Assert.Equal([TellingMoment.Changed, TellingMoment.Ended], told.Updates.OrderBy(update => update.Place).Select(update => update.Moment));
        Assert.Equal("The earlier version is in service again.", told.Updates.MaxBy(update => update.Place)!.Text);
    }

    [Fact]
    public async Task One_that_does_not_announce_itself_is_nobodys_news()
    {
        await using var bench = await StartAsync(database);
        bench.Script("copy.sh", "echo copying");
        var number = await bench.DeployedAsync(Process(Run("copy.sh")), "3.1.0");
        await bench.UntilAsync(number, Succeeded);
        await AnnounceAsync(bench);
        await using var db = bench.House.Open();
        var subject = number.ToString();
        Assert.False(await db.Set<Announcement>().AnyAsync(one => one.Subject == subject, Stopping));
    }

    [Fact]
    public async Task Whoever_asked_for_it_and_whoever_began_it_get_a_mail_when_a_person_is_waited_for_and_at_the_end()
    {
        await using var bench = await StartAsync(database);
        var number = await bench.DeployedAsync(Process(ByHand), "3.2.0");
        await bench.UntilAsync(number, WaitingForPerson);
        DeliverBench.Done(await bench.Get<DeploymentActs>().CompleteAsync(bench.House["Olga"], number, "Seen on the console", Stopping));
        await bench.UntilAsync(number, Succeeded);
        await using var db = bench.House.Open();
        var about = number.ToString();
        var mails = await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.About == about).ToListAsync(Stopping);
        var (rita, olga) = (bench.House["Rita"].Actor.Account, bench.House["Olga"].Actor.Account);
        Assert.Equal([olga, olga, rita, rita], mails.Select(mail => mail.Recipient).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_incident_names_the_deployment_that_led_to_it_and_the_deployment_names_the_incident()
    {
        await using var bench = await StartAsync(database);
        bench.Script("copy.sh", "echo copying");
        bench.Script("back.sh", "echo back");
        var number = await bench.DeployedAsync(Process(Run("copy.sh")), "3.3.0");
        await bench.UntilAsync(number, Succeeded);
        var incident = await IncidentAsync(bench);
        var acts = bench.Get<IncidentDeployments>();
        var olga = bench.House["Olga"];
        Assert.Equal("forbidden", (await acts.LinkAsync(bench.House["Mia"].Actor, incident, number, IncidentLinkKind.Caused, Stopping)).Refusal?.Code);
        Assert.Equal("not-found", (await acts.LinkAsync(olga.Actor, incident, new(number.Value + 1_000_000), IncidentLinkKind.Caused, Stopping)).Refusal?.Code);
        DeliverBench.Done(await acts.LinkAsync(olga.Actor, incident, number, IncidentLinkKind.Repaired, Stopping));
        DeliverBench.Done(await acts.LinkAsync(olga.Actor, incident, number, null, Stopping));
        Assert.Empty((await bench.Get<DeploymentQueries>().ViewAsync(number, Stopping))!.Incidents);
        DeliverBench.Done(await acts.RollBackAsync(olga, incident, number, "Cards are refused", Stopping));
        var link = Assert.Single((await bench.Get<DeploymentQueries>().ViewAsync(number, Stopping))!.Incidents);
        Assert.Equal((incident, IncidentLinkKind.Caused, "Olga"), (link.Incident, link.Kind, link.By));
        await bench.UntilAsync(number, RolledBack);
    }

    private static Task AnnounceAsync(DeploymentBench bench) => new AnnounceDeployments(bench.Get<IDbContextFactory<OpsPortal.Storage.OpsDb>>(), bench.Get<TellSubscribers>()).RunAsync(Stopping);

    private static async Task<Announcement> AnnouncementAsync(DeploymentBench bench, DeploymentNumber number)
    {
        await using var db = bench.House.Open();
        var subject = number.ToString();
        return await db.Set<Announcement>().AsNoTracking().Include(one => one.Updates).SingleAsync(one => one.Subject == subject, Stopping);
    }

    private static async Task<IncidentNumber> IncidentAsync(DeploymentBench bench)
    {
        await using var db = bench.House.Open();
        var number = new IncidentNumber(await OpsPortal.Storage.Numbers.NextAsync(db, "INC", Stopping));
        db.Add(Assert.IsType<Outcome<Incident>.Done>(Incident.Open(number, "Cards are refused", "checkout", Priority.P1, bench.House["Olga"].Actor, bench.House.Clock.GetUtcNow())).Value);
        await db.SaveChangesAsync(Stopping);
        return number;
    }
}

public sealed class TellingOfDeploymentsOnSqlite(SqliteDatabase database) : TellingOfDeployments(database), IClassFixture<SqliteDatabase>;

public sealed class TellingOfDeploymentsOnPostgres(PostgresDatabase database) : TellingOfDeployments(database), IClassFixture<PostgresDatabase>;
