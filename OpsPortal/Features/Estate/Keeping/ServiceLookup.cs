using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Features.Estate.Keeping;

/// <summary>The service that a signal belongs to. Follows every change of the catalogue and its rules; asked from any thread.</summary>
public sealed class ServiceLookup(Catalogue catalogue)
{
    /// <summary>Null where no rule leads to a service.</summary>
    public ServiceKey? Find(LabelSet labels) => catalogue.Mapping.Find(labels);
}
