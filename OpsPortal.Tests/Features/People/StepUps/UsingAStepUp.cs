using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.StepUps;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.People.StepUps;

public sealed class UsingAStepUpOnSqlite(SqliteDatabase database) : UsingAStepUp(database), IClassFixture<SqliteDatabase>;

public sealed class UsingAStepUpOnPostgres(PostgresDatabase database) : UsingAStepUp(database), IClassFixture<PostgresDatabase>;

/// <summary>A step-up is good for its own person, once, whoever else wants it at the same moment.</summary>
public abstract class UsingAStepUp(TestDatabase database)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Ada = PersonId.New(Noon), Ben = PersonId.New(Noon);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_found_by_its_own_person_only()
    {
        var kept = await KeepAsync();
        await using var db = database.Open();
        Assert.Equal(new StepUp(kept, StepUpMethod.Totp, Noon), await StepUpBook.FindAsync(db, kept, Ada, Stopping));
        Assert.Null(await StepUpBook.FindAsync(db, kept, Ben, Stopping));
        Assert.Null(await StepUpBook.FindAsync(db, Guid.CreateVersion7(Noon), Ada, Stopping));
    }

    [Fact]
    public async Task Is_used_once_and_says_for_what()
    {
        var kept = await KeepAsync();
        await using (var db = database.Open())
        {
            Assert.Null(await StepUpBook.UseAsync(db, (await StepUpBook.FindAsync(db, kept, Ada, Stopping))!, "CHG-7 approved", Noon.AddMinutes(1), Stopping));
            await db.SaveChangesAsync(Stopping);
        }

        await using var again = database.Open();
        Assert.Null(await StepUpBook.FindAsync(again, kept, Ada, Stopping));
        Assert.Equal("duties.step-up-used", (await StepUpBook.UseAsync(again, new(kept, StepUpMethod.Totp, Noon), "CHG-8 approved", Noon.AddMinutes(2), Stopping))?.Code);
        var stored = await again.Set<KeptStepUp>().SingleAsync(stepUp => stepUp.Id == kept, Stopping);
        Assert.Equal(("CHG-7 approved", Noon.AddMinutes(1)), (stored.UsedFor, stored.UsedAt));
    }

    [Fact]
    public async Task Is_used_by_one_of_two_decisions_at_the_same_moment()
    {
        var kept = await KeepAsync();
        await using var one = database.Open();
        await using var other = database.Open();
        foreach (var db in new[] { one, other })
            Assert.Null(await StepUpBook.UseAsync(db, (await StepUpBook.FindAsync(db, kept, Ada, Stopping))!, "approved", Noon.AddMinutes(1), Stopping));
        await one.SaveChangesAsync(Stopping);
        var fault = await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync(Stopping));
        Assert.True(StepUpBook.IsTwice(fault));
    }

    [Fact]
    public async Task Comes_with_the_session_of_its_person_and_not_with_a_key()
    {
        var kept = await KeepAsync();
        await using var db = database.Open();
        var session = new ActingSession(new(Ada, "Ada", "ada@example.org", Permissions.All, ""), null, true, null);
        Assert.Null((await session.WithAsync(db, kept, Stopping)).Authorising(Noon.AddMinutes(4)));
        Assert.Equal("duties.step-up-needed", (await session.WithAsync(db, kept, Stopping)).Authorising(Noon.AddMinutes(5))?.Code);
        Assert.Equal("duties.step-up-needed", (await session.WithAsync(db, null, Stopping)).Authorising(Noon)?.Code);
        var key = session with { Actor = session.Actor with { Person = null }, KeyOwner = Ada, IsInteractive = false };
        Assert.Equal("duties.machine", (await key.WithAsync(db, kept, Stopping)).Authorising(Noon)?.Code);
    }

    private async Task<Guid> KeepAsync()
    {
        await using var db = database.Open();
        var kept = new KeptStepUp { Id = Guid.CreateVersion7(Noon), Person = Ada, Account = Guid.CreateVersion7(Noon), Method = StepUpMethod.Totp, At = Noon };
        db.Add(kept);
        await db.SaveChangesAsync(Stopping);
        return kept.Id;
    }
}
