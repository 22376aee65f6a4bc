using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Features.Detect.Sources.Fingerprints;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Sources;

/// <summary>Which labels make two signals the same thing is a source's own rule, and open events follow it.</summary>
public abstract class ChoosingFingerprints(TestDatabase database) : IAsyncLifetime
{
    private static readonly Actor Olga = new(PersonId.New(Workbench.Noon), "Olga", "olga@demo.local", Permissions.All, "");
    private Workbench _bench = null!;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private FingerprintTrial Trial => new(database.Contexts);

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        await using var db = database.Open();
        await db.Set<IntakeSource>().ExecuteDeleteAsync(Stopping);
        db.AddRange(Source("alertmanager", SourceKind.Alertmanager), Source("pagerduty", SourceKind.PagerDuty), Source("logs", SourceKind.Syslog));
        await db.SaveChangesAsync(Stopping);
        _bench = await Workbench.StartAsync(database.Contexts);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_label_that_is_left_out_tells_no_two_signals_apart_any_more()
    {
        await SaveAsync("alertmanager", FingerprintBasis.AllBut, "pod");
        await _bench.SendAsync(Of("pod-1"), Of("pod-2"));
        Assert.Equal(2, Assert.Single(await _bench.EventsAsync()).Count);
    }

    [Fact]
    public async Task Open_events_that_become_one_go_on_in_the_oldest_and_the_next_signal_repeats_it()
    {
        await _bench.SendAsync(Of("pod-1"));
        await _bench.SendAsync(Of("pod-2"), Of("pod-3"));
        await SaveAsync("alertmanager", FingerprintBasis.Only, "alertname");
        await _bench.SendAsync(Of("pod-4"), Of("pod-2"));
        var events = await _bench.EventsAsync();
        Assert.Equal([Condition.Firing, Condition.Cleared, Condition.Cleared], events.Select(e => e.Condition));
        Assert.Equal(3, events[0].Count);
        await using var db = database.Open();
        var why = await db.EventEntries.Where(entry => entry.Event == events[1].Number && entry.Kind == EntryKind.Cleared).Select(entry => entry.Text).SingleAsync(Stopping);
        Assert.Equal("one with EVT-1 since the fingerprint rule of alertmanager changed", why);
    }

    [Fact]
    public async Task Back_to_the_own_identity_repeats_find_their_event_again()
    {
        await SaveAsync("alertmanager", FingerprintBasis.AllBut, "pod");
        await _bench.SendAsync(Of("pod-1"));
        await SaveAsync("alertmanager", FingerprintBasis.Own);
        await _bench.SendAsync(Of("pod-1"), Of("pod-2"));
        Assert.Equal([2L, 1L], (await _bench.EventsAsync()).Select(e => e.Count));
    }

    [Fact]
    public async Task The_rule_holds_after_a_restart()
    {
        await SaveAsync("alertmanager", FingerprintBasis.AllBut, "pod");
        await _bench.RestartAsync();
        await _bench.SendAsync(Of("pod-1"), Of("pod-2"));
        Assert.Single(await _bench.EventsAsync());
    }

    [Fact]
    public async Task A_signal_without_any_of_the_labels_keeps_its_own_identity()
    {
        await SaveAsync("alertmanager", FingerprintBasis.Only, "tenant");
        await _bench.SendAsync(Of("pod-1"), Of("pod-2"));
        Assert.Equal(2, (await _bench.EventsAsync()).Count);
    }

    [Fact]
    public async Task A_trial_tells_what_would_become_one_and_what_would_no_longer_tell_them_apart()
    {
        await _bench.SendAsync(Of("pod-1"), Of("pod-2"), Of("pod-3"), _bench.Firing("DiskFull"));
        var seen = await Trial.SeenAsync("alertmanager", Stopping);
        var source = Source("alertmanager", SourceKind.Alertmanager);
        var outcome = FingerprintTrial.Run(Rule(FingerprintBasis.AllBut, "pod"), source, seen)!;
        Assert.Equal((4, 2), (outcome.Before, outcome.After));
        var merged = Assert.Single(outcome.Merged);
        Assert.Equal((3, "{alertname=\"Restarting\", severity=\"critical\"}"), (merged.Identities, merged.Labels));
        Assert.Equal(["pod"], merged.Differing);
        Assert.Equal([new("alertname", 2), new("pod", 3), new("severity", 1)], FingerprintTrial.Labels(seen));
        Assert.Empty(FingerprintTrial.Run(FingerprintRule.Own, source, seen)!.Merged);
    }

    [Fact]
    public async Task A_trial_of_the_way_back_tells_how_many_there_are_again_or_that_it_cannot_be_told()
    {
        await SaveAsync("alertmanager", FingerprintBasis.AllBut, "alertname");
        await _bench.SendAsync(Of("pod-1"), _bench.Firing("DiskFull"), _bench.Firing("DiskSlow"));
        var seen = await Trial.SeenAsync("alertmanager", Stopping);
        var (known, unknown) = (Source("alertmanager", SourceKind.Alertmanager), Source("logs", SourceKind.Syslog));
        foreach (var source in new[] { known, unknown }) Assert.Null(source.IdentifyBy(Rule(FingerprintBasis.AllBut, "alertname")).Refusal);
        var outcome = FingerprintTrial.Run(FingerprintRule.Own, known, seen)!;
        Assert.Equal((2, 2), (outcome.Before, outcome.After));
        Assert.Null(FingerprintTrial.Run(FingerprintRule.Own, unknown, seen));
    }

    [Fact]
    public async Task Senders_that_say_themselves_what_belongs_together_and_rules_without_a_label_are_refused()
    {
        Assert.Equal(SourceRefusals.KeepsIdentity, (await RunAsync("pagerduty", FingerprintBasis.Only, "summary")).Refusal);
        Assert.Equal(SourceRefusals.FingerprintLabels, (await RunAsync("logs", FingerprintBasis.Only, " ")).Refusal);
        Assert.Equal("source.fingerprint-label-invalid", (await RunAsync("logs", FingerprintBasis.AllBut, "two\nlines")).Refusal?.Code);
        Assert.Equal(Refusals.ForbiddenCode, (await new SaveFingerprint(new(database.Contexts, _bench.Feed, _bench.Clock), _bench.Path)
            .RunAsync(Olga with { Permissions = new HashSet<string>() }, "logs", 0, FingerprintBasis.Only, ["host"], Stopping)).Refusal?.Code);
    }

    private static IntakeSource Source(string name, SourceKind kind) => Assert.IsType<Outcome<IntakeSource>.Done>(IntakeSource.Create(name, kind, "", Workbench.Noon)).Value;

    private static FingerprintRule Rule(FingerprintBasis basis, params string[] labels) => Assert.IsType<Outcome<FingerprintRule>.Done>(FingerprintRule.Create(basis, labels)).Value;

    private Signal Of(string pod) => _bench.Firing("Restarting") with { Labels = LabelSet.From(("alertname", "Restarting"), ("severity", "critical"), ("pod", pod)) };

    private async Task SaveAsync(string name, FingerprintBasis basis, params string[] labels) => Assert.Null((await RunAsync(name, basis, labels)).Refusal);

    private async Task<Outcome<IntakeSource>> RunAsync(string name, FingerprintBasis basis, params string[] labels)
    {
        await using var db = database.Open();
        var version = (await db.Set<IntakeSource>().AsNoTracking().SingleAsync(source => source.Name == name, Stopping)).Version;
        return await new SaveFingerprint(new(database.Contexts, _bench.Feed, _bench.Clock), _bench.Path).RunAsync(Olga, name, version, basis, labels, Stopping);
    }
}

public sealed class ChoosingFingerprintsOnSqlite(SqliteDatabase database) : ChoosingFingerprints(database), IClassFixture<SqliteDatabase>;

public sealed class ChoosingFingerprintsOnPostgres(PostgresDatabase database) : ChoosingFingerprints(database), IClassFixture<PostgresDatabase>;
