using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OpsPortal.Storage;

/// <summary>The database products the portal runs on.</summary>
public enum DatabaseKind
{
    /// <summary>One file; serves one machine well.</summary>
    Sqlite,

    /// <summary>For those who outgrow one file.</summary>
    Postgres,
}

/// <summary>Where the portal keeps what it remembers; section <c>OpsPortal</c>.</summary>
public sealed class StorageOptions
{
    public DatabaseKind Database { get; init; } = DatabaseKind.Sqlite;

    /// <summary>Folder of the SQLite file and the data-protection keys; relative to the folder the portal is started in.</summary>
    [Required] public string DataDirectory { get; init; } = "data";

    /// <summary>Connection string; needed for PostgreSQL, ignored for SQLite. Setting <c>ConnectionStrings:OpsPortal</c>.</summary>
    public string? Connection { get; set; }

    public string DirectoryPath => Path.GetFullPath(DataDirectory);

    public string SqliteFile => Path.Combine(DirectoryPath, "opsportal.db");

    /// <summary>Folder of the keys that protect cookies and tokens.</summary>
    public string KeysPath => Path.Combine(DirectoryPath, "keys");

    /// <summary>The database in words, without a secret.</summary>
    public string Where
    {
        get
        {
            if (Database == DatabaseKind.Sqlite) return $"the file {SqliteFile}";
            var address = new Npgsql.NpgsqlConnectionStringBuilder(Connection);
            return $"the database {address.Database} on {address.Host}";
        }
    }
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
