using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Home.Queries;

namespace OpsPortal.Features.Home.Widgets.Parts;

/// <summary>Rows of work: a mark, number with title, and when.</summary>
public sealed partial class WorkRows : ComponentBase
{
    [Parameter, EditorRequired] public IReadOnlyList<WorkRow> Rows { get; set; } = [];

    /// <summary>The mark is a priority.</summary>
    [Parameter] public bool IsPriority { get; set; }
}
