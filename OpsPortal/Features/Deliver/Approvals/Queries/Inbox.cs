using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Approvals.Queries;

/// <summary>What waits for one person: asked of this person, or of somebody this person stands in for.</summary>
internal sealed class Inbox(IDbContextFactory<OpsDb> databases, IChangeQueries changes, TimeProvider clock)
{
    /// <summary>Most rounds that are looked through; those that wait longest come first.</summary>
    public const int Most = 500;

    /// <summary>The riskiest first, then what waits longest.</summary>
    public async Task<IReadOnlyList<InboxRow>> OfAsync(PersonId person, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var stoodInFor = await db.Set<Delegation>().AsNoTracking().Where(given => given.Delegate == person && given.From <= now && given.Until > now && given.RevokedAt == null).ToListAsync(stopping);
        List<PersonId> asked = [person, .. stoodInFor.Select(given => given.Principal)];
        var rounds = await db.Set<ApprovalRound>().AsNoTracking().Include(round => round.Decisions.OrderBy(decision => decision.Place))
            .Where(round => EF.Property<bool>(round, ApprovalRoundConfiguration.IsAsking) && db.Set<AskedPerson>().Any(one => one.Subject == round.Subject && one.Round == round.Number && asked.Contains(one.Person)))
            .OrderBy(round => round.RequestedAt).Take(Most).AsSplitQuery().ToListAsync(stopping);
        var waiting = rounds.Select(round => (Round: round, Asked: round.Waiting(now).Where(one => asked.Contains(one.Person)).ToList())).Where(one => one.Asked.Count > 0)
            .Select(one => (one.Round, For: one.Asked[0], Mine: one.Asked.Exists(mine => mine.Person == person))).ToList();
        var rows = (await changes.RowsAsync([.. waiting.Select(one => ChangeNumber.TryParse(one.Round.Subject, null, out var number) ? number : default).Where(number => number.Value > 0)], stopping)).ToDictionary(row => row.Number.ToString(), StringComparer.Ordinal);
        return
        [
            .. waiting.Select(one => Row(one.Round, rows.GetValueOrDefault(one.Round.Subject), one.Mine ? "" : one.For.Name, now))
                .OrderByDescending(row => row.Risk).ThenBy(row => row.RequestedAt).ThenBy(row => row.Subject, StringComparer.Ordinal),
        ];
    }

    private static InboxRow Row(ApprovalRound round, ChangeRow? change, string inPlaceOf, DateTimeOffset now)
    {
        var standing = round.Standing(now);
        return new(round.Subject, change?.Title ?? Subjects.What(round.Subject), change?.Risk ?? RiskLevel.High, change?.Environment ?? "", round.RequestedBy.Name, round.RequestedAt, round.DecideBy, inPlaceOf,
            standing.Approvals.Count, round.Terms.Persons, standing.State == ApprovalState.AskedBack);
    }
}
