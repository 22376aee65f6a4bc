using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Watching;

/// <summary>Puts what is due into the outbox: one message for each destination, with what fires and what is over.</summary>
internal sealed class TellingMessages(BulletinMessages messages, InformLinks links)
{
    /// <summary>How soon it is looked again whether the message before has arrived.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <returns>How many events were told, how many told to be over, in how many messages.</returns>
    public async Task<(int Fired, int Cleared, int Messages)> WriteAsync(OpsDb db, IReadOnlyList<(Telling Telling, Event Event)> inHand, DateTimeOffset now, CancellationToken stopping)
    {
        var due = inHand.Where(one => one.Telling.IsDue(now)).ToList();
        var over = await ArrivedAsync(db, [.. due.Where(one => one.Telling.State == TellingState.Clearing)], now, stopping);
        var fired = due.Where(one => one.Telling.State == TellingState.Held).ToList();
        var written = 0;
        foreach (var destination in fired.Concat(over).GroupBy(one => one.Telling.Destination, StringComparer.Ordinal))
        {
            foreach (var part in destination.Chunk(NotificationText.Most))
            {
                var first = part[0].Telling;
                var bulletin = NotificationText.Of(
                    [.. part.Where(one => one.Telling.State == TellingState.Held).Select(one => one.Event)], [.. part.Where(one => one.Telling.State == TellingState.Clearing).Select(one => one.Event)], first.Rule, first.RuleName, links);
                var message = messages.Of(bulletin, new(first.Kind, first.Shown, first.SealedTarget), first.Rule.ToString(), now);
                db.Add(message);
                written++;
                foreach (var (telling, _) in part)
                {
                    if (telling.State == TellingState.Held) telling.Told(message.Id, now);
                    else Finish(db, telling);
                }
            }
        }

        return (fired.Count, over.Count, written);
    }

    /// <summary>Those whose message that it fires has arrived. What is still under way is waited for, and what never arrived is not followed up.</summary>
    private static async Task<List<(Telling Telling, Event Event)>> ArrivedAsync(OpsDb db, List<(Telling Telling, Event Event)> clearing, DateTimeOffset now, CancellationToken stopping)
    {
        var ids = clearing.Select(one => one.Telling.Message).OfType<Guid>().Distinct().ToArray();
        var states = await db.Set<OutboxMessage>().AsNoTracking().Where(message => EF.Parameter(ids).Contains(message.Id)).Select(message => new { message.Id, message.State }).ToDictionaryAsync(message => message.Id, message => message.State, stopping);
        var arrived = new List<(Telling Telling, Event Event)>();
        foreach (var one in clearing)
        {
            // A message that is no longer kept was sent long ago.
            switch (one.Telling.Message is { } id && states.TryGetValue(id, out var state) ? state : OutboxState.Sent)
            {
                case OutboxState.Sent:
                    arrived.Add(one);
                    break;
                case OutboxState.Waiting or OutboxState.Sending:
                    one.Telling.PutOff(now + Again, now);
                    break;
                default:
                    Finish(db, one.Telling);
                    break;
            }
        }

        return arrived;
    }

    private static void Finish(OpsDb db, Telling telling)
    {
        telling.Finish();
        db.Remove(telling);
    }
}
