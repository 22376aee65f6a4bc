using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Start;

/// <summary>
/// The right to write to one database, which one process at a time holds: two portals would give out the same numbers
/// and repeat each other's jobs. It ends with the process, however that ends.
/// </summary>
public abstract class DatabaseLease : IAsyncDisposable
{
    /// <summary>Takes the lease if it is free; refused while another portal holds it, or where the database is out of reach.</summary>
    public abstract Task<Refusal?> TakeAsync(CancellationToken stopping);

    public abstract ValueTask DisposeAsync();

    public static DatabaseLease For(StorageOptions storage) =>
        storage.Database == DatabaseKind.Sqlite ? new FileLease(storage.DirectoryPath) : new AdvisoryLease(storage.Connection ?? "");
}

/// <summary>The lease on a data directory: a file in it, locked.</summary>
internal sealed class FileLease(string directory) : DatabaseLease
{
    private const string FileName = "opsportal.lock";
    private FileStream? _held;

    public override Task<Refusal?> TakeAsync(CancellationToken stopping) => Task.FromResult(Take());

    public override async ValueTask DisposeAsync()
    {
        if (_held is not null) await _held.DisposeAsync();
        _held = null;
    }

    private Refusal? Take()
    {
        if (_held is not null) return null;
        if (StorageFolder.Prepare(directory) is { } unusable) return unusable;
        try
        {
            _held = new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return null;
        }
        catch (IOException)
        {
            return StartRefusals.InUse($"the data directory {directory}", "OpsPortal:DataDirectory");
        }
        catch (UnauthorizedAccessException others)
        {
            return StartRefusals.Directory(directory, others.Message);
        }
    }
}
