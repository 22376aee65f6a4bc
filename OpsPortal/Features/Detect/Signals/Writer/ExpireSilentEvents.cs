using OpsPortal.Jobs;

namespace OpsPortal.Features.Detect.Signals.Writer;

/// <summary>Clears events that their source has stopped repeating. Running it twice clears nothing twice.</summary>
internal sealed class ExpireSilentEvents(SignalPath path) : IJob
{
    public Task RunAsync(CancellationToken stopping) => path.ExpireAsync(stopping);
}
