using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Notices;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Outgoing.Webhooks;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Gates;

/// <summary>Promises to tell a pipeline when its gate opens, or that it will not.</summary>
internal sealed class WaitAtGate(IDbContextFactory<OpsDb> databases, IOptions<NoticeOptions> options, OutboxSeal seal, TimeProvider clock)
{
    /// <param name="callback">Where the answer is posted, signed as Standard Webhooks says.</param>
    /// <remarks>Refused without <see cref="Permissions.ChangesRead"/>, for an address that is none, without a secret to sign with, and where one asker waits for too many.</remarks>
    public async Task<Outcome<GateWait>> RunAsync(ActingSession by, GateQuestion asked, string callback, CancellationToken stopping)
    {
        if (!by.Actor.May(Permissions.ChangesRead)) return Refusals.Forbidden(Permissions.ChangesRead);
        if (callback.Length > GateWait.MaxUrlLength || !Uri.TryCreate(callback, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0) return GateWait.BadUrl();
        if (options.Value.WebhookSecrets.FirstOrDefault(StandardWebhooks.IsSecret) is not { } secret) return GateWait.NoSecret();
        var (now, account) = (clock.GetUtcNow(), by.Actor.Account);
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<GateWait>().CountAsync(wait => EF.Property<string>(wait, GateWaitConfiguration.Account) == account, stopping) >= GateWait.MostOfOne) return GateWait.TooMany();
        var waiting = new GateWait
        {
            Id = Guid.CreateVersion7(now),
            Asked = asked,
            SealedTarget = new PostTarget(url.AbsoluteUri, secret).Seal(seal),
            Recipient = OneLine.Of(url.Host, OutboxMessage.MaxRecipientLength),
            By = by.Party,
            AskedAt = now,
            Until = now + GateWait.Longest,
        };
        db.Add(waiting);
        db.Entry(waiting).Property(GateWaitConfiguration.Account).CurrentValue = account;
        db.Record(new(by.Actor, now, "gate.awaited", $"{asked.Component.Name} {asked.Component.Version}", null, new { asked.Environment, waiting.Recipient }));
        await db.SaveChangesAsync(stopping);
        return waiting;
    }
}
