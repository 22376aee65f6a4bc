using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments;

namespace OpsPortal.Features.Deliver.Deployments.Components.Incidents;

/// <summary>What somebody said of a deployment and an incident, or the button to say it.</summary>
public sealed partial class IncidentLinkButtons : ComponentBase
{
    /// <summary>Null: nobody has said anything.</summary>
    [Parameter, EditorRequired] public IncidentLink? Link { get; set; }

    /// <summary>What can be said.</summary>
    [Parameter, EditorRequired] public IncidentLinkKind Kind { get; set; }

    /// <summary>Of the deployment.</summary>
    [Parameter, EditorRequired] public string Number { get; set; } = "";

    [Parameter] public bool MaySay { get; set; }

    [Parameter] public bool Busy { get; set; }

    /// <summary>Null: it is taken back.</summary>
    [Parameter] public EventCallback<IncidentLinkKind?> Said { get; set; }
}
