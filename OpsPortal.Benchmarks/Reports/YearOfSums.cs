using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Benchmarks.Reports;

/// <summary>What a year of events and deployments leaves behind for reports: few services and rules make most of it, as everywhere.</summary>
/// <param name="Events">In the year.</param>
/// <param name="Deployments">In the year.</param>
internal sealed record YearOfSums(long Events, int Deployments, DateTimeOffset Start)
{
    private const int Services = 500, Rules = 200;
    private const int Days = 365;

    public DateTimeOffset End => Start.AddDays(Days);

    /// <summary>Writes the sums of every quarter, day and month, and the deployments. Returns how many sums there are.</summary>
    public async Task<long> WriteAsync(Func<OpsDb> open)
    {
        var (random, written, month) = (new Random(7), 0L, new Dictionary<SumKey, EventTally>());
        for (var day = Start; day < End; day = day.AddDays(1))
        {
            var (rows, whole) = (new List<EventSum>(), new Dictionary<SumKey, EventTally>());
            for (var quarter = day; quarter < day.AddDays(1); quarter += Quarters.Length)
            {
                var sums = new Dictionary<SumKey, EventTally>();
                for (var i = 0; i < Events / (Days * 96); i++) Count(random, quarter, sums);
                rows.AddRange(sums.Select(sum => sum.Value.ToSum(Grain.Quarter, quarter, sum.Key)));
            }

            Merge(whole, rows);
            var days = whole.Select(sum => sum.Value.ToSum(Grain.Day, day, sum.Key)).ToList();
            Merge(month, days);
            rows.AddRange(days);
            if (day.AddDays(1).Day == 1)
            {
                rows.AddRange(month.Select(sum => sum.Value.ToSum(Grain.Month, Quarters.MonthOf(day), sum.Key)));
                month.Clear();
            }

            written += rows.Count;
            await InsertAsync(open, rows);
        }

        await InsertAsync(open, [.. Enumerable.Range(0, Deployments).Select(at => Deployed(random, at))]);
        return written;
    }

    private static void Count(Random random, DateTimeOffset at, Dictionary<SumKey, EventTally> sums)
    {
        var service = Often(random, Services);
        var key = new SumKey(Cube.Detail, $"service-{service}", $"source-{service % 5}", Origins.OfRule(new Guid(Often(random, 3) + (service % Rules * 3), 0, 0, new byte[8])), (EventType)(service % 3), (Priority)(1 + (service % 5)));
        var one = new CountedEvent(new(1), at, key, 1 + random.Next(20), (Domain.Improve.Effectiveness.EventVerdict)random.Next(4), false, random.Next(10) == 0 ? at.AddHours(1) : null, random.Next(50) == 0, at.AddSeconds(-random.Next(1, 120)), at.AddSeconds(random.Next(5, 600)), random.Next(2) == 0 ? at.AddSeconds(random.Next(10, 3600)) : null, at.AddSeconds(random.Next(60, 40_000)));
        foreach (var of in new[] { key, SumKey.Total })
        {
            if (!sums.TryGetValue(of, out var tally)) sums[of] = tally = new();
            one.CountIn(tally);
        }
    }

    private DeploymentNotice Deployed(Random random, int at)
    {
        var when = Start + ((End - Start) * at / Math.Max(Deployments, 1));
        return DeploymentNotice.Of(
            new() { Sender = "ci", Key = $"run-{at}", Component = new(new($"service-{Often(random, Services)}"), "api", $"1.{at}", "", ""), Environment = "production", Status = random.Next(20) == 0 ? NoticeStatus.Failed : NoticeStatus.Succeeded, OccurredAt = when, IsHotfix = random.Next(30) == 0 }, null, null, when);
    }

    /// <summary>Small numbers far more often than large ones.</summary>
    private static int Often(Random random, int below) => (int)(Math.Pow(random.NextDouble(), 3) * below);

    private static void Merge(Dictionary<SumKey, EventTally> into, IEnumerable<EventSum> sums)
    {
        foreach (var sum in sums)
        {
            var key = SumKey.Of(sum);
            if (!into.TryGetValue(key, out var tally)) into[key] = tally = new();
            tally.Add(sum);
        }
    }

    private static async Task InsertAsync<T>(Func<OpsDb> open, List<T> rows) where T : class
    {
        foreach (var part in rows.Chunk(20_000))
        {
            await using var db = open();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.InsertManyAsync(part, CancellationToken.None);
            await transaction.CommitAsync();
        }
    }
}
