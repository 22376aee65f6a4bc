using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Shell.Palette;
using OpsPortal.Ui.Shell.Rail;

namespace OpsPortal.Features.Respond.Incidents.Components;

/// <summary>How many incidents are open, beside the area; however many pages are open, they share one count for each change.</summary>
internal sealed class OpenIncidentCount(IIncidentQueries incidents, SharedReads shared) : IAreaCount
{
    public string Href => "/incidents";

    public string Of => "open incidents";

    public ChangeKind Kind => ChangeKind.Incidents;

    public Task<int> CountAsync(Actor by, CancellationToken stopping) =>
        shared.ReadAsync(ChangeKind.Incidents, "incidents/open", reading => incidents.CountAsync(new() { States = IncidentLifecycle.Open }, Rail.MostCounted + 1, reading), stopping);
}

/// <summary>Leads from <c>INC-42</c> to that incident.</summary>
internal sealed class IncidentJump : IJump
{
    public (string Title, string Href)? To(string text) =>
        text.Contains('-', StringComparison.Ordinal) && IncidentNumber.TryParse(text, null, out var number) ? ($"Open {number}", $"/incidents/{number}") : null;
}
