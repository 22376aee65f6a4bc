using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Directory;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People.Directory;

public sealed class KnowingWhoIsWhoOnSqlite(SqliteDatabase database) : KnowingWhoIsWho(database), IClassFixture<SqliteDatabase>;

public sealed class KnowingWhoIsWhoOnPostgres(PostgresDatabase database) : KnowingWhoIsWho(database), IClassFixture<PostgresDatabase>;

/// <summary>What segregation of duties is told of persons, accounts, groups and keys.</summary>
public abstract class KnowingWhoIsWho(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Noon.AddDays(2);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        await using var db = database.Open();
        await db.ApiKeys.ExecuteDeleteAsync(Stopping);
        await db.Users.ExecuteDeleteAsync(Stopping);
        await db.Persons.ExecuteDeleteAsync(Stopping);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Everybody_is_active_who_has_one_account_that_is_not_disabled()
    {
        await using var db = database.Open();
        var (ada, ben, eve) = (Add(db, "Ada", ["ada@example.org"], ["ada.old@example.org"]), Add(db, "Ben", [], ["ben@example.org"]), Add(db, "Eve", [], []));
        await db.SaveChangesAsync(Stopping);
        var who = await ReadAsync();
        Assert.Equal((true, false, false), (who.Find(ada.Id)!.IsActive, who.Find(ben.Id)!.IsActive, who.Find(eve.Id)!.IsActive));
        Assert.Equal("Ben", who.NameOf(ben.Id));
    }

    [Fact]
    public async Task All_accounts_of_a_person_are_one_human_being_and_so_are_the_keys_he_answers_for()
    {
        await using var db = database.Open();
        var (ada, ben) = (Add(db, "Ada", ["ada@example.org", "ada.admin@example.org"], []), Add(db, "Ben", ["ben@example.org"], []));
        AddKey(db, "ops_1111", ada.Id);
        AddKey(db, "ops_2222", ada.Id);
        AddKey(db, "ops_2222", ben.Id);
        AddKey(db, "ops_3333", null);
        await db.SaveChangesAsync(Stopping);
        var links = (await ReadAsync()).Links;
        Assert.Equal(links.HumanOf(ada.Id), links.HumanOf(new Party(null, "ADA.Admin@example.org", "a commit")));
        Assert.Equal(links.HumanOf(ada.Id), links.HumanOf(new Party(null, "ops_1111", "a key")));
        Assert.NotEqual(links.HumanOf(ada.Id), links.HumanOf(ben.Id));
        Assert.False(links.Knows(new(null, "ops_2222", "either key")));
        Assert.False(links.Knows(new(null, "ops_3333", "nobody's key")));
    }

    [Fact]
    public async Task A_duty_says_since_when_and_by_whom_and_by_nobody_only_at_the_start()
    {
        await using var db = database.Open();
        var (ada, ben) = (Add(db, "Ada", ["ada@example.org"], []), Add(db, "Ben", ["ben@example.org"], []));
        ada.Start(Duty.Administrator, "Set-up", Noon);
        Assert.Null(ben.Grant(Duty.ReleaseManager, new(ada.Id, "Ada", "ada@example.org", Permissions.All, ""), Later).Refusal);
        await db.SaveChangesAsync(Stopping);
        var who = await ReadAsync();
        Assert.Equal([new(ApproverGroup.With(Duty.Administrator), Noon, null)], who.Find(ada.Id)!.Memberships);
        Assert.Equal([new(ApproverGroup.With(Duty.ReleaseManager), Later, ada.Id)], who.Find(ben.Id)!.Memberships);
    }

    [Fact]
    public async Task Who_stays_in_a_team_is_in_it_since_before_and_who_leaves_begins_anew()
    {
        await using var db = database.Open();
        var (ada, ben, eve) = (Add(db, "Ada", ["ada@example.org"], []), Add(db, "Ben", ["ben@example.org"], []), Add(db, "Eve", ["eve@example.org"], []));
        var team = Team.From(new("Money", "", [ada.Id, ben.Id]), Noon, eve.Id);
        db.Add(team);
        await db.SaveChangesAsync(Stopping);
        team.Become(new("Money", "money@example.org", [ada.Id]), Noon.AddHours(1), ben.Id);
        await db.SaveChangesAsync(Stopping);
        team.Become(new("Money", "", [ada.Id, ben.Id]), Later, ada.Id);
        await db.SaveChangesAsync(Stopping);
        var who = await ReadAsync();
        Assert.Equal([new(ApproverGroup.Of(team.Id), Noon, eve.Id)], who.Find(ada.Id)!.Memberships);
        Assert.Equal([new(ApproverGroup.Of(team.Id), Later, ada.Id)], who.Find(ben.Id)!.Memberships);
    }

    [Fact]
    public async Task A_service_is_owned_since_its_owner_was_named_and_through_a_team_since_both_were_given()
    {
        await using var db = database.Open();
        var (ada, ben, eve) = (Add(db, "Ada", ["ada@example.org"], []), Add(db, "Ben", ["ben@example.org"], []), Add(db, "Eve", ["eve@example.org"], []));
        var team = Team.From(new("Money", "", [ben.Id]), Noon, eve.Id);
        var draft = new ServiceDraft { Key = new("shop"), Name = "Shop", Person = ada.Id };
        var service = Service.From(draft, Noon, eve.Id);
        db.AddRange(team, service);
        await db.SaveChangesAsync(Stopping);
        service.Become(draft with { Name = "The shop", Team = team.Id }, Later, ada.Id);
        await db.SaveChangesAsync(Stopping);
        var who = await ReadAsync();
        Assert.Equal([new(ApproverGroup.OwnersOf(new("shop")), Noon, eve.Id)], who.Find(ada.Id)!.Memberships);
        Assert.Contains(new GroupMembership(ApproverGroup.OwnersOf(new("shop")), Later, ada.Id), who.Find(ben.Id)!.Memberships);
        service.Become(draft with { Name = "The shop", Team = null, Person = null }, Later.AddHours(1), eve.Id);
        await db.SaveChangesAsync(Stopping);
        Assert.Empty((await ReadAsync()).Find(ada.Id)!.Memberships);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Whoever_put_himself_into_the_team_or_the_team_onto_the_service_owns_it_by_his_own_hand(bool joinedHimself, bool gaveItHimself)
    {
        await using var db = database.Open();
        var (ada, eve) = (Add(db, "Ada", ["ada@example.org"], []), Add(db, "Eve", ["eve@example.org"], []));
        var team = Team.From(new("Money", "", [ada.Id]), joinedHimself ? Noon : Later, joinedHimself ? ada.Id : eve.Id);
        db.Add(team);
        await db.SaveChangesAsync(Stopping);
        db.Add(Service.From(new() { Key = new("shop"), Name = "Shop", Team = team.Id }, gaveItHimself ? Noon : Later, gaveItHimself ? ada.Id : eve.Id));
        await db.SaveChangesAsync(Stopping);
        Assert.Contains(new GroupMembership(ApproverGroup.OwnersOf(new("shop")), Later, ada.Id), (await ReadAsync()).Find(ada.Id)!.Memberships);
    }

    private async Task<WhoIsWho> ReadAsync()
    {
        await using var db = database.Open();
        return await Colleagues.ReadAsync(db, [], Stopping);
    }

    private static Person Add(OpsPortal.Storage.OpsDb db, string name, string[] accounts, string[] disabled)
    {
        var person = new Person { Id = PersonId.New(Noon), Name = name, CreatedAt = Noon };
        db.Add(person);
        foreach (var email in accounts.Concat(disabled))
            db.Add(new Account { Id = Guid.CreateVersion7(Noon), UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, PersonId = person.Id, DisabledAt = disabled.Contains(email) ? Noon : null });
        return person;
    }

    private static void AddKey(OpsPortal.Storage.OpsDb db, string prefix, PersonId? owner) =>
        db.Add(new ApiKey { Id = Guid.CreateVersion7(Noon), Name = "k", Prefix = prefix, Hash = Guid.CreateVersion7(Noon).ToString("N"), Scopes = [Permissions.EventsRead], CreatedBy = owner, CreatedAt = Noon });
}
