using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace OpsPortal.Outgoing.Scripts;

/// <summary>A program and everything it has started, also what has cut itself loose from it.</summary>
internal sealed class ProcessTree(Process root, string mark)
{
    private const string SetSid = "/usr/bin/setsid";
    private const int Kill = 9;

    /// <summary>Read at once; most environments are smaller.</summary>
    private const int ReadAtOnce = 1 << 15;

    /// <summary>A process can start others while they are looked for.</summary>
    private const int Rounds = 20;

    private readonly int _group = OperatingSystem.IsLinux() && File.Exists(SetSid) ? root.Id : 0;

    /// <summary>Where the system can, the program leads a session of its own, so that it can be ended as a whole.</summary>
    public static (string Program, string[] Before) Leader(string program) => OperatingSystem.IsLinux() && File.Exists(SetSid) ? (SetSid, [program]) : (program, []);

    /// <summary>Ends all of it. Returns how many there were beside the program itself.</summary>
    public int End()
    {
        try
        {
            // What a program leaves that has ended by itself is nobody's child any more; to look through every process for children is dear.
            if (!root.HasExited) root.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already; what it has left is looked for below.
            root.Refresh();
        }

        if (_group > 0) _ = Signal(-_group, Kill);
        return EndMarked(mark, root.Id);
    }

    /// <summary>Ends every process that carries a mark, whoever started it. Returns how many there were.</summary>
    /// <param name="mark">A whole member of their environment, as <c>NAME=value</c>.</param>
    /// <param name="except">A process that is ended already; 0: none.</param>
    public static int EndMarked(string mark, int except = 0)
    {
        var left = 0;
        for (var round = 0; round < Rounds && OperatingSystem.IsLinux(); round++)
        {
            var marked = Marked(mark, except);
            if (marked.Count == 0) break;
            left = Math.Max(left, marked.Count);
            foreach (var id in marked) _ = Signal(id, Kill);
        }

        return left;
    }

    /// <summary>Processes that carry the mark, wherever they have moved to; ended ones that nobody has buried do not count.</summary>
    private static List<int> Marked(string mark, int except)
    {
        var found = new List<int>();
        var wanted = Encoding.UTF8.GetBytes(mark + "\0");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id) || id == Environment.ProcessId || id == except) continue;
            try
            {
                if (Contains(Path.Combine(folder, "environ"), wanted)) found.Add(id);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // Gone meanwhile, or another user's and so none of ours.
                continue;
            }
        }

        return found;
    }

    /// <summary>Reads without a lock and in as few calls as can be, because this is done for every process there is; an environment of any size is read to its end.</summary>
    private static bool Contains(string file, ReadOnlySpan<byte> wanted)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce + wanted.Length);
        try
        {
            var (kept, at) = (0, 0L);
            while (RandomAccess.Read(handle, buffer.AsSpan(kept), at) is > 0 and var more)
            {
                var read = buffer.AsSpan(0, kept + more);
                if (read.IndexOf(wanted) >= 0) return true;

                // It may begin in this part and end in the next.
                at += more;
                kept = Math.Min(read.Length, wanted.Length - 1);
                read[^kept..].CopyTo(buffer);
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [DllImport("libc", EntryPoint = "kill", ExactSpelling = true)]
    private static extern int Signal(int id, int signal);
}
