using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Backup;

/// <summary>Why a back-up or a restore was refused; nothing has changed then.</summary>
internal static class BackupRefusals
{
    public static Refusal NoDatabase(string where) => new("backup.no-database", $"There is no OpsPortal database: {where} is not there. Name its folder with OpsPortal:DataDirectory.");

    public static Refusal FileExists(string file) => new("backup.file-exists", $"{file} exists already. Choose another name, or add --force to replace it.");

    public static Refusal FileUnusable(string file, string reason) => new("backup.file", $"{file} cannot be used: {reason}");

    public static Refusal NotABackup(string file) => new("restore.not-a-back-up", $"{file} is not a back-up made by OpsPortal.");

    public static Refusal NewerFormat(string file, string portal) => new("restore.newer", $"{file} was made by OpsPortal {portal}, which is newer than this one. Restore it with that version.");

    public static Refusal OtherProduct(DatabaseKind made, DatabaseKind set) => new("restore.other-product",
        $"The back-up is of a {made} database and the settings name {set}. Restore it with OpsPortal:Database set to {made}.");

    public static Refusal Damaged(string file, string what) => new("restore.damaged", $"{file} is damaged: {what}. Nothing was changed; use another back-up.");

    public static Refusal TargetHasData(string where) => new("restore.target-has-data",
        $"There is a database already: {where}. Add --force to put the back-up in its place; what is there now is kept beside it.");

    public static Refusal NoTool(string tool) => new("backup.no-tool",
        $"{tool} of PostgreSQL was not found. Install the client programs of the server's version (package postgresql-client), or name their folder with POSTGRES_BIN.");

    public static Refusal ToolFailed(string tool, string why) => new("backup.tool-failed", $"{tool} did not succeed: {why}");
}
