using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Planning;
using OpsPortal.Features.Deliver.Planning.Criteria;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.Planning.PlanBench;

namespace OpsPortal.Tests.Features.Deliver.Planning;

public sealed class BeingReadyOnSqlite(SqliteDatabase database) : BeingReady(database), IClassFixture<SqliteDatabase>;

public sealed class BeingReadyOnPostgres(PostgresDatabase database) : BeingReady(database), IClassFixture<PostgresDatabase>;

/// <summary>Criteria, evidence and signed reports, kept and judged.</summary>
public abstract class BeingReady(TestDatabase database) : IAsyncLifetime
{
    private static readonly Actor Scanner = new(null, "scanner", "ops_scan", new HashSet<string> { Permissions.ReadinessReport }, "");

    [AllowNull] private PlanBench _bench;

    public async ValueTask InitializeAsync()
    {
        _bench = await StartAsync(database);
        await _bench.ShopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_the_portal_sees_is_judged_anew_each_time()
    {
        await _bench.CriterionAsync(new() { Name = "Dependencies", Kind = CriterionKind.DependencyHealth });
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.CriterionAsync(new() { Name = "Window", Kind = CriterionKind.Window, Tiers = [Tier.Production] });
        await _bench.CriterionAsync(new() { Name = "Elsewhere", Kind = CriterionKind.ByPerson, Environments = ["staging"] });
        var change = await _bench.ChangeAsync(Plan());
        Assert.Null((await OfAsync(change)).NotMet);
        await _bench.Signals.SendAsync(_bench.Signals.Firing("Disk full") with { Labels = LabelSet.From(("alertname", "Disk full"), ("severity", "critical"), ("service", "orders-db")) });
        var view = await OfAsync(change);
        Assert.Equal([("Dependencies", CriterionState.NotMet), ("Window", CriterionState.Met)], view.Standings.Select(standing => (standing.Name, standing.State)));
        Assert.Equal("readiness.not-met", view.NotMet?.Code);
        Assert.StartsWith("It is not ready. Dependencies: EVT-", view.NotMet?.Message, StringComparison.Ordinal);
        Assert.Equal(CriterionState.NotMet, (await OfAsync(change, Noon.AddHours(3))).Standings[1].State);
    }

    [Fact]
    public async Task A_service_whose_capacity_nobody_watches_is_not_ready()
    {
        await _bench.CriterionAsync(new() { Name = "Room", Kind = CriterionKind.Capacity });
        Assert.Equal("No monitor watches the capacity of checkout.", Assert.Single((await OfAsync(await _bench.ChangeAsync(Plan()))).Standings).Words);
    }

    [Fact]
    public async Task A_person_of_the_owning_team_shows_it_and_nobody_else()
    {
        var ada = await _bench.PersonAsync("Ada", Duty.Developer);
        var team = await _bench.TeamAsync("Payments", "", ada.Person!.Value);
        var criterion = await _bench.CriterionAsync(new() { Name = "Runbook", Team = team.Id, Holds = TimeSpan.FromHours(2) });
        var change = await _bench.ChangeAsync(Plan());
        var give = _bench.Get<GiveEvidence>();
        Assert.Equal("readiness.not-in-team", (await give.RunAsync(_bench.Tom, change.Number, criterion.Id, new("Read it", ""), Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await give.RunAsync(ada with { Permissions = new HashSet<string>() }, change.Number, criterion.Id, new("Read it", ""), Stopping)).Refusal?.Code);
        Assert.Equal("not-found", (await give.RunAsync(ada, new(99), criterion.Id, new("Read it", ""), Stopping)).Refusal?.Code);
        Assert.Equal(CriterionState.Missing, Assert.Single((await OfAsync(change)).Standings).State);
        Assert.Null((await give.RunAsync(ada, change.Number, criterion.Id, new("Read it", "https://wiki.example.org"), Stopping)).Refusal);
        var standing = Assert.Single((await OfAsync(change)).Standings);
        Assert.Equal((CriterionState.Met, "Read it", "Ada", Noon.AddHours(2)), (standing.State, standing.Words, standing.By, standing.ExpiresAt));
        Assert.Equal(CriterionState.Expired, Assert.Single((await OfAsync(change, Noon.AddHours(2))).Standings).State);
        await using var db = _bench.Open();
        Assert.Equal(1, await db.Audit.CountAsync(entry => entry.Act == "readiness.evidence-given" && entry.Object == "CHG-1", Stopping));
    }

    [Fact]
    public async Task Criteria_are_set_by_those_who_may_and_nobody_overwrites_anybody()
    {
        var desk = _bench.Get<CriteriaDesk>();
        var criterion = await _bench.CriterionAsync(new() { Name = "Runbook" });
        Assert.Equal("forbidden", (await desk.AddAsync(Scanner, new() { Name = "Mine" }, Stopping)).Refusal?.Code);
        Assert.Equal("readiness.invalid-team", (await desk.AddAsync(_bench.Tom, new() { Name = "Mine", Team = new(Guid.CreateVersion7(Noon)) }, Stopping)).Refusal?.Code);
        Assert.Null((await desk.ChangeAsync(_bench.Tom, criterion.Id, new() { Name = "Runbook read", Environments = ["b", "a", "A"], IsBinding = false }, 1, Stopping)).Refusal);
        Assert.Equal("readiness.changed-meanwhile", (await desk.ChangeAsync(_bench.Tom, criterion.Id, new() { Name = "Lost" }, 1, Stopping)).Refusal?.Code);
        var kept = Assert.Single(await desk.ListAsync(Stopping));
        Assert.Equal(("Runbook read", 2, false, "a b"), (kept.Draft.Name, kept.Version, kept.Draft.IsBinding, string.Join(' ', kept.Draft.Environments)));
        Assert.Null((await desk.RemoveAsync(_bench.Tom, criterion.Id, Stopping)).Refusal);
        Assert.Empty(await desk.ListAsync(Stopping));
    }

    [Fact]
    public async Task A_signed_report_counts_and_its_copy_does_not()
    {
        await _bench.CriterionAsync(new() { Name = "Baseline", Kind = CriterionKind.SignedReport, Report = "security-baseline" });
        var change = await _bench.ChangeAsync(Plan());
        Assert.Null(await TakeAsync("run-1", Body(passed: false)));
        Assert.Equal(CriterionState.NotMet, Assert.Single((await OfAsync(change)).Standings).State);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await TakeAsync("run-2", Body()));
        Assert.Equal(CriterionState.Met, Assert.Single((await OfAsync(change)).Standings).State);
        Assert.Equal("readiness.replayed", await TakeAsync("run-2", Body()));
        Assert.Equal("readiness.replayed", await TakeAsync("run-2", Body(passed: false)));
        Assert.Equal(CriterionState.Expired, Assert.Single((await OfAsync(change, Noon.AddDays(2))).Standings).State);
    }

    [Fact]
    public async Task A_report_is_believed_only_with_its_own_signature_of_just_now()
    {
        var (body, now) = (Encoding.UTF8.GetBytes(Body()), Noon.ToUnixTimeSeconds());
        var good = StandardWebhooks.Sign(Secret, "run-1", now, body);
        Assert.Equal("readiness.bad-signature", await SendAsync(new("run-1", Text(now), StandardWebhooks.Sign("whsec_AAAAAAAAAAAAAAAAAAAAAAAA", "run-1", now, body)), body));
        Assert.Equal("readiness.bad-signature", await SendAsync(new("run-2", Text(now), good), body));
        Assert.Equal("readiness.bad-signature", await SendAsync(new("run-1", Text(now), good), Encoding.UTF8.GetBytes(Body(passed: false))));
        Assert.Equal("readiness.bad-signature", await SendAsync(new("run-1", Text(now - 301), StandardWebhooks.Sign(Secret, "run-1", now - 301, body)), body));
        Assert.Equal("readiness.bad-signature", await SendAsync(new("run-1", "yesterday", good), body));
        Assert.Equal("readiness.bad-signature", await SendAsync(new("run-1", Text(now), ""), body));
        Assert.Equal("forbidden", (await _bench.Get<TakeReport>().RunAsync(Scanner with { Permissions = new HashSet<string>() }, new("run-1", Text(now), good), body, Stopping)).Refusal?.Code);
        Assert.Null(await SendAsync(new("run-1", Text(now), $"v1,AAAA {good}"), body));
    }

    [Theory]
    [InlineData("""{"check":"security-baseline","service":"nowhere","environment":"production","passed":true,"expiresAt":"2026-03-02T00:00:00Z"}""", "service.invalid-unknown-service")]
    [InlineData("""{"check":"security-baseline","service":"checkout","environment":"production","passed":true,"expiresAt":"2026-03-01T12:00:00Z"}""", "readiness.invalid-expiry")]
    [InlineData("""{"check":"security-baseline","service":"checkout","environment":"production","passed":true}""", "readiness.invalid-report")]
    [InlineData("""{"check":"security-baseline","service":"checkout","environment":"production","expiresAt":"2026-03-02T00:00:00Z"}""", "readiness.invalid-report")]
    [InlineData("""{"check":"Bad Check","service":"checkout","environment":"production","passed":true,"expiresAt":"2026-03-02T00:00:00Z"}""", "readiness.invalid-check")]
    [InlineData("not json", "readiness.invalid-report")]
    [InlineData("null", "readiness.invalid-report")]
    public async Task A_report_that_says_too_little_is_refused(string body, string code) => Assert.Equal(code, await TakeAsync("run-1", body));

    private async Task<ReadinessView> OfAsync(Change change, DateTimeOffset? at = null)
    {
        await using var db = _bench.Open();
        return await _bench.Get<Readiness>().OfAsync(db, change, at ?? _bench.Clock.GetUtcNow(), Stopping);
    }

    private Task<string?> TakeAsync(string id, string body)
    {
        var (bytes, now) = (Encoding.UTF8.GetBytes(body), _bench.Clock.GetUtcNow().ToUnixTimeSeconds());
        return SendAsync(new(id, Text(now), StandardWebhooks.Sign(Secret, id, now, bytes)), bytes);
    }

    private async Task<string?> SendAsync(WebhookSeal seal, byte[] body) => (await _bench.Get<TakeReport>().RunAsync(Scanner, seal, body, Stopping)).Refusal?.Code;

    private static string Body(bool passed = true) => $$"""{"check":"security-baseline","service":"checkout","environment":"production","passed":{{(passed ? "true" : "false")}},"expiresAt":"2026-03-03T00:00:00Z","summary":"0 rules failed"}""";

    private static string Text(long seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
