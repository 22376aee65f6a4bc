using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Acts;

/// <summary>Gives a rule its destination, and a webhook its secret.</summary>
internal sealed class RuleTarget(OutboxSeal seal, IEnumerable<IOnCall> rota)
{
    public bool HasOnCall => rota.Any();

    /// <summary>Refused for an address that is none, for somebody else's in a rule for oneself, and for a team on call where nobody keeps a rota.</summary>
    /// <returns>The signing secret where one was made; it is shown once.</returns>
    public async Task<Outcome<string>> SetAsync(OpsDb db, Actor by, NotificationRule rule, RuleDraft draft, CancellationToken stopping)
    {
        switch (draft.Kind)
        {
            case DestinationKind.Mail:
                if (EmailAddress.Read(draft.Address) is not Outcome<EmailAddress>.Done(var mail)) return InformRefusals.BadMailAddress();
                if (rule.Person is not null && !await IsOwnAsync(db, by, mail, stopping)) return InformRefusals.NotOwnAddress();
                Take(rule, DestinationKind.Mail, mail.Value, PostTarget.KeyOf(DestinationKind.Mail, mail.Value), null);
                return "";
            case DestinationKind.OnCall:
                if (!HasOnCall || rule.Team is not { } team) return InformRefusals.NoOnCall();
                Take(rule, DestinationKind.OnCall, "Whoever is on call", $"oncall:{team}", null);
                return "";
            default:
                return SetPost(rule, draft);
        }
    }

    private Outcome<string> SetPost(NotificationRule rule, RuleDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Address) && rule.SealedTarget is not null && rule.Kind == draft.Kind) return "";
        var read = HookAddress.Read(draft.Address);
        if (read is not Outcome<HookAddress>.Done(var hook)) return ((Outcome<HookAddress>.Refused)read).Why;
        var signs = draft.Kind == DestinationKind.Webhook;
        var kept = rule.Kind == DestinationKind.Webhook ? PostTarget.Open(seal, rule.SealedTarget)?.Secret : null;
        var secret = signs ? kept is { Length: > 0 } ? kept : StandardWebhooks.NewSecret() : "";

        // Two rules with the same webhook have different secrets, so they are two destinations.
        Take(rule, draft.Kind, hook.Shown, signs ? $"webhook:{rule.Number}" : PostTarget.KeyOf(draft.Kind, hook.Value), new PostTarget(hook.Value, secret).Seal(seal));
        return secret == kept ? "" : secret;
    }

    private static void Take(NotificationRule rule, DestinationKind kind, string shown, string key, string? target) =>
        (rule.Kind, rule.Shown, rule.DestinationKey, rule.SealedTarget) = (kind, shown, key, target);

    private static Task<bool> IsOwnAsync(OpsDb db, Actor by, EmailAddress mail, CancellationToken stopping)
    {
        var normalised = mail.Value.ToUpperInvariant();
        return db.Set<Account>().AnyAsync(account => account.PersonId == by.Person && account.NormalizedEmail == normalised, stopping);
    }
}
