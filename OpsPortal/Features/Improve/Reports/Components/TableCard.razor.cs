using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Features.Improve.Reports.Components;

/// <summary>One table of a report.</summary>
public sealed partial class TableCard : ComponentBase
{
    private const int MostShown = 25;

    [Parameter, EditorRequired] public ReportTable Table { get; set; } = default!;

    /// <summary>Where all of it is had as CSV.</summary>
    [Parameter, EditorRequired] public string CsvHref { get; set; } = "";
}
