using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Storage.Start;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Storage;

/// <summary>What a writer meets when the disk fails under it, and that it passes.</summary>
public sealed class Trouble : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Ada = new(null, "Ada", "ada@example.org", new HashSet<string>(), "");
    private readonly SmallDisk _disk = new();
    private string Folder => _disk.Folder;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        await _disk.DisposeAsync();
    }

    [Fact]
    public async Task A_full_disk_refuses_the_write_says_so_and_serves_again_when_there_is_room()
    {
        await _disk.MountAsync(megabytes: 8);
        var contexts = await StartAsync();
        await WriteAsync(contexts, "before");
        _disk.Fill();

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var number = 0; number < 200; number++) await WriteAsync(contexts, new string('x', 50_000));
        });
        Assert.Equal("storage.full", StorageTrouble.Explain(failure)?.Code);

        _disk.Empty();
        await WriteAsync(contexts, "after");
        Assert.Contains("after", await WrittenAsync(contexts));
        Assert.Contains("before", await WrittenAsync(contexts));
    }

    [Fact]
    public async Task A_lost_file_refuses_the_write_and_is_served_again_when_it_is_back()
    {
        var contexts = await StartAsync();
        await WriteAsync(contexts, "before");
        var file = new StorageOptions { DataDirectory = Folder }.SqliteFile;
        SqliteConnection.ClearAllPools();
        File.Move(file, file + ".away");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(contexts, "lost"));
        Assert.Equal("storage.gone", StorageTrouble.Explain(failure)?.Code);
        Assert.False(File.Exists(file));

        File.Move(file + ".away", file);
        await WriteAsync(contexts, "after");
        Assert.Equal(["before", "after"], await WrittenAsync(contexts));
    }

    [Fact]
    public async Task A_file_overwritten_with_rubbish_is_called_damaged()
    {
        var contexts = await StartAsync();
        SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(new StorageOptions { DataDirectory = Folder }.SqliteFile, new string('x', 100_000), Stopping);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(contexts, "lost"));
        Assert.Equal("storage.damaged", StorageTrouble.Explain(failure)?.Code);
    }

    [Fact]
    public void A_bug_is_not_taken_for_trouble()
    {
        Assert.Null(StorageTrouble.Explain(new InvalidOperationException("wrong", new ArgumentException("worse"))));
        Assert.Null(StorageTrouble.Explain(new SqliteException("UNIQUE constraint failed", SQLitePCL.raw.SQLITE_CONSTRAINT)));
    }

    private static async Task WriteAsync(OpsDbFactory contexts, string what)
    {
        await using var db = contexts.CreateDbContext();
        db.Record(new(Ada, Noon, "probe.written", "P-1", null, what));
        await db.SaveChangesAsync(Stopping);
    }

    private static async Task<List<string>> WrittenAsync(OpsDbFactory contexts)
    {
        await using var db = contexts.CreateDbContext();
        return (await db.Audit.OrderBy(entry => entry.Sequence).Select(entry => entry.After).ToListAsync(Stopping)).ConvertAll(json => json.Trim('"'));
    }

    private async Task<OpsDbFactory> StartAsync()
    {
        var storage = Options.Create(new StorageOptions { DataDirectory = Folder });
        var contexts = new OpsDbFactory(storage);
        await using var lease = DatabaseLease.For(storage.Value);
        Assert.Null(await new DatabaseStart(contexts, lease, storage, NullLogger<DatabaseStart>.Instance).RunAsync(Stopping));
        return contexts;
    }
}
