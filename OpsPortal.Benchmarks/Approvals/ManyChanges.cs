using Microsoft.EntityFrameworkCore;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals;
using OpsPortal.Features.Deliver.Changes;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.People.Directory;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Benchmarks.Approvals;

/// <summary>The changes of some years, most of them long closed, some awaiting approval.</summary>
internal static class ManyChanges
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>Lays them into the database of a portal that has started once; the last <paramref name="awaiting"/> await approval.</summary>
    public static async Task StoreAsync(string directory, int all, int awaiting, DateTimeOffset now)
    {
        await using var db = Stored.Open(directory).CreateDbContext();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var who = await Colleagues.ReadAsync(db, [], CancellationToken.None);
        var developer = await PartyAsync(db, "developer@demo.local");
        var policy = Made((await PolicyShelf.ReadAsync(db, CancellationToken.None)).Select(new PolicyQuestion("production", Domain.Estate.Tier.Production, Domain.Estate.Criticality.Critical, Kind.Normal, RiskLevel.High)));
        for (var number = 1; number <= all; number++)
        {
            Add(db, number, number > all - awaiting, developer, policy, who, now);
            if (number % 1000 != 0) continue;
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        db.Add(new NumberSequence { Kind = "CHG", Next = all + 1 });
        await db.SaveChangesAsync();
        var (last, started) = (new ChangeNumber(all - awaiting), (DateTimeOffset?)now.AddDays(-60));
        await db.Set<Change>().Where(change => change.Number <= last).ExecuteUpdateAsync(set => set.SetProperty(change => change.State, ChangeState.Closed).SetProperty(change => change.StartedAt, started).SetProperty(change => change.EndedAt, started));
    }

    private static void Add(OpsDb db, int number, bool asks, Party developer, PolicyRevision policy, WhoIsWho who, DateTimeOffset now)
    {
        var plan = new ChangePlan
        {
            Title = $"Version 2.{number} of the shop",
            Reason = "New kinds of cards",
            Impact = "None",
            Components = [new(new($"service-{number % 300}"), "api", $"2.{number}", Commit, "")],
            Environment = "production",
            Steps = [new("Deploy", "Rolling"), new("Look at the error rate", "")],
            Backout = new("Errors above 2 %", [new("Deploy the version before", "")], TimeSpan.FromMinutes(10)),
            Evidence = [new("Regression", "https://ci.example.org/1", "412 passed")],
            Window = new(now.AddDays(1 + (number % 30)), now.AddDays(1 + (number % 30)).AddHours(2), "UTC"),
        };
        var change = Made(Change.Request(new(number), plan, developer, now.AddDays(asks ? -1 : -100)));
        change.Credit([(developer, Commit)], developer, now.AddDays(asks ? -1 : -100));
        if (asks)
        {
            var subject = ApprovalSubject.Of(change, policy, "");
            var round = Made(ApprovalRound.Open(subject, 1, developer, who, now.AddHours(-1)));
            Made(change.Submit(round, RiskAssessment.Of(new(), []), null, developer, now.AddHours(-1)));
            Rounds.Keep(db, round, subject);
        }

        db.Add(change);
        ChangeColumns.Write(db, change);
        db.AddRange(change.NewEntries);
        db.AddRange(change.NewRevisions);
        db.Add(new ChangeTouch { Change = change.Number, Service = plan.Components[0].Service });
    }

    private static async Task<Party> PartyAsync(OpsDb db, string mail)
    {
        var account = await db.Users.Where(user => user.Email == mail).Select(user => new { user.PersonId, user.Person!.Name }).SingleAsync();
        return new(account.PersonId, mail, account.Name);
    }

    private static T Made<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done(var value) ? value : throw new InvalidOperationException(outcome.Refusal?.Message);
}
