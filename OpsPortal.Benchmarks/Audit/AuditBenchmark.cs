using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Audit;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Benchmarks.Audit;

/// <summary>Following a long audit chain from the first entry to the last: in an exported file, and in either database as the page and the command do.</summary>
internal sealed class AuditBenchmark(ServerPark servers, Scale scale, TimeProvider clock)
{
    private const int Part = 20_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public async Task RunAsync(Report report)
    {
        var chain = new LongChain(scale.Events, clock.GetUtcNow());
        report.Say($"Audit chain of {Written.Number(chain.Length)} entries.");
        var folder = Places.NewFolder("audit");
        await FileAsync(report, chain, Path.Combine(folder, "audit.jsonl"));
        await DatabaseAsync(report, chain, "SQLite", [], folder, () => Stored.Open(folder));
        var settings = await servers.PostgresSettingsAsync();
        await DatabaseAsync(report, chain, "PostgreSQL", settings, Places.NewFolder("audit-postgres"), () => Stored.OpenPostgres(settings["ConnectionStrings__OpsPortal"] ?? ""));
        Places.Discard(folder);
    }

    private static async Task FileAsync(Report report, LongChain chain, string file)
    {
        await using (var written = File.Create(file))
        {
            foreach (var entry in chain.All())
            {
                await JsonSerializer.SerializeAsync(written, entry, WireJson.Options);
                written.WriteByte((byte)'\n');
            }
        }

        await using var export = File.OpenRead(file);
        var started = Stopwatch.GetTimestamp();
        var followed = await ExportedChain.FollowAsync(export, null, CancellationToken.None);
        if (!followed.Holds) throw new InvalidOperationException(followed.Chain.Break);
        Tell(report, "an exported file", chain, followed.Chain.Length, Stopwatch.GetElapsedTime(started));
        report.Add(Finding.Told("size of that file", Written.Megabytes(export.Length / 1e6)));
    }

    private static async Task DatabaseAsync(Report report, LongChain chain, string name, Dictionary<string, string?> settings, string folder, Func<OpsDbFactory> open)
    {
        await using (var portal = await PortalProcess.StartAsync(settings, folder)) await portal.StopAsync();
        var databases = open();
        await using (var db = databases.CreateDbContext()) await db.Audit.ExecuteDeleteAsync();
        foreach (var part in chain.All().Chunk(Part))
        {
            await using var db = databases.CreateDbContext();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.InsertManyAsync(part, CancellationToken.None);
            await transaction.CommitAsync();
        }

        var started = Stopwatch.GetTimestamp();
        var followed = new AuditChain();
        await foreach (var entry in new AuditQueries(databases).ChainAsync(CancellationToken.None))
        {
            if (!followed.Follow(entry)) throw new InvalidOperationException(followed.Break);
        }

        Tell(report, name, chain, followed.Length, Stopwatch.GetElapsedTime(started));
    }

    private static void Tell(Report report, string where, LongChain chain, long length, TimeSpan took)
    {
        if (length != chain.Length) throw new InvalidOperationException($"{length} entries were followed, not {chain.Length}.");
        report.Add(Finding.Held($"following an audit chain of {Written.Number(length)} entries in {where}", "≤ 20 s", Written.Seconds(took.TotalSeconds), took <= Limit));
    }
}
