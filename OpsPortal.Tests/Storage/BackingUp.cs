using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Storage;

/// <summary>A back-up taken under writes is whole, is restored whole, and is not restored where it would do harm.</summary>
public abstract partial class BackingUp : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Actor Ada = new(null, "Ada", "ada@example.org", new HashSet<string>(), "");
    private Dictionary<string, string?> _settings = [];

    protected string Folder { get; } = Places.NewFolder("backup");

    private string Data => Directory.CreateDirectory(Path.Combine(Folder, "data")).FullName;
    private string BackupFile => Path.Combine(Folder, "portal.backup");
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    protected abstract Task<Dictionary<string, string?>> SettingsAsync();

    public async ValueTask InitializeAsync() => _settings = await SettingsAsync();

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Places.Discard(Folder);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Under_writes_holds_one_instant_of_them_and_is_restored_in_the_place_of_what_was_there()
    {
        await using var portal = await PortalProcess.StartAsync(_settings, Data);
        var before = await WriteAsync(20);
        var enough = false;
        // On a thread of its own: SQLite answers before anything is awaited.
        var writing = Task.Run(() => WriteUntilAsync(() => Volatile.Read(ref enough)), Stopping);
        Assert.Equal(0, (await CommandAsync("backup", BackupFile)).ExitCode);
        Volatile.Write(ref enough, true);
        var after = await writing;
        Assert.True(after > before);

        Refused(await CommandAsync("restore", BackupFile, "--force"), "Another OpsPortal already uses");
        await portal.StopAsync();

        // A portal that runs acts by itself as well.
        var stopped = await EntriesAsync();
        Refused(await CommandAsync("restore", BackupFile), "Add --force");
        Assert.Equal(stopped, await EntriesAsync());

        Assert.Equal(0, (await CommandAsync("restore", BackupFile, "--force")).ExitCode);
        Assert.InRange(await EntriesAsync(), before, after - 1);

        await portal.StartAgainAsync();
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri($"{portal.Url}/health/ready"), Stopping);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task Is_restored_on_an_empty_machine_with_the_keys_that_keep_people_signed_in()
    {
        await using (await PortalProcess.StartAsync(_settings, Data))
        {
            await WriteAsync(5);
        }

        var keys = Keys(Data);
        Assert.Equal(0, (await CommandAsync("backup", BackupFile)).ExitCode);
        var entries = await EntriesAsync();

        Directory.Delete(Data, recursive: true);
        _settings = await SettingsAsync();
        Assert.Equal(0, (await CommandAsync("restore", BackupFile)).ExitCode);
        Assert.Equal(entries, await EntriesAsync());
        Assert.NotEmpty(keys);
        Assert.Equal(keys, Keys(Data));
    }

    [Fact]
    public async Task That_was_damaged_is_refused_and_nothing_changes()
    {
        await using (await PortalProcess.StartAsync(_settings, Data))
        {
            await WriteAsync(5);
        }

        Assert.Equal(0, (await CommandAsync("backup", BackupFile)).ExitCode);
        Refused(await CommandAsync("backup", BackupFile), "exists already");
        var entries = await WriteAsync(3);

        await using (var archive = await ZipFile.OpenAsync(BackupFile, ZipArchiveMode.Update, Stopping))
        {
            var database = archive.Entries.Single(entry => entry.Name.StartsWith("opsportal.", StringComparison.Ordinal));
            await using var content = await database.OpenAsync(Stopping);
            content.Seek(-100, SeekOrigin.End);
            await content.WriteAsync("x"u8.ToArray(), Stopping);
        }

        Refused(await CommandAsync("restore", BackupFile, "--force"), "is damaged");
        Assert.Equal(entries, await EntriesAsync());

        await File.WriteAllTextAsync(BackupFile, "not a back-up", Stopping);
        Refused(await CommandAsync("restore", BackupFile, "--force"), "is not a back-up made by OpsPortal");
    }

    [Fact]
    public async Task Of_an_audit_chain_that_somebody_altered_is_found_by_the_command_that_follows_it()
    {
        await using (await PortalProcess.StartAsync(_settings, Data))
        {
            await WriteAsync(9);
        }

        await using (var db = Contexts.CreateDbContext())
        {
            await db.Audit.Where(entry => entry.Sequence == 4).ExecuteUpdateAsync(entry => entry.SetProperty(e => e.Actor, "Mallory"), Stopping);
        }

        Refused(await CommandAsync("audit", "verify"), "Entry 4 was changed after it was written. 3 entries before it hold.");
    }

    /// <summary>Writes acts as the portal does; returns how many entries the chain then has.</summary>
    private Task<long> WriteAsync(int count) => WriteUntilAsync(() => count-- == 0);

    private async Task<long> WriteUntilAsync(Func<bool> enough)
    {
        await using var db = Contexts.CreateDbContext();
        while (!enough())
        {
            db.Record(new(Ada, Noon, "probe.written", "P-1", null, new string('x', 2000)));
            await db.SaveChangesAsync(Stopping);
            db.ChangeTracker.Clear();
        }

        return await db.Audit.LongCountAsync(Stopping);
    }

    /// <summary>How many entries <c>audit verify</c> finds sound.</summary>
    private async Task<long> EntriesAsync()
    {
        SqliteConnection.ClearAllPools();
        var (exitCode, output) = await CommandAsync("audit", "verify");
        Assert.True(exitCode == 0, output);
        return long.Parse(Entries().Match(output).Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task<(int ExitCode, string Output)> CommandAsync(params string[] words) => PortalProcess.RunToEndAsync(Data, words, _settings);

    private OpsDbFactory Contexts => new(Options.Create(new StorageOptions
    {
        DataDirectory = Data,
        Database = _settings.TryGetValue("OpsPortal__Database", out var product) ? Enum.Parse<DatabaseKind>(product!) : DatabaseKind.Sqlite,
        Connection = _settings.GetValueOrDefault("ConnectionStrings__OpsPortal"),
    }));

    private static void Refused((int ExitCode, string Output) run, string words)
    {
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    private static List<string> Keys(string data) => [.. Directory.GetFiles(Path.Combine(data, "keys")).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    [GeneratedRegex("The audit chain holds: (?<count>[0-9]+) entries", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entries();
}

public sealed class BackingUpSqlite : BackingUp
{
    protected override Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    [Fact]
    public async Task Restored_over_a_database_keeps_that_one_beside_it()
    {
        await using (await PortalProcess.StartAsync(dataDirectory: Folder))
        {
        }

        Assert.Equal(0, (await PortalProcess.RunToEndAsync(Folder, ["backup", "one.backup"])).ExitCode);
        var old = await File.ReadAllBytesAsync(Path.Combine(Folder, "opsportal.db"), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await PortalProcess.RunToEndAsync(Folder, ["restore", "one.backup", "--force"])).ExitCode);
        Assert.Equal(old, await File.ReadAllBytesAsync(Path.Combine(Folder, "opsportal.db.before-restore"), TestContext.Current.CancellationToken));
    }
}

public sealed class BackingUpPostgres : BackingUp
{
    protected override async Task<Dictionary<string, string?>> SettingsAsync() => new()
    {
        ["OpsPortal__Database"] = "Postgres",
        ["ConnectionStrings__OpsPortal"] = await PostgresServer.NewDatabaseAsync(),
        ["POSTGRES_BIN"] = (await PostgresServer.PeerAsync()).Binaries,
    };
}
