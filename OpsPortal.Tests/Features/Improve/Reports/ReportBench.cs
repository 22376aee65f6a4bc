using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Features.Respond.Problems;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Tests.Support;
using Monitor = OpsPortal.Domain.Detect.Monitors.Monitor;

namespace OpsPortal.Tests.Features.Improve.Reports;

/// <summary>Reports over a database of its own, on a clock that is moved by hand.</summary>
internal sealed class ReportBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _parts;

    private ReportBench(TestDatabase database)
    {
        _database = database;
        var services = new ServiceCollection().AddSingleton<IDbContextFactory<OpsDb>>(database.Contexts).AddSingleton<TimeProvider>(Clock).AddSingleton<ChangeFeed>().AddSingleton<Catalogue>().AddLogging(log => log.ClearProviders())
            .AddSingleton(Options.Create(new JobOptions())).AddSingleton(Options.Create(new ProblemOptions())).AddReportParts();
        _parts = services.BuildServiceProvider();
    }

    public static Actor Admin { get; } = new(null, "Avery", "", Permissions.All, "");

    public static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new(new(2026, 1, 28, 12, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<ReportBench> StartAsync(TestDatabase database)
    {
        await database.EmptyAsync();
        await using var db = database.Open();
        await db.Set<EventSum>().ExecuteDeleteAsync(Stopping);
        await db.Set<PendingSum>().ExecuteDeleteAsync(Stopping);
        await db.Set<RollupMarker>().ExecuteDeleteAsync(Stopping);
        await db.Set<DeploymentNotice>().ExecuteDeleteAsync(Stopping);
        await db.Set<Incident>().ExecuteDeleteAsync(Stopping);
        await db.Set<Problem>().ExecuteDeleteAsync(Stopping);
        await db.Set<Handoff>().ExecuteDeleteAsync(Stopping);
        await db.Set<Deployment>().ExecuteDeleteAsync(Stopping);
        await db.Set<ChangeEntry>().ExecuteDeleteAsync(Stopping);
        await db.Set<ChangeRevision>().ExecuteDeleteAsync(Stopping);
        await db.Set<Change>().ExecuteDeleteAsync(Stopping);
        await db.Set<Monitor>().ExecuteDeleteAsync(Stopping);
        await db.Set<MonitorTurn>().ExecuteDeleteAsync(Stopping);
        await db.Set<MonitorRun>().ExecuteDeleteAsync(Stopping);
        await db.Set<NoisyRule>().ExecuteDeleteAsync(Stopping);
        await db.Set<Improvement>().ExecuteDeleteAsync(Stopping);
        await db.Set<HeldReview>().ExecuteDeleteAsync(Stopping);
        return new(database);
    }

    public OpsDb Open() => _database.Open();

    public T Get<T>() where T : notnull => _parts.GetRequiredService<T>();

    public IEnumerable<T> GetAll<T>() where T : notnull => _parts.GetServices<T>();

    /// <summary>What the job does once a minute.</summary>
    public Task RollUpAsync() => ActivatorUtilities.CreateInstance<RollUpEvents>(_parts).RunAsync(Stopping);

    public ReportQuestion Ask(string from, string to, string zone = "UTC", string service = "", TeamId? team = null) =>
        new(Assert.IsType<Outcome<ReportPeriod>.Done>(ReportPeriod.Of(DateOnly.Parse(from, null), DateOnly.Parse(to, null), zone)).Value, Comparison.Before, service, team);

    public async Task<Report> ReadAsync(string name, ReportQuestion question) => Assert.IsType<Outcome<Report>.Done>(await Get<ReportShelf>().ReadAsync(Admin, name, question, Stopping)).Value;

    public async Task<double?> FigureAsync(string name, ReportQuestion question, string figure) => (await ReadAsync(name, question)).Find(figure)!.Value;

    /// <summary>Every row behind a figure, read in small pages.</summary>
    public async Task<IReadOnlyList<ReportRow>> RowsAsync(string name, ReportQuestion question, string figure)
    {
        var rows = new List<ReportRow>();
        string? cursor = null;
        do
        {
            var page = Assert.IsType<Outcome<Page<ReportRow>>.Done>(await Get<ReportShelf>().RowsAsync(Admin, name, question, figure, cursor, 7, Stopping)).Value;
            rows.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return rows;
    }

    public async Task<Team> TeamAsync(string name, params string[] services)
    {
        await using var db = Open();
        var team = Team.From(new(name, "", []), Now);
        db.Add(team);
        foreach (var key in services) db.Add(Service.From(new() { Key = new(key), Name = char.ToUpperInvariant(key[0]) + key[1..], Team = team.Id, Environments = [new("live", Tier.Production), new("stage", Tier.Staging)] }, Now));
        await db.SaveChangesAsync(Stopping);
        await Get<Catalogue>().RefreshAsync(Stopping);
        return team;
    }

    public async ValueTask DisposeAsync() => await _parts.DisposeAsync();
}
