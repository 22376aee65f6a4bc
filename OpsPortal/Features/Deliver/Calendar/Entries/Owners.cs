using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Deliver.Calendar.Entries;

/// <summary>Which teams own services.</summary>
internal sealed class Owners(Catalogue catalogue)
{
    /// <summary>Names, each once.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<ServiceKey> services) => services.Count == 0 ? [] :
        [.. services.Select(service => catalogue.Current.Find(service)?.TeamName ?? "").Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
}
