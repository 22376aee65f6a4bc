using System.Net;
using Npgsql;
using OpsPortal.Peers;
using OpsPortal.Storage.Start;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Storage;

/// <summary>The same promises as on a file, where the database is a server that others use too.</summary>
public sealed class StartingOnPostgres : IDisposable
{
    private readonly string _data = Places.NewFolder("start");

    public void Dispose() => Places.Discard(_data);

    [Fact]
    public async Task Of_a_second_portal_on_the_same_database_is_refused()
    {
        var settings = Settings(await PostgresServer.NewDatabaseAsync());
        await using var first = await PortalProcess.StartAsync(settings);
        await Starting.RefusedAsync("Another OpsPortal already uses the database", _data, [.. settings.Select(setting => (setting.Key, setting.Value!))]);
    }

    [Fact]
    public async Task Makes_the_database_where_the_server_lacks_it()
    {
        var server = await PostgresServer.PeerAsync();
        await using var portal = await PortalProcess.StartAsync(Settings(server.ConnectionTo("made_by_the_portal")));
        Assert.DoesNotContain(" 0 migrations applied now", portal.Log, StringComparison.Ordinal);
        await portal.RestartAsync();
        Assert.Contains(" 0 migrations applied now", portal.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_schema_of_another_program_is_refused()
    {
        var database = await PostgresServer.NewDatabaseAsync();
        await PostgresAsync(database, "CREATE SCHEMA opsportal; CREATE TABLE opsportal.customers (name text)");
        await Starting.RefusedAsync("The schema opsportal of database", _data, Pairs(database));
        Assert.Equal(1L, await PostgresAsync(database, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'opsportal'"));
    }

    [Fact]
    public async Task On_a_database_of_a_newer_portal_is_refused()
    {
        var database = await PostgresServer.NewDatabaseAsync();
        await using (await PortalProcess.StartAsync(Settings(database)))
        {
        }

        await PostgresAsync(database, "INSERT INTO opsportal.__ef_migrations VALUES ('29990101000000_FromTheFuture', '99.0')");
        await Starting.RefusedAsync("was written by a newer OpsPortal (it has 29990101000000_FromTheFuture", _data, Pairs(database));
    }

    [Fact]
    public async Task A_portal_that_lost_its_database_to_another_stops()
    {
        var database = await PostgresServer.NewDatabaseAsync();
        await using var portal = await PortalProcess.StartAsync(Settings(database));

        // The session that holds the lease is cut, and somebody else stands first in the queue for it.
        await using var other = new NpgsqlConnection(database + ";Pooling=false");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var overtake = new NpgsqlCommand(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{AdvisoryLease.SessionName}' AND datname = current_database(); SELECT pg_advisory_lock({AdvisoryLease.Key})", other);
        await overtake.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await Waiting.UntilAsync(() => portal.HasExited, () => portal.Log);
        Assert.Contains("lost its database to another", portal.Log, StringComparison.Ordinal);
        Assert.Equal(1, portal.ExitCode);
    }

    [Fact]
    public async Task A_portal_serves_again_when_the_server_is_back()
    {
        await using var server = await PostgresPeer.StartAsync();
        await using var portal = await PortalProcess.StartAsync(Settings(await server.CreateDatabaseAsync("restarted")));
        await server.StopAsync();
        using var http = new HttpClient();
        await Waiting.UntilAsync(async () => await ReadyAsync(http, portal) == HttpStatusCode.ServiceUnavailable, () => portal.Log);
        await server.StartAgainAsync();
        await Waiting.UntilAsync(async () => await ReadyAsync(http, portal) == HttpStatusCode.OK, () => portal.Log);
        await Waiting.UntilAsync(() => portal.Log.Contains("this portal holds it again", StringComparison.Ordinal), () => portal.Log);
    }

    private static async Task<HttpStatusCode> ReadyAsync(HttpClient http, PortalProcess portal)
    {
        using var answer = await http.GetAsync(new Uri($"{portal.Url}/health/ready"), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static Dictionary<string, string?> Settings(string database) => new() { ["OpsPortal__Database"] = "Postgres", ["ConnectionStrings__OpsPortal"] = database };

    private static (string, string)[] Pairs(string database) => [("OpsPortal__Database", "Postgres"), ("ConnectionStrings__OpsPortal", database)];

    private static async Task<object?> PostgresAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
