using System.Diagnostics;
using System.Text;

namespace OpsPortal.Features.Respond.Automation.Sending;

/// <summary>How a script ended.</summary>
/// <param name="ExitCode">Null: it was ended.</param>
/// <param name="Output">What it wrote to both its outputs, in the order it arrived, cut.</param>
/// <param name="LeftBehind">How many processes had to be ended after it.</param>
internal sealed record ScriptEnd(int? ExitCode, string Output, int LeftBehind);

/// <summary>Runs one program with arguments, never through a shell, and leaves nothing of it behind.</summary>
internal static class ScriptProcess
{
    /// <summary>How long output that is still open is read after the program itself has ended.</summary>
    private static readonly TimeSpan Lingers = TimeSpan.FromMilliseconds(500);

    /// <param name="environment">All that it sees.</param>
    /// <param name="mark">A member of the environment that tells its processes from all others.</param>
    /// <param name="most">As many characters of its output are kept; the rest is read and dropped, so that it never waits for us.</param>
    /// <exception cref="OperationCanceledException">The portal is stopping; the program was ended.</exception>
    public static async Task<ScriptEnd> RunAsync(
        FileInfo file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string mark, TimeSpan timeOut, int most, CancellationToken stopping)
    {
        var output = new CappedText(most);
        using var process = new Process { StartInfo = Start(file, arguments, environment) };
        process.Start();
        var tree = new ProcessTree(process, mark);
        process.StandardInput.Close();
        var reading = Task.WhenAll(output.ReadAsync(process.StandardOutput), output.ReadAsync(process.StandardError));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(timeOut);
        var left = 0;
        try
        {
            await process.WaitForExitAsync(patience.Token);
            left = tree.End();
            await WithinAsync(reading);
            return new(process.ExitCode, output.Text, left);
        }
        catch (OperationCanceledException)
        {
            left = tree.End();
            await WithinAsync(reading);
            stopping.ThrowIfCancellationRequested();
            return new(null, output.Text, left);
        }
    }

    private static ProcessStartInfo Start(FileInfo file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var (program, before) = ProcessTree.Leader(file.FullName);
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = file.DirectoryName ?? "",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in before.Concat(arguments)) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return start;
    }

    private static async Task WithinAsync(Task reading)
    {
        if (await Task.WhenAny(reading, Task.Delay(Lingers)) == reading) await reading;
    }

    /// <summary>Keeps the beginning and counts on.</summary>
    private sealed class CappedText(int most)
    {
        private readonly Lock _gate = new();
        private readonly StringBuilder _text = new();
        private bool _cut;

        public string Text
        {
            get
            {
                lock (_gate)
                {
                    return _cut ? $"{_text}\n… (more was written)" : _text.ToString();
                }
            }
        }

        public async Task ReadAsync(StreamReader reader)
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
                lock (_gate)
                {
                    var room = most - _text.Length;
                    _text.Append(buffer, 0, Math.Min(read, room));
                    _cut |= read > room;
                }
            }
        }
    }
}
