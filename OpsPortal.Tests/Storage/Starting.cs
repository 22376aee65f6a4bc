using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Storage;

/// <summary>A start that cannot be is refused in one plain line, changes nothing, and ends with 1.</summary>
public sealed class Starting : IDisposable
{
    private readonly string _data = Places.NewFolder("start");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Places.Discard(_data);
    }

    [Fact]
    public async Task Of_a_second_portal_on_the_same_data_is_refused_and_the_first_goes_on()
    {
        await using var first = await PortalProcess.StartAsync(dataDirectory: _data);
        await RefusedAsync("Another OpsPortal already uses the data directory", _data);
        using var http = new HttpClient();
        using var alive = await http.GetAsync(new Uri($"{first.Url}/health/ready"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task After_a_kill_finds_the_data_free()
    {
        await using var portal = await PortalProcess.StartAsync(dataDirectory: _data);
        await portal.KillAsync();
        await portal.StartAgainAsync();
        Assert.Contains("0 migrations applied now", portal.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_file_of_another_program_is_refused()
    {
        Sqlite("CREATE TABLE customers (name TEXT); INSERT INTO customers VALUES ('Ada')");
        await RefusedAsync("holds tables that are not OpsPortal's", _data);
        Assert.Equal(1L, Sqlite("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task On_a_file_of_a_newer_portal_is_refused()
    {
        await using (await PortalProcess.StartAsync(dataDirectory: _data))
        {
        }

        Sqlite("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99.0')");
        await RefusedAsync("was written by a newer OpsPortal (it has 29990101000000_FromTheFuture", _data);
    }

    [Fact]
    public async Task On_a_damaged_file_is_refused()
    {
        await File.WriteAllTextAsync(DatabaseFile, new string('x', 20_000), TestContext.Current.CancellationToken);
        await RefusedAsync("The database file is damaged or is no database", _data);
    }

    [Fact]
    public async Task In_a_folder_that_cannot_be_is_refused()
    {
        var file = Path.Combine(_data, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        await RefusedAsync($"The data directory {file}/data cannot be used", Path.Combine(file, "data"));
    }

    [Fact]
    public async Task On_a_port_in_use_is_refused()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
        await RefusedAsync($"{url} is taken by another program", _data, url, []);
    }

    [Fact]
    public async Task With_a_database_product_that_does_not_exist_is_refused() =>
        await RefusedAsync("A setting is wrong: Failed to convert configuration value 'Oracle' at 'OpsPortal:Database'", _data, ("OpsPortal__Database", "Oracle"));

    [Fact]
    public async Task On_PostgreSQL_without_an_address_is_refused() =>
        await RefusedAsync("ConnectionStrings:OpsPortal must say where the server is", _data, ("OpsPortal__Database", "Postgres"));

    [Fact]
    public async Task On_PostgreSQL_that_does_not_answer_is_refused() =>
        await RefusedAsync("The database server named by ConnectionStrings:OpsPortal does not answer", _data,
            ("OpsPortal__Database", "Postgres"), ("ConnectionStrings__OpsPortal", $"Host=127.0.0.1;Port={Places.FreePort()};Username=nobody;Database=none"));

    /// <summary>Starts the portal and expects one line with these words, exit code 1 and no stack trace.</summary>
    internal static async Task RefusedAsync(string words, string data, params (string Name, string Value)[] settings) =>
        await RefusedAsync(words, data, $"http://127.0.0.1:{Places.FreePort()}", settings);

    private static async Task RefusedAsync(string words, string data, string url, (string Name, string Value)[] settings)
    {
        var (exitCode, output) = await PortalProcess.RunToEndAsync(data, ["--urls", url], settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        var line = Assert.Single(output.Split('\n'), line => line.StartsWith("OpsPortal: ", StringComparison.Ordinal));
        Assert.Contains(words, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    private string DatabaseFile => Path.Combine(_data, "opsportal.db");

    private object? Sqlite(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
