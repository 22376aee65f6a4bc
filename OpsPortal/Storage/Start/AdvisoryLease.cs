using Npgsql;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Start;

/// <summary>The lease on a PostgreSQL database: a session lock on a connection that does nothing else.</summary>
internal sealed class AdvisoryLease(string connection) : DatabaseLease
{
    /// <summary>The lock's name; any constant that nobody else uses in this database.</summary>
    internal const long Key = 0x4F50_534C_4541_5345;

    /// <summary>What the server's own list of sessions shows it as.</summary>
    internal const string SessionName = "OpsPortal lease";

    private NpgsqlConnection? _session;

    public override async Task<Refusal?> TakeAsync(CancellationToken stopping)
    {
        await DisposeAsync();
        NpgsqlConnectionStringBuilder address;
        try
        {
            address = new(connection) { Pooling = false, ApplicationName = SessionName, KeepAlive = 10, Timeout = 10 };
        }
        catch (ArgumentException wrong)
        {
            return new("storage.connection", $"ConnectionStrings:OpsPortal cannot be understood: {wrong.Message}");
        }

        var session = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await session.OpenAsync(stopping);
            await using var ask = new NpgsqlCommand($"SELECT pg_try_advisory_lock({Key})", session);
            if (await ask.ExecuteScalarAsync(stopping) is not true)
            {
                await session.DisposeAsync();
                return StartRefusals.InUse($"the database {address.Database} on {address.Host}", "database");
            }
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        _session = session;
        return null;
    }

    /// <summary>Whether the session that holds the lock is still alive; asks the server.</summary>
    public async Task<bool> StandsAsync(CancellationToken stopping)
    {
        if (_session is null) return false;
        try
        {
            await using var ask = new NpgsqlCommand("SELECT 1", _session);
            await ask.ExecuteScalarAsync(stopping);
            return true;
        }
        catch (Exception lost) when (StorageTrouble.Explain(lost) is not null || lost is InvalidOperationException)
        {
            return false;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
        _session = null;
    }
}
