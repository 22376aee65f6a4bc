using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Backup;

/// <summary>Copies one database out to a file and back in, each product in its own way.</summary>
internal abstract class DatabaseBackup(StorageOptions storage)
{
    protected StorageOptions Storage => storage;

    /// <summary>The copy's name in the archive.</summary>
    public abstract string EntryName { get; }

    /// <summary>Whether a restore would replace something.</summary>
    public abstract Task<bool> HoldsDataAsync(CancellationToken stopping);

    /// <summary>Makes the empty place for a restore, where the product needs one.</summary>
    public virtual Task CreateAsync(CancellationToken stopping) => Task.CompletedTask;

    /// <summary>Copies the database as it is at one instant to a new file, while the portal goes on writing.</summary>
    public abstract Task<Outcome<BackupContent>> CopyOutAsync(string file, CancellationToken stopping);

    /// <summary>Puts the copy in the database's place, whole or not at all, and keeps what was there. The caller holds the lease.</summary>
    public abstract Task<Refusal?> CopyInAsync(string file, BackupContent expected, CancellationToken stopping);

    public static DatabaseBackup Of(StorageOptions storage) => storage.Database == DatabaseKind.Sqlite ? new SqliteBackup(storage) : new PostgresBackup(storage);
}
