using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Correlation.Keeping;

namespace OpsPortal.Features.Detect.Correlation.Acts;

/// <summary>Says that open events are of one cause. It is remembered for when the same events come about together again.</summary>
public sealed class MergeEvents(GroupDesk desk)
{
    public async Task<Outcome<IReadOnlyList<EventNumber>>> RunAsync(Actor by, IReadOnlyCollection<EventNumber> numbers, CancellationToken stopping)
    {
        if (numbers.Distinct().Count() < 2) return GroupRefusals.TooFew();
        if (numbers.Count > GroupRefusals.MostMerged) return GroupRefusals.TooMany();
        return await desk.RunAsync(by, numbers, "event.merged", async (db, events, now) =>
        {
            var first = events[0];
            foreach (var other in events.Skip(1))
            {
                if (other.Merge(first.Number.ToString(), by, now).Refusal is { } why) return why;
                db.Add(new PersonsWord
                {
                    Id = Guid.CreateVersion7(now),
                    Source = first.Source,
                    Fingerprint = first.Fingerprint,
                    Number = first.Number,
                    OtherSource = other.Source,
                    OtherFingerprint = other.Fingerprint,
                    OtherNumber = other.Number,
                    By = by.Name,
                    At = now,
                });
            }

            if (first.Merge(string.Join(", ", events.Skip(1).Take(20).Select(e => e.Number)) + (events.Count > 21 ? ", …" : ""), by, now).Refusal is { } no) return no;

            // Whoever says that they belong together no longer says that one of them stands alone.
            foreach (var e in events) db.RemoveRange((await GroupDesk.WordsAsync(db, e, stopping)).Where(word => word.OtherNumber is null));
            return null;
        }, stopping);
    }
}

/// <summary>Takes back that events are of one cause; what the portal finds by itself stays.</summary>
public sealed class UnmergeEvents(GroupDesk desk)
{
    public Task<Outcome<IReadOnlyList<EventNumber>>> RunAsync(Actor by, IReadOnlyCollection<EventNumber> numbers, CancellationToken stopping) =>
        desk.RunAsync(by, numbers, "event.unmerged", async (db, events, now) =>
        {
            var among = events.Select(e => e.Number).ToHashSet();
            foreach (var e in events)
            {
                if (e.Part(by, now).Refusal is { } why) return why;
                db.RemoveRange((await GroupDesk.WordsAsync(db, e, stopping)).Where(word => word.OtherNumber is { } other && among.Contains(word.Number) && among.Contains(other)));
            }

            return null;
        }, stopping);
}
