using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Peers;

/// <summary>Where things are: the checkout, the built portal, a free port, a folder to throw away.</summary>
public static class Places
{
    public static string RepositoryRoot { get; } = Built("RepositoryRoot");

    /// <summary>A short name of this checkout that no other on the machine has.</summary>
    public static string Checkout { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RepositoryRoot)))[..8];

    /// <summary>Folder of the built <c>OpsPortal.dll</c>, of the same configuration as the tests; <c>OPSPORTAL_DIR</c> names another, such as a published one.</summary>
    public static string PortalDirectory { get; } = Environment.GetEnvironmentVariable("OPSPORTAL_DIR") is { Length: > 0 } other ? other : Built("PortalDirectory");

    /// <summary>Whether this is a continuous-integration run, in which a missing peer is a failure.</summary>
    public static bool InCi => Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ci && !string.Equals(ci, "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>A loopback port that nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string NewFolder(string name) => Directory.CreateTempSubdirectory($"opsportal-{name}-").FullName;

    /// <summary>Deletes a folder if it is still there; another program's last file in it is no reason to fail a test.</summary>
    public static void Discard(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (IOException left)
        {
            Console.Error.WriteLine($"{folder} was not deleted: {left.Message}");
        }
    }

    private static string Built(string key) => Path.GetFullPath(typeof(Places).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!.Replace('\\', '/'));
}
