using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Features.Detect.Signals.Writer;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Benchmarks.Queue;

/// <summary>A database that the portal itself has made and that holds as many events as the queue is to cope with.</summary>
/// <param name="DataDirectory">Of the portal that is started on it; also on PostgreSQL.</param>
/// <param name="Settings">Of the portal that is started on it.</param>
internal sealed record FilledDatabase(string DataDirectory, Dictionary<string, string?> Settings, OpsDbFactory Databases, ManyEvents Content) : IDisposable
{
    private const int Part = 20_000;

    public static Task<FilledDatabase> OnSqliteAsync(string directory, Scale scale, Report report, TimeProvider clock) =>
        FillAsync("SQLite", new(directory, [], Stored.Open(directory), Make(scale, clock)), report);

    public static async Task<FilledDatabase> OnPostgresAsync(ServerPark servers, Scale scale, Report report, TimeProvider clock)
    {
        var settings = await servers.PostgresSettingsAsync();
        var databases = Stored.OpenPostgres(settings["ConnectionStrings__OpsPortal"]!);
        return await FillAsync("PostgreSQL", new(Places.NewFolder("many"), settings, databases, Make(scale, clock)), report);
    }

    public void Dispose() => Places.Discard(DataDirectory);

    private static ManyEvents Make(Scale scale, TimeProvider clock) => new(scale.Events, 1_001, clock.GetUtcNow());

    private static async Task<FilledDatabase> FillAsync(string name, FilledDatabase filled, Report report)
    {
        await using (var portal = await PortalProcess.StartAsync(filled.Settings, filled.DataDirectory)) await portal.StopAsync();
        var watch = Stopwatch.StartNew();
        var events = 0;
        foreach (var part in filled.Content.All().Chunk(Part))
        {
            await using var db = filled.Databases.CreateDbContext();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.InsertManyAsync(part, CancellationToken.None);
            await db.InsertManyAsync([.. part.SelectMany(stored => stored.NewEntries)], CancellationToken.None);
            await db.Set<NumberSequence>().Where(s => s.Kind == SignalWriter.Numbered).ExecuteUpdateAsync(set => set.SetProperty(s => s.Next, part[^1].Number.Value + 1));
            await transaction.CommitAsync();
            events += part.Length;
        }

        await using (var db = filled.Databases.CreateDbContext())
        {
            while (await WordIndex.AdvanceAsync(db, Part, CancellationToken.None)) { }
        }

        // What PostgreSQL does by itself within minutes of such a load.
        await using (var db = filled.Databases.CreateDbContext())
        {
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
            if (db is PostgresOpsDb) await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE");
        }

        report.Say($"  {Written.Number(events)} events laid into {name} in {Written.Seconds(watch.Elapsed.TotalSeconds)}");
        return filled;
    }
}
