using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Mail;

/// <summary>Sends the letters of the outbox.</summary>
internal sealed class MailSender(MailPost post, OutboxSeal seal) : IOutboxSender
{
    public const string MailKind = "mail";

    public string Kind => MailKind;

    public int AtOnce => post.AtOnce;

    public async Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping)
    {
        if (Letter.Parse(message.Content) is not { } letter) return new(Succeeded: false, "The address is none that mail can be sent to.", Final: true);
        if (message.SealedSecret is { } kept)
        {
            if (seal.Open(kept) is not { } token) return new(Succeeded: false, "The token of this mail cannot be read any more.", Final: true);
            letter = letter.With(token);
        }

        return await post.SendAsync(message, letter, [], stopping);
    }

    public Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping) => Task.CompletedTask;

    public Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping) => Task.CompletedTask;

    public void Told()
    {
        // The pump tells whoever looks at the outbox; nothing else depends on a mail.
    }
}
