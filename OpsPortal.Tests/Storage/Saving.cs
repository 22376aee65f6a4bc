using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Storage;

/// <summary>What every use case relies on when it saves, on either database.</summary>
public abstract class Saving(TestDatabase database)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;
    private static Actor Ada { get; } = new(PersonId.New(Noon), "Ada", "ada@example.org", new HashSet<string>(), "192.0.2.1");

    [Fact]
    public async Task Writers_at_the_same_time_leave_one_unbroken_audit_chain()
    {
        await using (var db = database.Open()) await db.Audit.ExecuteDeleteAsync(Stopping);
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), Stopping, async (number, stopping) =>
        {
            await using var db = database.Open();
            db.Record(new(Ada, Noon, "probe.written", FormattableString.Invariant($"P-{number}"), null, new { Number = number }));
            await db.SaveChangesAsync(stopping);
        });

        await using var reader = database.Open();
        var chain = new AuditChain();
        await foreach (var entry in reader.Audit.AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(Stopping)) chain.Follow(entry);
        Assert.Null(chain.Break);
        Assert.Equal(40, chain.Length);
    }
}

public sealed class SavingOnSqlite(SqliteDatabase database) : Saving(database), IClassFixture<SqliteDatabase>;

public sealed class SavingOnPostgres(PostgresDatabase database) : Saving(database), IClassFixture<PostgresDatabase>;
