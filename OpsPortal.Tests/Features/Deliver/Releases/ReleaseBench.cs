using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.Deliver.Releases.Switches;
using OpsPortal.Storage;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Releases;

/// <summary>Releases on a given database. Rita plans; Ann says go; Bob releases. Each bench has a component and a switch of its own, as what one test leaves stays.</summary>
internal sealed class ReleaseBench : IAsyncDisposable
{
    private static int _names;

    private readonly DeliverBench _deliver;
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"part-{Interlocked.Increment(ref _names):000}");

    private ReleaseBench(DeliverBench deliver) => _deliver = deliver;

    public static async Task<ReleaseBench> StartAsync(TestDatabase database) => new(await DeliverBench.StartAsync(database));

    public ActingSession this[string name] => _deliver[name];

    public string Switch => $"new-{_name}";

    public ComponentVersion Part => new(new("checkout"), _name, "2.1.0", "", "");

    public ReleaseDraft Draft => new()
    {
        Title = "Cards of a new kind",
        Contents = [Part],
        Environment = "production-eu",
        Audience = "Customers in the EU",
        Date = Now,
        Notes = "You can pay with **new cards**.",
        Switch = Switch,
    };

    public DateTimeOffset Now => _deliver.Clock.GetUtcNow();

    public T Get<T>() where T : notnull => _deliver.Get<T>();

    public OpsDb Open() => _deliver.Open();

    public void Pass(TimeSpan time) => _deliver.Clock.Advance(time);

    public async Task<ReleaseNumber> PlannedAsync(ReleaseDraft? draft = null) => DeliverBench.Done(await Get<PlanRelease>().RunAsync(this["Rita"], draft ?? Draft, DeliverBench.Stopping)).Number;

    /// <summary>Planned, deployed, and Ann said go.</summary>
    public async Task<ReleaseNumber> GoneAsync()
    {
        var number = await PlannedAsync();
        await DeployedAsync();
        DeliverBench.Done(await Get<DecideOnRelease>().GoAsync(this["Ann"], number, "Looks right", DeliverBench.Stopping));
        return number;
    }

    public async Task<ReleaseNumber> ReleasedAsync()
    {
        var number = await GoneAsync();
        DeliverBench.Done(await Get<DecideOnRelease>().PublishAsync(this["Bob"], number, DeliverBench.Stopping));
        return number;
    }

    /// <summary>Another system says that a version went out, or was taken back.</summary>
    public async Task DeployedAsync(string version = "2.1.0", string environment = "production-eu", NoticeStatus status = NoticeStatus.Succeeded, string before = "")
    {
        await using var db = Open();
        var key = Guid.CreateVersion7(Now).ToString();
        db.Add(new DeploymentNotice { Sender = "ci", Key = key, Hash = "", Service = Part.Service, Component = Part.Component, Version = version, Environment = environment, Status = status, OccurredAt = Now, ReceivedAt = Now, PreviousVersion = before });
        await db.SaveChangesAsync(DeliverBench.Stopping);
    }

    public async Task<ReleaseView> ViewAsync(ReleaseNumber number) => await Get<ReleaseQueries>().ViewAsync(number, DeliverBench.Stopping) ?? throw new InvalidOperationException($"There is no {number}.");

    public Task<Outcome<SwitchRow>> SetAsync(string who, SwitchRule rule, string reason = "A try", int? seen = null) => Get<SwitchDesk>().SetAsync(this[who], Switch, rule, reason, seen, DeliverBench.Stopping);

    /// <summary>Acts in the audit trail about an object, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ActsAsync(string on)
    {
        await using var db = Open();
        return await db.Audit.Where(entry => entry.Object == on).OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(DeliverBench.Stopping);
    }

    public ValueTask DisposeAsync() => _deliver.DisposeAsync();
}
