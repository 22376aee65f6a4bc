using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Components;

/// <summary>Leads from a number such as <c>MW-3</c> to its page.</summary>
internal sealed class WindowJump : IJump
{
    public (string Title, string Href)? To(string text) =>
        text.Contains('-', StringComparison.Ordinal) && WindowNumber.TryParse(text, null, out var number) ? ($"Open {number}", $"/maintenance/{number}") : null;
}
