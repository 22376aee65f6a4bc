using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>Finds out who is to be told and puts a mail to each into the outbox, in the transaction that ends the run: told once, or not at all.</summary>
internal sealed class NoticeSender(NoticeRecipients recipients, BulletinMessages messages, InformLinks links, RunFollowing following) : IOutboxSender
{
    public string Kind => RunMessages.Notice;

    public int AtOnce => 4;

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping)
    {
        using var content = JsonDocument.Parse(message.Content);
        var to = await recipients.OfAsync(content.RootElement, stopping);
        return to.Count == 0
            ? new(Succeeded: false, "Nobody is on call for this service, or whoever is has no mail address.")
            : new(Succeeded: true, string.Create(CultureInfo.InvariantCulture, $"{to.Count} {(to.Count == 1 ? "mail" : "mails")} written"), string.Join('\n', to));
    }

    public Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => RunFollowing.StartedAsync(db, message, now, stopping);

    public async Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping)
    {
        if (delivery.Succeeded) Write(db, message, delivery.Output.Split('\n'), now);
        await following.SettledAsync(db, message, delivery, now, stopping);
    }

    public void Told() => following.Told();

    private void Write(OpsDb db, OutboxMessage message, IEnumerable<string> to, DateTimeOffset now)
    {
        using var content = JsonDocument.Parse(message.Content);
        var (about, trigger) = (content.RootElement.GetProperty("event").GetString() ?? "", content.RootElement.GetProperty("trigger").GetString() ?? "");
        var text = content.RootElement.GetProperty("text").GetString() ?? "";
        var bulletin = new Bulletin("automation.notice", text, [text], new() { ["event"] = about, [TriggerRun.Label] = message.About, ["trigger"] = trigger })
        {
            Link = links.To($"/events/{about}"),
            LinkText = $"Open {about}",
            Footer = $"The trigger {trigger} of the portal sends you this.",
        };
        foreach (var address in to) db.Add(messages.Of(bulletin, new(DestinationKind.Mail, address, null), about, now));
    }
}

/// <summary>Whom a run tells.</summary>
internal sealed class NoticeRecipients(IDbContextFactory<OpsDb> databases, OnCallBook onCall, TimeProvider clock)
{
    /// <summary>Mail addresses, each once.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(JsonElement input, CancellationToken stopping)
    {
        var wanted = input.GetProperty("recipients").EnumerateArray().Select(one => one.GetString() ?? "").ToList();
        var addresses = wanted.Where(one => one != TriggerAction.OnCall);
        if (!wanted.Contains(TriggerAction.OnCall)) return [.. addresses.Distinct(StringComparer.OrdinalIgnoreCase)];
        var on = await onCall.OfServiceAsync(input.GetProperty("service").GetString() ?? "", clock.GetUtcNow(), stopping);
        var people = on.Where(duty => duty.Person is not null).Select(duty => duty.Person!.Value).Distinct().ToArray();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var mails = await db.Set<Account>().AsNoTracking().Where(account => EF.Parameter(people).Contains(account.PersonId) && account.DisabledAt == null && account.Email != null)
            .OrderBy(account => account.Email).Select(account => new { account.PersonId, account.Email }).ToListAsync(stopping);
        return [.. addresses.Concat(mails.DistinctBy(mail => mail.PersonId).Select(mail => mail.Email!)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
