using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Benchmarks.Crash;

/// <summary>What the portal has of one alert.</summary>
/// <param name="Events">How many events; one is right.</param>
/// <param name="Signals">How many signals it says it has had.</param>
internal readonly record struct Kept(int Events, long Signals, Condition Condition, EventState State);

/// <summary>Looks into the portal's database, past the portal.</summary>
internal static class Stored
{
    public static OpsDbFactory Open(string dataDirectory) => new(Options.Create(new StorageOptions { DataDirectory = dataDirectory }));

    public static OpsDbFactory OpenPostgres(string connection) => new(Options.Create(new StorageOptions { Database = DatabaseKind.Postgres, Connection = connection }));

    /// <summary>What is stored of the alerts of one run, by their numbers; waits until the log of repeats has reached the rows.</summary>
    public static async Task<Dictionary<int, Kept>> ReadAsync(OpsDbFactory databases, string run)
    {
        await using var db = databases.CreateDbContext();
        await Waiting.UntilAsync(async () => !await db.Set<TouchRecord>().AnyAsync(), () => "the repeats do not reach their rows");
        var kept = new Dictionary<int, Kept>();
        var rows = db.Events.AsNoTracking().Where(e => e.Source == "alertmanager").Select(e => new { e.Labels, e.Count, e.Condition, e.State });
        await foreach (var row in rows.AsAsyncEnumerable())
        {
            if (row.Labels["run"] != run) continue;
            var number = AlertShape.Number(row.Labels["alertname"], row.Labels["instance"]);
            var before = kept.GetValueOrDefault(number);
            kept[number] = new(before.Events + 1, before.Signals + row.Count, row.Condition, row.State);
        }

        return kept;
    }
}
