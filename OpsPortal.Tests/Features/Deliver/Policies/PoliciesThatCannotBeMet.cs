using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.Deliver.Policies.Watching;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Policies;

/// <summary>Too few people: those who may change policies are told of it, and of its end.</summary>
public abstract class PoliciesThatCannotBeMet(TestDatabase database)
{
    private static CancellationToken Stopping => DeliverBench.Stopping;

    [Fact]
    public async Task Each_becoming_is_told_once_to_those_who_may_change_policies_and_so_is_its_end()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        await bench.RunAsync<WatchPolicies>();
        Assert.Empty(await MailsAsync(bench, "Bob"));
        for (var time = 1; time <= 2; time++)
        {
            await DisableAsync(bench, "Ann", bench.Clock.GetUtcNow());
            for (var minute = 0; minute < 3; minute++) await WatchAMinuteLaterAsync(bench);
            Assert.Equal(time, (await MailsAsync(bench, "Bob")).Count(subject => subject == "Approval policies POL-1, POL-2, POL-3: too few people can approve"));
            await DisableAsync(bench, "Ann", null);
            for (var minute = 0; minute < 3; minute++) await WatchAMinuteLaterAsync(bench);
            Assert.Equal(time, (await MailsAsync(bench, "Bob")).Count(subject => subject.EndsWith(": enough people again", StringComparison.Ordinal)));
        }

        Assert.Equal(4, (await MailsAsync(bench, "Bob")).Count);
        Assert.Empty(await MailsAsync(bench, "Olga"));
        await using var db = bench.Open();
        Assert.Equal(6, await db.Audit.CountAsync(entry => entry.Act == "policy.unmet", Stopping));
    }

    private static Task WatchAMinuteLaterAsync(DeliverBench bench)
    {
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        return bench.RunAsync<WatchPolicies>();
    }

    private static async Task<List<string>> MailsAsync(DeliverBench bench, string name) => [.. (await bench.MailsAsync(name)).Where(subject => subject.StartsWith("Approval polic", StringComparison.Ordinal))];

    private static async Task DisableAsync(DeliverBench bench, string name, DateTimeOffset? at)
    {
        await using var db = bench.Open();
        var person = bench[name].Actor.Person!.Value;
        await db.Users.Where(account => account.PersonId == person).ExecuteUpdateAsync(set => set.SetProperty(account => account.DisabledAt, at), Stopping);
    }
}

public sealed class PoliciesThatCannotBeMetOnSqlite(SqliteDatabase database) : PoliciesThatCannotBeMet(database), IClassFixture<SqliteDatabase>;

public sealed class PoliciesThatCannotBeMetOnPostgres(PostgresDatabase database) : PoliciesThatCannotBeMet(database), IClassFixture<PostgresDatabase>;

/// <summary>Where one person alone could approve, it matters when that person is busy.</summary>
public sealed class TheOnlyApproverIsBusy(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task A_change_clashes_with_what_the_only_person_who_could_approve_it_carries_out_then()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var now = bench.Clock.GetUtcNow();
        await using (var db = bench.Open())
        {
            foreach (var policy in new[] { 2, 3 }) db.Add(new StoredPolicy { Number = new(policy), Revision = 2, Terms = null, ProposedBy = Party.Portal, ProposedAt = now, AdoptedAt = now });
            await db.SaveChangesAsync(DeliverBench.Stopping);
        }

        var ann = bench["Ann"].Actor.Person;
        var busy = await bench.SubmittedAsync(bench.Plan with { Title = "Hers", Components = [new(new("billing"), "api", "1", "", "")], Executor = new(bench["Olga"].Actor.Person, "Olga") });
        var number = await bench.RequestedAsync();
        Assert.DoesNotContain((await bench.ViewAsync(number)).Case.Clashes, clash => clash.Kind == ClashKind.People);
        var risk = (await bench.ViewAsync(number)).Case.Risk.Total;
        await using (var db = bench.Open())
        {
            var change = await db.Set<OpsPortal.Domain.Deliver.Changes.Change>().SingleAsync(one => one.Number == busy, DeliverBench.Stopping);
            db.Entry(change).Property(one => one.Plan).CurrentValue = change.Plan with { Executor = new(ann, "Ann") };
            await db.SaveChangesAsync(DeliverBench.Stopping);
        }

        var view = await bench.ViewAsync(number);
        Assert.Contains(view.Case.Clashes, clash => clash.Kind == ClashKind.People && clash.Words.StartsWith($"Ann, the only person who could approve this, carries out {busy} Hers", StringComparison.Ordinal));
        Assert.Equal(("Ann", risk), (view.Case.OnlyApprover?.Name, view.Case.Risk.Total));
        await bench.PersonAsync("Zoe", Duty.ReleaseManager);
        Assert.Null((await bench.ViewAsync(number)).Case.OnlyApprover);
    }
}
