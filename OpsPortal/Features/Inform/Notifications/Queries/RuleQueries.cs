using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Notifications.Acts;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Automation.Queries;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Queries;

/// <summary>One notification rule in a list.</summary>
/// <param name="For">The person or the team.</param>
/// <param name="When">Which events, in words.</param>
/// <param name="Told">How many events that go on it has told of.</param>
public sealed record RuleRow(NotificationNumber Number, string Name, bool IsOn, string For, bool IsOwn, string When, DestinationKind Kind, string To, string Quiet, int BundleMinutes, int Told, int Version);

/// <summary>One rule in full.</summary>
public sealed record RuleDetail(RuleRow Row, RuleDraft Draft, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>The read side of notification rules: one's own, and those of teams to who may change them.</summary>
internal sealed class RuleQueries(IDbContextFactory<OpsDb> databases)
{
    public async Task<IReadOnlyList<RuleRow>> AllAsync(Actor by, string text, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var rows = await RowsAsync(db, by, Visible(db, by), stopping);
        return [.. rows.Where(row => $"{row.Number} {row.Name} {row.For} {row.When} {row.To}".Contains(text.Trim(), StringComparison.OrdinalIgnoreCase))];
    }

    public async Task<IReadOnlyList<RuleRow>> RowsAsync(Actor by, IReadOnlyList<NotificationNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await RowsAsync(db, by, Visible(db, by).Where(rule => numbers.Contains(rule.Number)), stopping);
    }

    public async Task<RuleDetail?> ViewAsync(Actor by, NotificationNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await Visible(db, by).SingleOrDefaultAsync(rule => rule.Number == number, stopping) is not { } found) return null;
        var row = (await RowsAsync(db, by, Visible(db, by).Where(rule => rule.Number == number), stopping))[0];
        return new(row, RuleDraft.Of(found), found.ChangedAt, found.ChangedBy);
    }

    /// <summary>The addresses of one's own accounts.</summary>
    public async Task<IReadOnlyList<string>> OwnAddressesAsync(Actor by, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Account>().AsNoTracking().Where(account => account.PersonId == by.Person && account.Email != null).OrderBy(account => account.Email).Select(account => account.Email ?? "").ToListAsync(stopping);
    }

    public async Task<IReadOnlyList<(Guid Id, string Name, string Mail)>> TeamsAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return [.. (await db.Teams.AsNoTracking().OrderBy(team => team.NameKey).Select(team => new { team.Id, team.Name, team.Mail }).ToListAsync(stopping)).Select(team => (team.Id.Value, team.Name, team.Mail))];
    }

    private static IQueryable<NotificationRule> Visible(OpsDb db, Actor by)
    {
        var (person, teams) = (by.Person, by.May(Permissions.NotificationsManage));
        return db.Set<NotificationRule>().AsNoTracking().Where(rule => (rule.Person != null && rule.Person == person) || (teams && rule.Team != null));
    }

    private static async Task<IReadOnlyList<RuleRow>> RowsAsync(OpsDb db, Actor by, IQueryable<NotificationRule> wanted, CancellationToken stopping)
    {
        var rules = await wanted.OrderByDescending(rule => rule.Number).ToListAsync(stopping);
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(team => team.Id, team => team.Name, stopping);
        var told = await db.Set<Telling>().AsNoTracking().Where(telling => telling.State == TellingState.Told || telling.State == TellingState.Clearing)
            .GroupBy(telling => telling.Rule).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stopping);
        return [.. rules.Select(rule => new RuleRow(rule.Number, rule.Name, rule.IsOn,
            rule.Team is { } team ? teams.GetValueOrDefault(team, "A team that is gone") : by.Name, rule.Person is not null,
            When(rule, rule.ServicesOf is { } of ? teams.GetValueOrDefault(of, "a team that is gone") : ""), rule.Kind, rule.Shown, Quiet(rule.Quiet), rule.BundleMinutes, told.GetValueOrDefault(rule.Number), rule.Version))];
    }

    private static string When(NotificationRule rule, string team) => team.Length > 0 ? $"{AutomationWords.When(rule.Condition)}, of services of {team}" : AutomationWords.When(rule.Condition);

    private static string Quiet(QuietHours? quiet) => quiet is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{quiet.From:HH\\:mm}–{quiet.Until:HH\\:mm} {quiet.Zone}");
}
