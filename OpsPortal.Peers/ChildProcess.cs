using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OpsPortal.Peers;

/// <summary>A program this process started: its output is kept, and it does not outlive us.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>The newest lines that are kept.</summary>
    private const int MaxLines = 5000;
    private static readonly ConcurrentDictionary<int, Process> Alive = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var left in Alive.Values.Where(left => !left.HasExited)) left.Kill(entireProcessTree: true);
    };

    private ChildProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        Id = _process.Id;
        Alive[Id] = _process;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    public int Id { get; }
    public string Name => Path.GetFileName(_process.StartInfo.FileName);
    public bool HasExited => _process.HasExited;
    public int ExitCode => _process.ExitCode;

    /// <summary>Standard output and error, line by line as they came.</summary>
    public string Log => string.Join('\n', _lines);

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? directory = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = directory ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        return new(new Process { StartInfo = start });
    }

    /// <summary>Runs a program to its end; it is killed after <paramref name="atMost"/>, two minutes unless told, and then answers -1.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? directory = null, TimeSpan? atMost = null)
    {
        await using var process = Start(program, arguments, environment, directory);
        return await process.ExitAsync(atMost ?? TimeSpan.FromMinutes(2)) ? (process.ExitCode, process.Log) : (-1, process.Log);
    }

    /// <summary>Waits until it has ended by itself and its output is read; false when it has not in that time.</summary>
    public async Task<bool> ExitAsync(TimeSpan atMost)
    {
        using var deadline = new CancellationTokenSource(atMost);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Asks it to end with a signal and waits; kills it with its children when it does not within <paramref name="atMost"/> (30 s unless told).</summary>
    public async Task StopAsync(PosixSignal signal = PosixSignal.SIGTERM, TimeSpan? atMost = null)
    {
        if (!_process.HasExited) _ = Signal(Id, signal switch { PosixSignal.SIGINT => 2, PosixSignal.SIGQUIT => 3, _ => 15 });
        if (!await ExitAsync(atMost ?? TimeSpan.FromSeconds(30))) await KillAsync();
        Alive.TryRemove(Id, out _);
    }

    /// <summary>Ends it at once, as a power cut would, children included.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        Alive.TryRemove(Id, out _);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        while (_lines.Count > MaxLines) _lines.TryDequeue(out _);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
