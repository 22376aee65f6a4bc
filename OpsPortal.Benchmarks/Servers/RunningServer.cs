using System.Diagnostics;
using OpsPortal.Benchmarks.Load;

namespace OpsPortal.Benchmarks.Servers;

/// <summary>A server under measurement, in a process of its own; it ends when this is disposed.</summary>
internal sealed class RunningServer(IAsyncDisposable owner, int id, Target target) : IAsyncDisposable
{
    public Target Target => target;

    /// <summary>Processor time used so far, user and system.</summary>
    public TimeSpan Cpu
    {
        get
        {
            using var process = Process.GetProcessById(id);
            return process.TotalProcessorTime;
        }
    }

    public double ResidentMegabytes
    {
        get
        {
            using var process = Process.GetProcessById(id);
            return process.WorkingSet64 / 1048576.0;
        }
    }

    public ValueTask DisposeAsync() => owner.DisposeAsync();
}
