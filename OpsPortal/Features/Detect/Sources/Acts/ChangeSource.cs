using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Sources.Acts;

/// <summary>Changes who looks after a source, whether it may send, and how long it may be silent.</summary>
public sealed class ChangeSource(SourceActs acts)
{
    /// <param name="heartbeat">Null: it may be silent as long as it likes.</param>
    /// <param name="version">The version the actor saw.</param>
    public Task<Outcome<IntakeSource>> RunAsync(Actor by, string name, int version, string team, bool enabled, TimeSpan? heartbeat, CancellationToken stopping) =>
        acts.RunAsync<IntakeSource>(by, name, version, "source.changed", (_, source, now) => Task.FromResult(source.Change(team, enabled, heartbeat, now)), stopping);
}
