using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Cli;

/// <summary>Runs the portal to its end, or says in one line why it cannot start.</summary>
internal static class Launch
{
    /// <summary>Exit code of a start or a command that was refused.</summary>
    public const int Refused = 1;

    /// <summary>Where to listen when no setting, variable or argument says so.</summary>
    public static WebApplicationBuilder ServeAt(this WebApplicationBuilder builder, string url)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new("urls", url)] });
        return builder;
    }

    /// <summary>Whether settings and address can be used.</summary>
    public static Refusal? Check(this WebApplication app)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
            return TakenAddress(app);
        }
        catch (Exception failure) when (Explain(failure) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>Makes the database ready, and then whatever else must be there before anybody is served.</summary>
    public static async Task<Refusal?> PrepareAsync(this WebApplication app, params Func<WebApplication, Task>[] furnish)
    {
        try
        {
            if (await app.PrepareStorageAsync() is { } refusal) return refusal;
            foreach (var step in furnish) await step(app);
            return null;
        }
        catch (Exception failure) when (Explain(failure) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>What a wrong setting or trouble with the database comes down to; null for a bug.</summary>
    public static Refusal? Explain(Exception failure) => failure switch
    {
        OptionsValidationException wrong => WrongSetting(string.Join(" ", wrong.Failures)),
        InvalidOperationException wrong when wrong.Message.Contains("configuration value", StringComparison.Ordinal) => WrongSetting(wrong.Message),
        _ => StorageTrouble.Explain(failure),
    };

    /// <summary>Has every route make what it needs to answer, which otherwise happens when the server starts, after the database is ready.</summary>
    public static void MakeRoutes(this IEndpointRouteBuilder routes)
    {
        foreach (var source in routes.DataSources) _ = source.Endpoints.Count;
    }

    /// <summary>Says why the portal does not start, and gives the exit code.</summary>
    public static async Task<int> RefuseAsync(this WebApplication app, Refusal why)
    {
        // What was logged so far comes out first.
        await app.DisposeAsync();
        return Refuse(why.Message);
    }

    /// <summary>Serves until told to stop.</summary>
    public static async Task<int> ServeAsync(this WebApplication app)
    {
        // Taken now: a host that has ended has no services any more.
        var stopping = app.Lifetime.ApplicationStopping;
        _ = Memory.GiveBackAsync(TimeProvider.System, stopping);
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop before the start was over, which the host takes for a failure.
        }

        return Environment.ExitCode;
    }

    public static int Refuse(string why)
    {
        Console.Error.WriteLine($"OpsPortal: {why}");
        return Refused;
    }

    private static Refusal WrongSetting(string what) => new("start.setting", $"A setting is wrong: {what}");

    /// <summary>Asked before the start, because the server itself answers a taken port with a page of stack trace.</summary>
    private static Refusal? TakenAddress(WebApplication app)
    {
        if (app.Services.GetRequiredService<IServer>().GetType().Assembly != typeof(KestrelServer).Assembly) return null;
        foreach (var url in (app.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.IsUnixPipe || address.Port == 0) continue;
            try
            {
                using var probe = new TcpListener(AddressOf(address.Host), address.Port);
                probe.Start();
            }
            catch (SocketException refused)
            {
                return new("start.address", refused.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"{url} is taken by another program. Stop that one, or choose another address: --urls http://localhost:5081"
                    : $"{url} cannot be listened on: {refused.Message}. Choose another address: --urls http://localhost:5081");
            }
        }

        return null;
    }

    private static IPAddress AddressOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(host, out var address) ? address : IPAddress.Any,
    };
}
