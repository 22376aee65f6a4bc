using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Correlation.Keeping;

namespace OpsPortal.Features.Detect.Correlation.Acts;

/// <summary>Says that an open event is of one cause with no other: it gets a row of its own, now and whenever it comes again.</summary>
public sealed class PartEvent(GroupDesk desk)
{
    public Task<Outcome<IReadOnlyList<EventNumber>>> RunAsync(Actor by, EventNumber number, CancellationToken stopping) =>
        desk.RunAsync(by, [number], "event.parted", async (db, events, now) =>
        {
            var e = events[0];
            var words = await GroupDesk.WordsAsync(db, e, stopping);
            if (words.Exists(word => word.OtherNumber is null)) return GroupRefusals.AlreadyApart();
            if (e.Part(by, now).Refusal is { } why) return why;
            db.RemoveRange(words);
            db.Add(new PersonsWord { Id = Guid.CreateVersion7(now), Source = e.Source, Fingerprint = e.Fingerprint, Number = e.Number, By = by.Name, At = now });
            return null;
        }, stopping);
}

/// <summary>Takes back that an event is of one cause with no other.</summary>
public sealed class RejoinEvent(GroupDesk desk)
{
    public Task<Outcome<IReadOnlyList<EventNumber>>> RunAsync(Actor by, EventNumber number, CancellationToken stopping) =>
        desk.RunAsync(by, [number], "event.rejoined", async (db, events, now) =>
        {
            var apart = (await GroupDesk.WordsAsync(db, events[0], stopping)).Where(word => word.OtherNumber is null).ToList();
            if (apart.Count == 0) return GroupRefusals.NotApart();
            if (events[0].Merge("whatever it belongs to", by, now).Refusal is { } why) return why;
            db.RemoveRange(apart);
            return null;
        }, stopping);
}
