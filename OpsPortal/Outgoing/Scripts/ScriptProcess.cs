using System.Diagnostics;
using System.Text;

namespace OpsPortal.Outgoing.Scripts;

/// <summary>What is to be run.</summary>
/// <param name="Arguments">One by one, as the program gets them; no shell reads them.</param>
/// <param name="Environment">All that it sees.</param>
/// <param name="Mark">A member of the environment, as <c>NAME=value</c>, that tells its processes from all others.</param>
internal sealed record ScriptCall(FileInfo File, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string Mark, TimeSpan TimeOut);

/// <summary>How a script ended.</summary>
/// <param name="ExitCode">Null: it was ended.</param>
/// <param name="LeftBehind">How many processes had to be ended after it.</param>
internal sealed record ScriptEnd(int? ExitCode, int LeftBehind);

/// <summary>Runs one program with arguments, never through a shell, and leaves nothing of it behind.</summary>
internal static class ScriptProcess
{
    /// <summary>How long output that is still open is read after the program itself has ended.</summary>
    private static readonly TimeSpan Lingers = TimeSpan.FromMilliseconds(500);

    /// <param name="output">Gets what it writes while it runs; it must not wait, so that the program never waits for us.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">It is no longer wanted; the program was ended.</exception>
    public static async Task<ScriptEnd> RunAsync(ScriptCall call, IScriptOutput output, CancellationToken stopping)
    {
        using var process = new Process { StartInfo = Start(call) };
        process.Start();
        var tree = new ProcessTree(process, call.Mark);
        process.StandardInput.Close();
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, ScriptStream.Output, output), ReadAsync(process.StandardError, ScriptStream.Error, output));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(call.TimeOut);
        var left = 0;
        try
        {
            await process.WaitForExitAsync(patience.Token);
            left = tree.End();
            await WithinAsync(reading);
            return new(process.ExitCode, left);
        }
        catch (OperationCanceledException)
        {
            left = tree.End();
            await WithinAsync(reading);
            stopping.ThrowIfCancellationRequested();
            return new(null, left);
        }
    }

    private static ProcessStartInfo Start(ScriptCall call)
    {
        var (program, before) = ProcessTree.Leader(call.File.FullName);
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = call.File.DirectoryName ?? "",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in before.Concat(call.Arguments)) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in call.Environment) start.Environment[name] = value;
        return start;
    }

    private static async Task WithinAsync(Task reading)
    {
        if (await Task.WhenAny(reading, Task.Delay(Lingers)) == reading) await reading;
    }

    private static async Task ReadAsync(StreamReader reader, ScriptStream stream, IScriptOutput output)
    {
        var buffer = new char[4096];
        while (true)
        {
            int read;
            try
            {
                read = await reader.ReadAsync(buffer);
            }
            catch (Exception ended) when (ended is ObjectDisposedException or IOException)
            {
                // Whoever held it open was ended, and the process put away.
                return;
            }

            if (read == 0) return;
            output.Take(stream, buffer.AsSpan(0, read));
        }
    }
}
