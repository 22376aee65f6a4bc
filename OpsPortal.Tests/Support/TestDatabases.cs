using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Mapping;
using OpsPortal.Peers;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;
using OpsPortal.Storage.Start;
using OpsPortal.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace OpsPortal.Tests.Support;

/// <summary>The one PostgreSQL server of a test run; started by the first who asks.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresPeer>> Server = new(() => PostgresPeer.StartAsync());
    private static int _databases;

    /// <summary>An empty database of its own; returns the connection string.</summary>
    public static async Task<string> NewDatabaseAsync() =>
        await (await Server.Value).CreateDatabaseAsync(FormattableString.Invariant($"test_{Interlocked.Increment(ref _databases)}"));

    /// <summary>The server itself, for its programs and its address.</summary>
    public static Task<PostgresPeer> PeerAsync() => Server.Value;

    public async ValueTask DisposeAsync()
    {
        if (Server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await Server.Value).DisposeAsync();
    }
}

/// <summary>
/// A migrated, empty database of a test class. Write a storage suite once as
/// <c>abstract class Suite(TestDatabase database)</c> and run it on both with
/// <c>sealed class SuiteOnSqlite(SqliteDatabase d) : Suite(d), IClassFixture&lt;SqliteDatabase&gt;</c> and the same with <see cref="PostgresDatabase"/>.
/// </summary>
public abstract class TestDatabase : IAsyncLifetime
{
    private OpsDbFactory? _contexts;
    private DatabaseLease? _lease;
    private Exception? _unavailable;

    /// <summary>What the portal's services take; throws the reason (which counts as a skip outside CI) where the server is not to be had.</summary>
    public OpsDbFactory Contexts => _unavailable is null ? _contexts! : throw _unavailable;

    /// <summary>The settings that lead to this database.</summary>
    public StorageOptions Options { get; private set; } = new();

    public string DataDirectory { get; } = Places.NewFolder("storage");

    public OpsDb Open() => Contexts.CreateDbContext();

    /// <summary>Removes events, silences, windows, freezes, services and acts, so that the next test starts from nothing.</summary>
    public async Task EmptyAsync()
    {
        await using var db = Open();
        await db.EventEntries.ExecuteDeleteAsync();
        await db.Events.ExecuteDeleteAsync();
        await db.Set<TouchRecord>().ExecuteDeleteAsync();
        await db.Set<NumberSequence>().ExecuteDeleteAsync();
        await db.Silences.ExecuteDeleteAsync();
        await db.Set<WindowMoment>().ExecuteDeleteAsync();
        await db.Set<MaintenanceWindow>().ExecuteDeleteAsync();
        await db.Set<Freeze>().ExecuteDeleteAsync();
        await db.Set<Need>().ExecuteDeleteAsync();
        await db.Services.ExecuteDeleteAsync();
        await db.Teams.ExecuteDeleteAsync();
        await db.Set<StoredMapping>().ExecuteDeleteAsync();
        await db.Audit.ExecuteDeleteAsync();

        // Numbers begin anew, which they never do in a portal; so does the text index.
        if (db is SqliteOpsDb) await db.Database.ExecuteSqlAsync($"UPDATE event_search_watermark SET number = 0");
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            Options = await OptionsAsync();
        }
        catch (PeerMissing missing)
        {
            // Thrown to the tests, which know how to be skipped; a fixture does not.
            _unavailable = missing;
            return;
        }

        _contexts = new OpsDbFactory(Microsoft.Extensions.Options.Options.Create(Options));
        _lease = DatabaseLease.For(Options);
        var refusal = await new DatabaseStart(_contexts, _lease, Microsoft.Extensions.Options.Options.Create(Options), NullLogger<DatabaseStart>.Instance)
            .RunAsync(CancellationToken.None);
        Assert.Null(refusal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lease is not null) await _lease.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Places.Discard(DataDirectory);
    }

    protected abstract Task<StorageOptions> OptionsAsync();
}

public sealed class SqliteDatabase : TestDatabase
{
    protected override Task<StorageOptions> OptionsAsync() => Task.FromResult(new StorageOptions { DataDirectory = DataDirectory });
}

public sealed class PostgresDatabase : TestDatabase
{
    protected override async Task<StorageOptions> OptionsAsync() =>
        new() { Database = DatabaseKind.Postgres, DataDirectory = DataDirectory, Connection = await PostgresServer.NewDatabaseAsync() };
}
