using System.Diagnostics;
using System.Globalization;
using Npgsql;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Storage.Backup;

/// <summary>Runs PostgreSQL's own client programs against the database of the settings.</summary>
internal sealed class PostgresTools(NpgsqlConnectionStringBuilder address)
{
    /// <summary>Runs one to its end. The password travels in the environment, where the list of processes does not show it.</summary>
    public async Task<Refusal?> RunAsync(string tool, IEnumerable<string> arguments, CancellationToken stopping)
    {
        if (Find(tool) is not { } program) return BackupRefusals.NoTool(tool);
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PGHOST"] = address.Host;
        start.Environment["PGPORT"] = address.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = address.Username;
        start.Environment["PGDATABASE"] = address.Database;
        if (!string.IsNullOrEmpty(address.Password)) start.Environment["PGPASSWORD"] = address.Password;
        if (!string.IsNullOrEmpty(address.Passfile)) start.Environment["PGPASSFILE"] = address.Passfile;
        if (address.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull)
            start.Environment["PGSSLMODE"] = address.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", _ => "require" };
        if (!string.IsNullOrEmpty(address.RootCertificate)) start.Environment["PGSSLROOTCERT"] = address.RootCertificate;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(stopping);
        var errors = await process.StandardError.ReadToEndAsync(stopping);
        await output;
        await process.WaitForExitAsync(stopping);
        return process.ExitCode == 0 ? null : BackupRefusals.ToolFailed(tool, errors.ReplaceLineEndings(" ").Trim());
    }

    /// <summary>The folder of <c>POSTGRES_BIN</c>, else the path, else the newest version where Debian keeps them.</summary>
    private static string? Find(string tool)
    {
        var named = Environment.GetEnvironmentVariable("POSTGRES_BIN");
        var known = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(version => double.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0).Select(version => Path.Combine(version, "bin"))
            : [];
        var folders = string.IsNullOrEmpty(named) ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(known) : [named];
        return folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? tool + ".exe" : tool)).FirstOrDefault(File.Exists);
    }
}
