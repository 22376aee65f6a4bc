namespace OpsPortal.Peers;

/// <summary>Finds the real programs: where a variable says, on the path, in the known places, or installed from the distribution.</summary>
public static class Programs
{
    public static Task<string> PrometheusAsync() => FindAsync("PROMETHEUS", ["prometheus"], "prometheus");

    public static Task<string> AlertmanagerAsync() => FindAsync("ALERTMANAGER", ["alertmanager", "prometheus-alertmanager"], "prometheus-alertmanager");

    public static Task<string> AmtoolAsync() => FindAsync("AMTOOL", ["amtool"], "prometheus-alertmanager");

    public static Task<string> HaproxyAsync() => FindAsync("HAPROXY", ["haproxy"], "haproxy");

    /// <summary>The distribution's Python, with the SMTP server <c>aiosmtpd</c>.</summary>
    public static async Task<string> PythonWithSmtpAsync()
    {
        if (Environment.GetEnvironmentVariable("SMTP_PYTHON") is { Length: > 0 } named) return named;
        const string python = "/usr/bin/python3";
        if (await HasSmtpAsync(python)) return python;
        var why = await DistributionPackage.InstallAsync("python3-aiosmtpd");
        return await HasSmtpAsync(python) ? python : throw new PeerMissing($"aiosmtpd is needed and was not found (SMTP_PYTHON, {python}). {why}");
    }

    /// <summary>The folder of <c>initdb</c>, <c>postgres</c>, <c>pg_isready</c>, <c>createdb</c>, <c>pg_dump</c> and <c>pg_restore</c>, of the newest version found.</summary>
    public static async Task<string> PostgresFolderAsync()
    {
        if (Environment.GetEnvironmentVariable("POSTGRES_BIN") is { Length: > 0 } named) return named;
        if (FindPostgres() is { } found) return found;
        var why = await DistributionPackage.InstallAsync("postgresql");
        return FindPostgres() ?? throw new PeerMissing($"PostgreSQL is needed and was not found (POSTGRES_BIN, /usr/lib/postgresql/*/bin, the path). {why}");
    }

    internal static string? OnPath(params string[] names) => names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/bin").Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static async Task<bool> HasSmtpAsync(string python) => File.Exists(python) && (await ChildProcess.RunAsync(python, ["-c", "import aiosmtpd"])).ExitCode == 0;

    private static string? FindPostgres() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        ?? Path.GetDirectoryName(OnPath("initdb"));

    private static async Task<string> FindAsync(string variable, string[] names, string package)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named) return named;
        if (OnPath(names) is { } found) return found;
        var why = await DistributionPackage.InstallAsync(package);
        return OnPath(names) ?? throw new PeerMissing($"{names[0]} is needed and was not found ({variable}, the path). {why}");
    }
}
