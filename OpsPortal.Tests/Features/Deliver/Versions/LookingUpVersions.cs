using System.Diagnostics.CodeAnalysis;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Versions.Lookups;
using OpsPortal.Tests.Features.Deliver.Traffic;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Versions;

public sealed class LookingUpVersionsOnSqlite(SqliteDatabase database) : LookingUpVersions(database), IClassFixture<SqliteDatabase>;

public sealed class LookingUpVersionsOnPostgres(PostgresDatabase database) : LookingUpVersions(database), IClassFixture<PostgresDatabase>;

/// <summary>The portal asks addresses which version runs, when they are due.</summary>
public abstract class LookingUpVersions(TestDatabase database) : IAsyncLifetime
{
    [AllowNull] private VersionBench _bench;

    private LookupDesk Desk => _bench.Get<LookupDesk>();

    public async ValueTask InitializeAsync() => _bench = await VersionBench.StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_an_address_answers_is_seen_and_it_is_asked_again_when_it_is_due()
    {
        await using var shop = await VersionedBackend.StartAsync("""{"build":{"version":"2.1.0"}}""");
        await SetAsync(Asked(shop.Url));
        await _bench.RunAsync<LookUpVersions>();
        await _bench.RunAsync<LookUpVersions>();
        Assert.Equal(1, shop.Requests);
        var seen = Assert.Single((await _bench.CellAsync()).Observed);
        Assert.Equal(("2.1.0", $"127.0.0.1:{shop.Port}"), (seen.Component.Version, seen.By));
        var row = Assert.Single(await Desk.ListAsync(VersionBench.Stopping));
        Assert.Equal(("2.1.0", VersionBench.Noon, null), (row.Said, row.AskedAt, row.FailingSince));
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await _bench.RunAsync<LookUpVersions>();
        Assert.Equal(2, shop.Requests);
    }

    [Fact]
    public async Task An_address_that_tells_no_version_says_why_since_when_and_holds_up_no_other()
    {
        await using var shop = await VersionedBackend.StartAsync("version: 2.1.0 of today");
        await SetAsync(Asked(shop.Url));
        await SetAsync(Asked($"http://127.0.0.1:{OpsPortal.Peers.Places.FreePort()}") with { Component = "web" });
        await SetAsync(Asked("http://10.255.255.1/x") with { Component = "web", Environment = "staging" });
        await SetAsync(Asked(shop.Url) with { Environment = "staging", Kind = LookupKind.Pattern, Expression = "version: ([0-9.]+)" });
        await _bench.RunAsync<LookUpVersions>();
        _bench.Clock.Advance(TimeSpan.FromMinutes(5));
        await _bench.RunAsync<LookUpVersions>();
        var rows = (await Desk.ListAsync(VersionBench.Stopping)).ToDictionary(row => $"{row.Name} {row.Environment}");
        Assert.Equal(("The answer is not JSON.", VersionBench.Noon), (rows["checkout/api production"].Said, rows["checkout/api production"].FailingSince));
        Assert.Contains("could not be reached", rows["checkout/web production"].Said, StringComparison.Ordinal);
        Assert.Contains("internal address", rows["checkout/web staging"].Said, StringComparison.Ordinal);
        Assert.Equal(("2.1.0", null), (rows["checkout/api staging"].Said, rows["checkout/api staging"].FailingSince));
        Assert.Equal("2.1.0", Assert.Single((await _bench.CellAsync(environment: "staging")).Observed).Component.Version);
    }

    [Fact]
    public async Task It_is_set_up_changed_and_removed_by_whoever_may_and_has_seen_it()
    {
        var lookup = await SetAsync(Asked("https://shop.example.org/health"));
        Assert.Equal(("checkout/api", "production", 1), (lookup.Name, lookup.Environment, lookup.Version));
        Assert.Equal("forbidden", (await Desk.SaveAsync(VersionBench.Rosa, null, Asked("https://a.example.org"), null, VersionBench.Stopping)).Refusal?.Code);
        Assert.Equal("version-lookup.taken", (await Desk.SaveAsync(VersionBench.Olga, null, Asked("https://shop.example.org/health"), null, VersionBench.Stopping)).Refusal?.Code);
        Assert.Equal(2, Assert.IsType<Outcome<VersionLookup>.Done>(await Desk.SaveAsync(VersionBench.Olga, lookup.Id, Asked("https://shop.example.org/version"), 1, VersionBench.Stopping)).Value.Version);
        Assert.Equal("version-lookup.changed-meanwhile", (await Desk.SaveAsync(VersionBench.Olga, lookup.Id, Asked("https://shop.example.org/x"), 1, VersionBench.Stopping)).Refusal?.Code);
        Assert.Equal("version-lookup.changed-meanwhile", (await Desk.RemoveAsync(VersionBench.Olga, lookup.Id, 1, VersionBench.Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await Desk.RemoveAsync(VersionBench.Rosa, lookup.Id, null, VersionBench.Stopping)).Refusal?.Code);
        Assert.Null((await Desk.RemoveAsync(VersionBench.Olga, lookup.Id, 2, VersionBench.Stopping)).Refusal);
        Assert.Equal("not-found", (await Desk.RemoveAsync(VersionBench.Olga, lookup.Id, null, VersionBench.Stopping)).Refusal?.Code);
        Assert.Equal(["version-lookup.added", "version-lookup.changed", "version-lookup.removed"], await _bench.ActsAsync());
    }

    [Theory]
    [InlineData("nothing/here", "production", "https://a.example.org", "/v", 5, "notice.invalid-component")]
    [InlineData("checkout/api", "nowhere", "https://a.example.org", "/v", 5, "notice.invalid-environment")]
    [InlineData("checkout/api", "production", "ftp://a.example.org", "/v", 5, "version-lookup.invalid-address")]
    [InlineData("checkout/api", "production", "https://me:secret@a.example.org", "/v", 5, "version-lookup.invalid-address")]
    [InlineData("checkout/api", "production", "https://a.example.org", "v", 5, "version-lookup.invalid-pointer")]
    [InlineData("checkout/api", "production", "https://a.example.org", "/v", 0, "version-lookup.invalid-interval")]
    public async Task What_cannot_be_is_refused(string component, string environment, string url, string expression, int minutes, string code) =>
        Assert.Equal(code, (await Desk.SaveAsync(VersionBench.Olga, null, new(component, environment, url, LookupKind.JsonPointer, expression, minutes), null, VersionBench.Stopping)).Refusal?.Code);

    private static LookupAsked Asked(string url) => new("api", "Production", url, LookupKind.JsonPointer, "/build/version", 5);

    private async Task<VersionLookup> SetAsync(LookupAsked asked) => Assert.IsType<Outcome<VersionLookup>.Done>(await Desk.SaveAsync(VersionBench.Olga, null, asked, null, VersionBench.Stopping)).Value;
}
