using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Live;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Subscriptions.Acts;

/// <summary>What somebody outside asks for.</summary>
/// <param name="Services">Keys of public services; empty: all.</param>
internal sealed record SubscriptionWish(DestinationKind Kind, string Address, IReadOnlyList<string> Services);

/// <summary>Takes a wish in, and asks the address itself whether it is meant. The answer is the same whether the address is known or not.</summary>
internal sealed class Subscribe(IDbContextFactory<OpsDb> databases, Confirmations confirmations, SubscriptionDoor door, ChangeFeed feed, TimeProvider clock)
{
    /// <param name="from">The network address it comes from.</param>
    /// <returns>How the address is asked. Refused for an address that cannot be used, for too many attempts, and while mail is off.</returns>
    public async Task<Outcome<DestinationKind>> RunAsync(SubscriptionWish wish, IPAddress? from, CancellationToken stopping)
    {
        var read = await door.ReadAsync(wish, from, stopping);
        if (read is not Outcome<KnownAddress>.Done(var address)) return ((Outcome<KnownAddress>.Refused)read).Why;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var wanted = new List<ServiceKey>();
        var known = await db.Set<PublicEntry>().AsNoTracking().Select(one => one.Service).ToListAsync(stopping);
        foreach (var text in wish.Services.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (!known.Exists(one => one.Value == text)) return InformRefusals.UnknownService(text.Length <= ServiceKey.MaxLength ? text : "of that name");
            wanted.Add(new(text));
        }

        var now = clock.GetUtcNow();
        var found = await db.Set<Subscription>().SingleOrDefaultAsync(one => one.AddressKey == address.Key, stopping);
        if (found is null)
        {
            if (await db.Set<Subscription>().CountAsync(stopping) >= Subscription.Most) return InformRefusals.FullHouse();
            db.Add(found = confirmations.New(address, now));
        }

        // Who asks again at once gets the same answer and no second message: nobody can have a mailbox filled.
        if (!found.MayAsk(now)) return wish.Kind;
        db.Add(confirmations.Ask(found, address, wanted, now));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException)
        {
            // Somebody asked for the same address at the same moment; it has been asked.
            return wish.Kind;
        }

        feed.Publish(ChangeKind.Outbox);
        feed.Publish(ChangeKind.Announcements);
        return wish.Kind;
    }
}

/// <summary>An address that can be used.</summary>
internal sealed record KnownAddress(DestinationKind Kind, string Value, string Shown, string Key);

/// <summary>Looks at an address from outside before anything is done with it.</summary>
internal sealed class SubscriptionDoor(SubscriptionThrottle throttle, GuardedConnect connect, IOptions<InformOptions> inform, IOptions<MailOptions> mail)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public bool TakesMail => mail.Value.IsOn;

    public bool IsOpen => inform.Value.StatusPage;

    public string PageName => inform.Value.PageName;

    public async Task<Outcome<KnownAddress>> ReadAsync(SubscriptionWish wish, IPAddress? from, CancellationToken stopping)
    {
        if (!IsOpen) return InformRefusals.SubscriptionsOff();
        if (!throttle.Admits(from)) return InformRefusals.TooManyAttempts();
        if (wish.Kind == DestinationKind.Mail)
        {
            if (!TakesMail) return InformRefusals.MailIsOff();
            return EmailAddress.Read(wish.Address) is Outcome<EmailAddress>.Done(var mailbox) ? new KnownAddress(wish.Kind, mailbox.Value, mailbox.Value, PostTarget.KeyOf(wish.Kind, mailbox.Value)) : InformRefusals.BadMailAddress();
        }

        if (wish.Kind == DestinationKind.OnCall) return InformRefusals.BadUrl();
        var read = HookAddress.Read(wish.Address);
        if (read is not Outcome<HookAddress>.Done(var hook)) return ((Outcome<HookAddress>.Refused)read).Why;
        return await IsReachableAsync(hook.Host, stopping) ? new KnownAddress(wish.Kind, hook.Value, hook.Shown, PostTarget.KeyOf(wish.Kind, hook.Value)) : InformRefusals.UnreachableUrl();
    }

    private async Task<bool> IsReachableAsync(string host, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            return (await connect.ResolveAsync(host, patience.Token)).Count > 0;
        }
        catch (Exception unknown) when (unknown is SocketException or AddressRefusedException or ArgumentException || (unknown is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return false;
        }
    }
}
