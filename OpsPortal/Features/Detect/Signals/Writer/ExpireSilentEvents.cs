namespace OpsPortal.Features.Detect.Signals.Writer;

/// <summary>Clears events that their source has stopped repeating. Running it twice clears nothing twice.</summary>
public sealed class ExpireSilentEvents(SignalPath path)
{
    public Task RunAsync(CancellationToken stopping) => path.ExpireAsync(stopping);
}
