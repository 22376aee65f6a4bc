using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OpsPortal.Benchmarks.Peers;

/// <summary>A server under measurement, in a process of its own. Disposing it kills it, as a power cut would.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The unit of processor time in <c>/proc</c> (USER_HZ), fixed by the kernel's interface.</summary>
    private const double TicksPerSecond = 100;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;

    private ServerProcess(Process process, TimeSpan startedIn) => (_process, StartedIn) = (process, startedIn);

    /// <summary>From the start of the process to its first good answer.</summary>
    public TimeSpan StartedIn { get; }

    /// <param name="ready">Asked until it answers with success.</param>
    public static async Task<ServerProcess> StartAsync(ProcessStartInfo start, Uri ready, CancellationToken stopping)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var said = new List<string>();
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        DataReceivedEventHandler keep = (_, line) =>
        {
            lock (said) if (line.Data is not null && said.Count < 50) said.Add(line.Data);
        };
        process.OutputDataReceived += keep;
        process.ErrorDataReceived += keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await AnswersAsync(ready, stopping))
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(60))
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"{start.FileName} did not answer at {ready}:\n{string.Join('\n', said)}");
            }

            await Task.Delay(5, stopping);
        }

        return new(process, watch.Elapsed);
    }

    /// <summary>A port nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Processor time used so far, user and system.</summary>
    public TimeSpan Cpu
    {
        get
        {
            // The name in field 2 may hold spaces; the numbers begin after its closing parenthesis.
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((Parse(fields[11]) + Parse(fields[12])) / TicksPerSecond);
        }
    }

    /// <summary>Memory resident now, in MiB.</summary>
    public double ResidentMiB
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1]) / 1024;
        }
    }

    /// <summary>SIGKILL: the process gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    private static async Task<bool> AnswersAsync(Uri url, CancellationToken stopping)
    {
        try
        {
            using var answer = await Http.GetAsync(url, stopping);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
