using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Watching;

/// <summary>One place a rule tells.</summary>
internal sealed record Place(DestinationKind Kind, string Key, string Shown, string? SealedTarget);

/// <summary>The rules that are on, as of one look, with whom each tells.</summary>
internal sealed class RuleView(OpsDb db, IOnCall? onCall, DateTimeOffset now, IReadOnlyList<NotificationRule> rules, IReadOnlyDictionary<string, TeamId> owners)
{
    private readonly Dictionary<NotificationNumber, NotificationRule> _rules = rules.ToDictionary(rule => rule.Number);
    private readonly Dictionary<NotificationNumber, IReadOnlyList<Place>> _places = [];

    public IReadOnlyList<NotificationRule> Rules => rules;

    /// <summary>The rule that leads to where a telling goes and speaks of its event: the one it began with, else another that leads there; null: none does any more.</summary>
    public NotificationRule? Behind(Telling telling, Event e)
    {
        if (_rules.TryGetValue(telling.Rule, out var own) && Leads(own, telling) && Holds(own, e)) return own;
        return rules.FirstOrDefault(rule => rule.DestinationKey == telling.Destination && Holds(rule, e));
    }

    public bool Holds(NotificationRule rule, Event e) => rule.Holds(e, owners.TryGetValue(e.Service, out var team) ? team : null);

    /// <summary>Who is on call is another one every week, and what was begun for one stays with them.</summary>
    private static bool Leads(NotificationRule rule, Telling telling) => rule.DestinationKey == telling.Destination || (rule.Kind == DestinationKind.OnCall && telling.Kind == DestinationKind.Mail);

    /// <summary>Whom a rule tells now; nobody where nobody is on call.</summary>
    public async Task<IReadOnlyList<Place>> PlacesAsync(NotificationRule rule, CancellationToken stopping)
    {
        if (_places.TryGetValue(rule.Number, out var known)) return known;
        return _places[rule.Number] = rule.Kind == DestinationKind.OnCall ? await OnCallAsync(rule, stopping) : [new(rule.Kind, rule.DestinationKey, rule.Shown, rule.SealedTarget)];
    }

    public static async Task<RuleView> ReadAsync(OpsDb db, IOnCall? onCall, DateTimeOffset now, CancellationToken stopping)
    {
        // Whoever has left is told nothing more.
        var rules = await db.Set<NotificationRule>().AsNoTracking()
            .Where(rule => rule.IsOn && (rule.Person == null || db.Set<Account>().Any(account => account.PersonId == rule.Person && account.DisabledAt == null))).OrderBy(rule => rule.Number).ToListAsync(stopping);
        var owners = rules.Exists(rule => rule.ServicesOf is not null)
            ? await db.Services.AsNoTracking().Where(service => service.Team != null).Select(service => new { service.Key, service.Team }).ToDictionaryAsync(service => service.Key.Value, service => service.Team ?? default, stopping)
            : [];
        return new(db, onCall, now, rules, owners);
    }

    private async Task<IReadOnlyList<Place>> OnCallAsync(NotificationRule rule, CancellationToken stopping)
    {
        if (onCall is null || rule.Team is not { } team) return [];
        var persons = await onCall.WhoAsync(team, now);
        return [.. (await MailsAsync(db, persons, stopping)).Select(mail => new Place(DestinationKind.Mail, PostTarget.KeyOf(DestinationKind.Mail, mail), mail, null))];
    }

    /// <summary>The addresses of the accounts of persons, one each.</summary>
    private static async Task<IReadOnlyList<string>> MailsAsync(OpsDb db, IReadOnlyList<PersonId> persons, CancellationToken stopping)
    {
        var accounts = await db.Set<Account>().AsNoTracking().Where(account => persons.Contains(account.PersonId) && account.DisabledAt == null && account.Email != null)
            .OrderBy(account => account.Email).Select(account => new { account.PersonId, account.Email }).ToListAsync(stopping);
        return [.. accounts.DistinctBy(account => account.PersonId).Select(account => account.Email ?? "")];
    }
}
