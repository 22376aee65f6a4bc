using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Exchange;
using OpsPortal.Domain.Estate.Mapping;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Exchange;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Mapping;
using OpsPortal.Features.Estate.Services;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Live;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Estate;

public sealed class KeepingTheCatalogueOnSqlite(SqliteDatabase database) : KeepingTheCatalogue(database), IClassFixture<SqliteDatabase>;

public sealed class KeepingTheCatalogueOnPostgres(PostgresDatabase database) : KeepingTheCatalogue(database), IClassFixture<PostgresDatabase>;

/// <summary>What becomes of services, teams and rules that somebody saves, imports or deletes.</summary>
public abstract class KeepingTheCatalogue(TestDatabase database) : IAsyncLifetime
{
    private const string Shop = "teams:\n- { name: Money, mail: money@example.org }\nservices:\n- key: a\n  name: A\n  owner: { team: Money }\n  environments: [production]\n  dependencies: [b]\n- key: b\n  name: B\n  components: [ { name: b-api, kind: application } ]\n";

    private static readonly Actor Ada = new(null, "Ada", "ada@demo.local", new HashSet<string> { Permissions.ServicesRead, Permissions.ServicesWrite }, "");
    private static readonly Actor Rita = new(null, "Rita", "rita@demo.local", new HashSet<string> { Permissions.ServicesRead }, "");

    private readonly ChangeFeed _feed = new();
    private Catalogue? _catalogue;
    private CatalogueDesk? _desk;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private Catalogue Catalogue => _catalogue ??= new(database.Contexts, _feed);

    private CatalogueDesk Desk => _desk ??= new(database.Contexts, Catalogue, _feed, new FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)), NullLogger<CatalogueDesk>.Instance);

    private SaveService Save => new(Desk);

    public async ValueTask InitializeAsync() => await database.EmptyAsync();

    public ValueTask DisposeAsync()
    {
        _desk?.Dispose();
        _catalogue?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_import_is_seen_at_once_audited_and_changes_nothing_the_second_time()
    {
        var first = await ImportAsync(Shop);
        Assert.Equal((true, 3, 0), (first.Applied, first.Count(ImportKind.Added), first.Unchanged));
        Assert.Equal("Money", Catalogue.Current.Find(new("a"))?.TeamName);
        Assert.Equal([new("b")], Catalogue.Current.Graph.Upstream(new ServiceKey("a")));
        Assert.Equal(new ServiceKey("b"), new ServiceLookup(Catalogue).Find(LabelSet.From(("container", "b-api"))));
        Assert.Equal(["team.created", "service.created", "service.created", "services.imported"], await ActsAsync());

        var second = await ImportAsync(Shop);
        Assert.Equal((false, 0, 3), (second.Applied, second.Changes.Count, second.Unchanged));
        Assert.Equal(4, (await ActsAsync()).Count);
        Assert.Equal(1, _feed.Version(ChangeKind.Services));
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_in_either_notation()
    {
        await ImportAsync(Shop);
        foreach (var format in Enum.GetValues<CatalogueFormat>())
        {
            var text = Assert.IsType<Outcome<string>.Done>(await new ExportServices(database.Contexts).RunAsync(Rita, format, Stopping)).Value;
            Assert.Equal((0, 3), (await ImportAsync(text, removeMissing: true) is var report ? report.Changes.Count : -1, report.Unchanged));
        }
    }

    [Fact]
    public async Task A_preview_and_a_faulty_file_change_nothing()
    {
        await ImportAsync(Shop);
        Assert.Equal(2, (await ImportAsync("services:\n- key: a\n  name: Other\n- key: c\n  name: C", preview: true)).Changes.Count);
        Assert.NotEmpty((await ImportAsync("services:\n- key: c\n  name: C\n- key: d\n  name: D\n  dependencies: [nowhere]")).Faults);
        Assert.Equal(("A", null), (Catalogue.Current.Find(new("a"))?.Facts.Name, Catalogue.Current.Find(new("c"))));
    }

    [Fact]
    public async Task An_import_is_refused_when_it_would_do_something_else_than_its_preview_said()
    {
        const string Text = "services:\n- key: a\n  name: A2";
        var seen = await ImportAsync(Text, preview: true);
        await ImportAsync(Shop);
        var late = await new ImportServices(Desk, NullLogger<ImportServices>.Instance).RunAsync(Ada, Encoding.UTF8.GetBytes(Text), new(false, false, seen.Mark), Stopping);
        Assert.Equal("import.changed-meanwhile", late.Refusal?.Code);
    }

    [Fact]
    public async Task Services_that_need_one_another_are_removed_together()
    {
        await ImportAsync(Shop);
        var report = await ImportAsync("services:\n- key: c\n  name: C", removeMissing: true);
        Assert.Equal((1, 2), (report.Count(ImportKind.Added), report.Count(ImportKind.Removed)));
        Assert.Equal(["c"], Catalogue.Current.Services.Select(service => service.Key.Value));
    }

    [Fact]
    public async Task Who_saves_on_what_somebody_else_has_changed_is_told_by_whom()
    {
        await ImportAsync(Shop);
        var draft = Catalogue.Current.Find(new("b"))!.Facts;
        Assert.Null((await Save.EditAsync(Ada, draft with { Name = "B2" }, 1, Stopping)).Refusal);
        var late = (await Save.EditAsync(Ada, draft with { Name = "B3" }, 1, Stopping)).Refusal;
        Assert.Equal("service.changed-meanwhile", late?.Code);
        Assert.StartsWith("Ada changed", late?.Message, StringComparison.Ordinal);
        Assert.Equal("B2", Catalogue.Current.Find(new("b"))?.Facts.Name);
    }

    [Fact]
    public async Task Two_dependencies_that_close_a_circle_together_are_not_both_saved()
    {
        await ImportAsync("services:\n- key: a\n  name: A\n- key: b\n  name: B");
        var outcomes = await Task.WhenAll(
            Save.PutAsync(Ada, Needs("a", "b"), Stopping), Save.PutAsync(Ada, Needs("b", "a"), Stopping));
        Assert.Equal("service.invalid-cycle", Assert.Single(outcomes, outcome => outcome.Refusal is not null).Refusal?.Code);
        Assert.Empty(Catalogue.Current.Graph.Cycle);
    }

    [Fact]
    public async Task What_cannot_be_a_service_is_refused()
    {
        await ImportAsync(Shop);
        Assert.Equal("service.exists", (await Save.CreateAsync(Ada, Needs("a"), Stopping)).Refusal?.Code);
        Assert.Equal("not-found", (await Save.EditAsync(Ada, Needs("zzz"), 1, Stopping)).Refusal?.Code);
        Assert.Equal("service.invalid-key", (await Save.CreateAsync(Ada, Needs("Not A Key"), Stopping)).Refusal?.Code);
        Assert.Equal("service.invalid-unknown-service", (await Save.CreateAsync(Ada, Needs("c", "nowhere"), Stopping)).Refusal?.Code);
        Assert.Equal("service.invalid-unknown-team", (await Save.CreateAsync(Ada, Needs("c") with { Team = TeamId.New(DateTimeOffset.UnixEpoch) }, Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task A_needed_service_is_deleted_only_for_who_types_its_key()
    {
        await ImportAsync(Shop);
        var delete = new DeleteService(Desk);
        var refused = (await delete.RunAsync(Ada, new("b"), "", Stopping)).Refusal;
        Assert.Equal(("service.needed", true), (refused?.Code, refused?.Message.StartsWith("a depends on b", StringComparison.Ordinal)));
        Assert.Null((await delete.RunAsync(Ada, new("b"), "b", Stopping)).Refusal);
        Assert.Empty(Catalogue.Current.Find(new("a"))!.Facts.Dependencies);
        Assert.Equal(["service.changed", "service.deleted"], (await ActsAsync())[^2..]);
    }

    [Fact]
    public async Task A_team_has_a_name_of_its_own_and_is_kept_while_it_owns_anything()
    {
        await ImportAsync(Shop);
        var (save, delete) = (new SaveTeam(Desk), new DeleteTeam(Desk));
        var money = Assert.Single(await new TeamQueries(database.Contexts).TeamsAsync(Stopping));
        Assert.Equal(1, money.Services);
        Assert.Equal("team.exists", (await save.RunAsync(Ada, null, new("MONEY", "", []), 0, Stopping)).Refusal?.Code);
        Assert.Equal("team.invalid-mail", (await save.RunAsync(Ada, money.Id, new("Money", "no mail", []), money.Version, Stopping)).Refusal?.Code);
        Assert.Equal("team.owns", (await delete.RunAsync(Ada, money.Id, Stopping)).Refusal?.Code);
        Assert.Null((await save.RunAsync(Ada, money.Id, new("Treasury", "", []), money.Version, Stopping)).Refusal);
        Assert.Equal("team.changed-meanwhile", (await save.RunAsync(Ada, money.Id, new("Third", "", []), money.Version, Stopping)).Refusal?.Code);
        Assert.Equal("Treasury", Catalogue.Current.Find(new("a"))?.TeamName);
    }

    [Fact]
    public async Task Changed_rules_find_services_at_once()
    {
        await ImportAsync(Shop);
        var set = new SetMappingRules(Desk);
        var lookup = new ServiceLookup(Catalogue);
        var labels = LabelSet.From(("host", "b-7"));
        Assert.Null(lookup.Find(labels));
        MappingRule[] rules = [new("host", MappingKind.Matches, "([a-z])-[0-9]+", "$1")];
        Assert.Equal(1, Assert.IsType<Outcome<int>.Done>(await set.RunAsync(Ada, rules, 0, Stopping)).Value);
        Assert.Equal(new ServiceKey("b"), lookup.Find(labels));
        Assert.Equal("mapping.changed-meanwhile", (await set.RunAsync(Ada, MappingRule.Usual, 0, Stopping)).Refusal?.Code);
        Assert.Equal("mapping.invalid-rule", (await set.RunAsync(Ada, [new("", MappingKind.IsKey)], 1, Stopping)).Refusal?.Code);
        Assert.Equal("service-mapping.changed", (await ActsAsync())[^1]);
    }

    [Fact]
    public async Task Who_may_only_read_is_refused()
    {
        Assert.Equal("forbidden", (await Save.CreateAsync(Rita, Needs("a"), Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await new DeleteService(Desk).RunAsync(Rita, new("a"), "a", Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await new SetMappingRules(Desk).RunAsync(Rita, [], 0, Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await new SaveTeam(Desk).RunAsync(Rita, null, new("T", "", []), 0, Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await new ImportServices(Desk, NullLogger<ImportServices>.Instance).RunAsync(Rita, Encoding.UTF8.GetBytes(Shop), new(true), Stopping)).Refusal?.Code);
    }

    private static ServiceDraft Needs(string key, params string[] needs) => new() { Key = new(key), Name = key, Dependencies = [.. needs.Select(need => new Dependency(new(need), DependencyKind.Calls))] };

    private async Task<ImportReport> ImportAsync(string text, bool preview = false, bool removeMissing = false) => Assert.IsType<Outcome<ImportReport>.Done>(
        await new ImportServices(Desk, NullLogger<ImportServices>.Instance).RunAsync(Ada, Encoding.UTF8.GetBytes(text), new(preview, removeMissing), Stopping)).Value;

    [Fact]
    public async Task Who_owns_what_is_kept_with_since_when_and_who_said_so_and_for_a_key_whoever_answers_for_it()
    {
        var (eve, zoe) = (PersonId.New(DateTimeOffset.UnixEpoch), PersonId.New(DateTimeOffset.UnixEpoch));
        var file = Encoding.UTF8.GetBytes(Shop);
        Assert.Null((await new ImportServices(Desk, NullLogger<ImportServices>.Instance).RunAsync(Ada with { Owner = eve }, file, new(Preview: false), Stopping)).Refusal);
        Assert.Null((await Save.PutAsync(Ada with { Person = zoe }, (await ReadAsync()).ToDraft() with { Name = "Renamed" }, Stopping)).Refusal);
        var renamed = await ReadAsync();
        Assert.Equal((Desk.Now, eve), (renamed.TeamSince, renamed.TeamGivenBy));
        Assert.Null((await Save.PutAsync(Ada with { Person = zoe }, renamed.ToDraft() with { Team = null }, Stopping)).Refusal);
        Assert.Equal((null, null), ((await ReadAsync()).TeamSince, (await ReadAsync()).TeamGivenBy));

        async Task<Service> ReadAsync()
        {
            await using var db = database.Open();
            return await db.Services.Include(service => service.Needs).SingleAsync(service => service.Key == new ServiceKey("a"), Stopping);
        }
    }

    private async Task<List<string>> ActsAsync()
    {
        await using var db = database.Open();
        return await db.Audit.OrderBy(entry => entry.Sequence).Select(entry => entry.Act).ToListAsync(Stopping);
    }
}
