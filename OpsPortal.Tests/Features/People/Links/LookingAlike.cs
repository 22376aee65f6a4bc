using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Traces;
using OpsPortal.Storage;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People.Links;

public sealed class LookingAlikeOnSqlite(SqliteDatabase database) : LookingAlike(database), IClassFixture<SqliteDatabase>;

public sealed class LookingAlikeOnPostgres(PostgresDatabase database) : LookingAlike(database), IClassFixture<PostgresDatabase>;

/// <summary>Sign-ins leave traces for 90 days; accounts of two persons that share one are shown to those who audit.</summary>
public abstract class LookingAlike(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Auditor = new(PersonId.New(Noon), "Ann", "ann@example.org", new HashSet<string> { Permissions.AuditRead }, "");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var db = database.Open();
        await db.Users.ExecuteDeleteAsync(Stopping);
        await db.Persons.ExecuteDeleteAsync(Stopping);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_accounts_that_were_used_in_one_browser_are_shown_with_what_they_share()
    {
        var (ada, ben, eve) = (await AddAsync("Ada", "ada@example.org"), await AddAsync("Ben", "ben@example.org"), await AddAsync("Eve", "eve@example.org"));
        await NoteAsync(ada, "d1", "192.0.2.1", Noon);
        await NoteAsync(ben, "d1", "192.0.2.2", Noon);
        await NoteAsync(eve, "d3", "192.0.2.1", Noon);
        var found = await ReadAsync(Noon.AddDays(1));
        Assert.Equal([("ada@example.org", "ben@example.org", "the device d1"), ("ada@example.org", "eve@example.org", "the address 192.0.2.1")], found.Select(row => (row.One.Email, row.Other.Email, string.Join(", ", row.Shared))));
        Assert.Empty(await ReadAsync(Noon + SignInTraces.KeptFor));
    }

    [Fact]
    public async Task Accounts_of_one_person_are_no_finding()
    {
        var ada = await AddAsync("Ada", "ada@example.org");
        await using var db = database.Open();
        var person = (await db.Users.SingleAsync(account => account.Id == ada, Stopping)).PersonId;
        var second = new Account { Id = Guid.CreateVersion7(Noon), UserName = "ada+admin@example.org", NormalizedUserName = "2", Email = "ada+admin@example.org", PersonId = person };
        db.Add(second);
        await db.SaveChangesAsync(Stopping);
        Assert.Empty(await ReadAsync(Noon));
    }

    [Fact]
    public async Task Traces_are_kept_once_each_and_of_each_kind_only_the_latest_for_90_days()
    {
        var ada = await AddAsync("Ada", "ada@example.org");
        await NoteAsync(ada, "old", "192.0.2.1", Noon);
        for (var day = 60; day < 60 + SignInTraces.MostOfKind + 5; day++) await NoteAsync(ada, $"d{day}", "192.0.2.2", Noon.AddDays(day));
        await NoteAsync(ada, "d80", "", Noon.AddDays(100));
        await using var db = database.Open();
        var kept = await db.Set<SignInTrace>().ToListAsync(Stopping);
        Assert.Equal("192.0.2.2", Assert.Single(kept, trace => trace.Kind == TraceKind.Address).Value);
        var devices = kept.Where(trace => trace.Kind == TraceKind.Device).ToList();
        Assert.Equal(SignInTraces.MostOfKind, devices.Count);
        Assert.DoesNotContain(devices, trace => trace.Value is "old" or "d60");
        Assert.Equal(Noon.AddDays(100), devices.Single(trace => trace.Value == "d80").LastAt);
    }

    [Fact]
    public async Task Nobody_else_reads_them() =>
        Assert.Equal("forbidden", (await Queries(Noon).ReadAsync(Auditor with { Permissions = new HashSet<string> { Permissions.EventsWork } }, Stopping)).Refusal?.Code);

    private LookAlikeQueries Queries(DateTimeOffset at) => new(database.Contexts, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(at));

    private async Task<IReadOnlyList<LookAlikeRow>> ReadAsync(DateTimeOffset at) => Assert.IsType<Outcome<IReadOnlyList<LookAlikeRow>>.Done>(await Queries(at).ReadAsync(Auditor, Stopping)).Value;

    private async Task NoteAsync(Guid account, string device, string from, DateTimeOffset at)
    {
        await using var db = database.Open();
        await SignInTraces.NoteAsync(db, account, device, from, at, Stopping);
        await db.SaveChangesAsync(Stopping);
    }

    private async Task<Guid> AddAsync(string name, string email)
    {
        await using var db = database.Open();
        var person = new Person { Id = PersonId.New(Noon), Name = name, CreatedAt = Noon };
        var account = new Account { Id = Guid.CreateVersion7(Noon), UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, PersonId = person.Id };
        db.AddRange(person, account);
        await db.SaveChangesAsync(Stopping);
        return account.Id;
    }
}
