using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Runners.Secrets;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Support;
using static OpsPortal.Tests.Features.Deliver.Runners.RunnerBench;

namespace OpsPortal.Tests.Features.Deliver.Runners;

public sealed class KeepingSecretsOnSqlite(SqliteDatabase database) : KeepingSecrets(database), IClassFixture<SqliteDatabase>;

public sealed class KeepingSecretsOnPostgres(PostgresDatabase database) : KeepingSecrets(database), IClassFixture<PostgresDatabase>;

/// <summary>Secrets are kept sealed, named by steps, and never shown again.</summary>
public abstract class KeepingSecrets(TestDatabase database) : IAsyncLifetime
{
    private const string Value = "correct-horse-\"battery\"";

    [AllowNull] private RunnerBench _bench;

    public async ValueTask InitializeAsync() => _bench = await StartAsync(database);

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Neither_the_table_nor_the_audit_trail_holds_the_value()
    {
        await SetAsync("TOKEN", Value);
        await SetAsync("TOKEN", Value + "2");
        await using var db = database.Open();
        var kept = await db.Set<StoredSecret>().AsNoTracking().SingleAsync(Stopping);
        var acts = await db.Audit.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync(Stopping);
        Assert.Equal(["secret.added", "secret.changed"], acts.Select(act => act.Act));
        Assert.DoesNotContain("horse", kept.Sealed + string.Concat(acts.Select(act => act.Before + act.After)), StringComparison.Ordinal);
        var row = Assert.Single(await _bench.Get<SecretBook>().ListAsync(Stopping));
        Assert.Equal(("TOKEN", "Olga", 2), (row.Name, row.SetBy, row.Version));
    }

    [Fact]
    public async Task References_are_filled_in_wherever_a_text_holds_them_and_the_values_are_told_to_whoever_hides_them()
    {
        await SetAsync("TOKEN", Value);
        var opened = Assert.IsType<Outcome<OpenedSettings>.Done>(await _bench.Get<SecretBook>().OpenAsync("""{"a":"Bearer {secret:TOKEN}","b":["x",{"c":"{secret:TOKEN}{secret:TOKEN}"}],"d":1,"e":"{version}"}""", Stopping)).Value;
        Assert.Equal("""{"a":"Bearer correct-horse-\"battery\"","b":["x",{"c":"correct-horse-\"battery\"correct-horse-\"battery\""}],"d":1,"e":"{version}"}""", opened.Json);
        Assert.Equal([Value], opened.Secrets);
        Assert.Equal("secret.unknown", (await _bench.Get<SecretBook>().OpenAsync("""{"a":"{secret:OTHER}"}""", Stopping)).Refusal?.Code);
        Assert.Equal("secret.invalid-reference", (await _bench.Get<SecretBook>().OpenAsync("""{"{secret:TOKEN}":"a"}""", Stopping)).Refusal?.Code);
        Assert.Equal("secret.invalid-reference", (await _bench.Get<SecretBook>().OpenAsync("""{"a":"{secret:}"}""", Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task A_value_whose_keys_are_gone_is_refused_by_name()
    {
        await SetAsync("TOKEN", Value);
        await using (var db = database.Open())
        {
            (await db.Set<StoredSecret>().SingleAsync(Stopping)).Sealed = "CfDJ8AAAA";
            await db.SaveChangesAsync(Stopping);
        }

        Assert.Equal("secret.unreadable", (await _bench.Get<SecretBook>().OpenAsync("""{"a":"{secret:TOKEN}"}""", Stopping)).Refusal?.Code);
    }

    [Fact]
    public async Task It_can_be_renamed_and_removed_by_whoever_may()
    {
        var desk = _bench.Get<SecretDesk>();
        await SetAsync("ONE", Value);
        await SetAsync("TWO", Value);
        Assert.Equal("secret.name-taken", (await desk.RenameAsync(Given.Olga, "ONE", "TWO", Stopping)).Refusal?.Code);
        Assert.Equal("secret.invalid-name", (await desk.RenameAsync(Given.Olga, "ONE", "a b", Stopping)).Refusal?.Code);
        Assert.Equal("secret.unknown", (await desk.RenameAsync(Given.Olga, "FIVE", "SIX", Stopping)).Refusal?.Code);
        Assert.Null((await desk.RenameAsync(Given.Olga, "ONE", "THREE", Stopping)).Refusal);
        Assert.Null((await desk.RemoveAsync(Given.Olga, "TWO", Stopping)).Refusal);
        Assert.Equal("secret.unknown", (await desk.RemoveAsync(Given.Olga, "TWO", Stopping)).Refusal?.Code);
        Assert.Equal(["THREE"], (await _bench.Get<SecretBook>().ListAsync(Stopping)).Select(row => row.Name));
        var nobody = Given.Olga with { Permissions = new HashSet<string>() };
        Assert.Equal("forbidden", (await desk.SetAsync(nobody, "X", Value, Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await desk.RenameAsync(nobody, "THREE", "X", Stopping)).Refusal?.Code);
        Assert.Equal("forbidden", (await desk.RemoveAsync(nobody, "THREE", Stopping)).Refusal?.Code);
    }

    [Theory]
    [InlineData("9LIVES", "long enough", "secret.invalid-name")]
    [InlineData("WITH-DASH", "long enough", "secret.invalid-name")]
    [InlineData("", "long enough", "secret.invalid-name")]
    [InlineData("TOKEN", "short", "secret.invalid-value")]
    public async Task What_cannot_be_named_or_hidden_is_refused(string name, string value, string code) =>
        Assert.Equal(code, (await _bench.Get<SecretDesk>().SetAsync(Given.Olga, name, value, Stopping)).Refusal?.Code);

    private async Task SetAsync(string name, string value) => Assert.Null((await _bench.Get<SecretDesk>().SetAsync(Given.Olga, name, value, Stopping)).Refusal);
}
