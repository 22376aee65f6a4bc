using Microsoft.Data.Sqlite;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Tests.Support;
using static OpsPortal.Domain.Deliver.Deployments.DeploymentState;
using static OpsPortal.Tests.Features.Deliver.Deployments.DeploymentBench;

namespace OpsPortal.Tests.Features.Deliver.Deployments;

/// <summary>The disk is full while a step runs: nothing new begins until there is room, and then it goes on where it was.</summary>
public sealed class FullDiskUnderADeployment
{
    private const int Megabytes = 24;

    [Fact]
    public async Task It_stands_still_and_goes_on_when_there_is_room_with_nothing_done_twice()
    {
        await using var disk = new SmallDisk();
        await disk.MountAsync(Megabytes);
        await using var database = new OnDisk(disk);
        await database.InitializeAsync();
        await using var bench = await StartAsync(database);
        var (done, go) = (Path.Combine(bench.Scripts, "done"), Path.Combine(bench.Scripts, "go"));
        bench.Script("copy.sh", $"echo copying >> {done}; while [ ! -e {go} ]; do sleep 0.05; done");
        bench.Script("tidy.sh", $"echo tidying >> {done}");
        var number = await bench.DeployedAsync(Process(Run("copy.sh"), Run("tidy.sh")));
        await bench.TurnAsync();
        await Waiting.UntilAsync(() => Task.FromResult(File.Exists(done)), () => "the first step does not begin", TimeSpan.FromSeconds(30));
        disk.Fill();
        await FillPagesAsync(bench);
        await File.WriteAllTextAsync(go, "", Stopping);
        for (var turn = 0; turn < 5; turn++) await TurnAsync(bench);
        Assert.Equal(Running, (await bench.FindAsync(number)).State);
        Assert.Equal(["copying"], await File.ReadAllLinesAsync(done, Stopping));
        disk.Empty();
        await bench.UntilAsync(number, Succeeded);
        Assert.Equal(["copying", "tidying"], await File.ReadAllLinesAsync(done, Stopping));
        SqliteConnection.ClearAllPools();
    }

    /// <summary>The executor says so and looks again.</summary>
    private static async Task TurnAsync(DeploymentBench bench)
    {
        try
        {
            await bench.TurnAsync();
        }
        catch (Exception failure) when (StorageTrouble.Explain(failure) is { Code: "storage.full" })
        {
            return;
        }
    }

    /// <summary>What room the database has inside is used up as well.</summary>
    private static async Task FillPagesAsync(DeploymentBench bench)
    {
        for (var size = 50_000; size > 10; size /= 4)
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                for (var number = 0; number < 2000; number++)
                {
                    await using var db = bench.House.Open();
                    db.Record(new(Actor.Portal("a test"), bench.House.Clock.GetUtcNow(), "test.filled", "disk", null, new { Text = new string('x', size) }));
                    await db.SaveChangesAsync(Stopping);
                }
            });
            Assert.True(StorageTrouble.Explain(failure) is { Code: "storage.full" }, failure.ToString());
        }
    }

    private sealed class OnDisk(SmallDisk disk) : TestDatabase
    {
        protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(new StorageOptions { DataDirectory = disk.Folder });
    }
}
