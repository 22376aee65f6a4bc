using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Estate;

/// <summary>Leads from the key of a service to its page.</summary>
internal sealed class ServiceJump(Catalogue catalogue) : IJump
{
    public (string Title, string Href)? To(string text) =>
        ServiceKey.TryParse(text.Trim().ToLowerInvariant(), null, out var key) && catalogue.Current.Find(key) is { } service ? ($"Open {service.Facts.Name}", $"/services/{key}") : null;
}
