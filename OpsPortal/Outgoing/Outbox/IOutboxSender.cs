using OpsPortal.Storage;

namespace OpsPortal.Outgoing.Outbox;

/// <summary>How an attempt went.</summary>
/// <param name="Said">The status, or what went wrong, in words.</param>
/// <param name="Output">What came back, without secrets.</param>
/// <param name="Final">Trying again is of no use.</param>
/// <param name="NotBefore">When the receiver wants to be asked again; null: it did not say.</param>
internal sealed record Delivery(bool Succeeded, string Said, string Output = "", bool Final = false, DateTimeOffset? NotBefore = null);

/// <summary>Sends one kind of message, and tells whoever wrote it how it goes.</summary>
/// <remarks>The notes are made in the transaction that moves the message; they may be made again on a fresh context where somebody saved in between.</remarks>
internal interface IOutboxSender
{
    string Kind { get; }

    /// <summary>How many of its messages may be under way at once.</summary>
    int AtOnce { get; }

    /// <summary>Sends, within the message's time-out. What goes wrong outside is an answer, not an exception.</summary>
    Task<Delivery> SendAsync(OutboxMessage message, CancellationToken stopping);

    /// <summary>An attempt begins.</summary>
    Task StartedAsync(OpsDb db, OutboxMessage message, DateTimeOffset now, CancellationToken stopping);

    /// <summary>An attempt has ended; the message says whether there will be another.</summary>
    Task SettledAsync(OpsDb db, OutboxMessage message, Delivery delivery, DateTimeOffset now, CancellationToken stopping);

    /// <summary>Everybody who looks is told, after the commit.</summary>
    void Told();
}
