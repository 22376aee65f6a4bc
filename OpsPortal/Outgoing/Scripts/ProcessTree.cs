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
            root.Kill(entireProcessTree: true);
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
                if (File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(wanted) >= 0) found.Add(id);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // Gone meanwhile, or another user's and so none of ours.
                continue;
            }
        }

        return found;
    }

    [DllImport("libc", EntryPoint = "kill", ExactSpelling = true)]
    private static extern int Signal(int id, int signal);
}
