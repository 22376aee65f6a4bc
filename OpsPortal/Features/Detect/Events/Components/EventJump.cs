using OpsPortal.Domain.Detect.Events;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Detect.Events.Components;

/// <summary>Leads from <c>EVT-7</c>, or from a bare number, to that event.</summary>
internal sealed class EventJump : IJump
{
    public (string Title, string Href)? To(string text) => EventNumber.TryParse(text, null, out var number) ? ($"Open {number}", $"/events/{number}") : null;
}
