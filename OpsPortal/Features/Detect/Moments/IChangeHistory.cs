using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Features.Detect.Moments;

/// <summary>Knows what was done to services: whoever keeps changes or deployments offers one of these, and events are held against all of them.</summary>
public interface IChangeHistory
{
    /// <summary>What was going on between two instants (UTC) on any of these services, whenever it began; a few hundred at most.</summary>
    Task<IReadOnlyList<CarriedOut>> DuringAsync(IReadOnlyCollection<ServiceKey> services, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping);
}
