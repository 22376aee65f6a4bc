using Microsoft.Extensions.Options;
using OpsPortal.Storage;

namespace OpsPortal.Cli;

/// <summary>What the executable does besides serving: <c>OpsPortal VERB …</c>, with the same settings as the portal itself.</summary>
internal static class Commands
{
    /// <summary>Exit code of a command line that is not understood.</summary>
    public const int Misunderstood = 2;

    private const string Usage =
        """
        OpsPortal                        serve the portal (address: --urls http://localhost:5080)
        OpsPortal backup FILE            back up database and keys into one file, while the portal runs or not
        OpsPortal restore FILE           put a back-up in the place of an absent database; the portal must not run
        OpsPortal audit verify           follow the audit chain from the first entry to the last
        OpsPortal audit verify FILE      the same in an exported file, or everything in an evidence pack, without database or portal
        OpsPortal audit verify FILE CHAIN
                                         an evidence pack held against an exported file as well
        OpsPortal help                   show this

        --force                          with backup: replace FILE; with restore: replace the database, which is kept beside it
        --OpsPortal:DataDirectory=DIR    and every other setting, as for the portal; environment variables do too
        """;

    /// <summary>The command in the arguments; null where they ask to serve.</summary>
    public static Func<Task<int>>? In(string[] args)
    {
        var force = args.Contains("--force", StringComparer.Ordinal);
        var settings = args.Where(argument => argument is not "--force").SkipWhile(argument => !argument.StartsWith('-')).ToArray();
        var words = args.Where(argument => argument is not "--force").TakeWhile(argument => !argument.StartsWith('-')).ToArray();
        return words switch
        {
            [] when args is ["--help" or "-h" or "-?", ..] => Help,
            [] => null,
            ["help"] => Help,
            ["backup", var file] => () => WithSettingsAsync(settings, (storage, stopping) => BackupCommands.BackupAsync(storage, file, force, stopping)),
            ["restore", var file] => () => WithSettingsAsync(settings, (storage, stopping) => BackupCommands.RestoreAsync(storage, file, force, stopping)),
            ["audit", "verify", var file] => () => WithSettingsAsync(settings, (_, stopping) => AuditCommand.VerifyFileAsync(file, null, stopping)),
            ["audit", "verify", var file, var chain] => () => WithSettingsAsync(settings, (_, stopping) => AuditCommand.VerifyFileAsync(file, chain, stopping)),
            ["audit", "verify"] => () => WithSettingsAsync(settings, AuditCommand.VerifyAsync),
            _ => () => Misunderstand(string.Join(' ', words)),
        };
    }

    private static Task<int> Help()
    {
        Console.WriteLine(Usage);
        return Task.FromResult(0);
    }

    private static Task<int> Misunderstand(string words)
    {
        Console.Error.WriteLine($"OpsPortal does not understand \"{words}\".\n\n{Usage}");
        return Task.FromResult(Misunderstood);
    }

    private static async Task<int> WithSettingsAsync(string[] settings, Func<StorageOptions, CancellationToken, Task<int>> run)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
            builder.Services.AddStorageOptions();
            await using var services = builder.Services.BuildServiceProvider();
            return await run(services.GetRequiredService<IOptions<StorageOptions>>().Value, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Launch.Refuse("Stopped. Nothing was changed.");
        }
        catch (Exception failure) when (Launch.Explain(failure) is { } refusal)
        {
            return Launch.Refuse(refusal.Message);
        }
    }
}
