using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Features.Improve.Reports.Components;

/// <summary>One table of a report.</summary>
public sealed partial class TableCard : ComponentBase
{
    [Parameter, EditorRequired] public ReportTable Table { get; set; } = default!;

    /// <summary>Where all of it is had as CSV.</summary>
    [Parameter, EditorRequired] public string CsvHref { get; set; } = "";

    /// <summary>How many rows are shown.</summary>
    [Parameter] public int Most { get; set; } = 25;

    /// <summary>Where the report has more of its rows; empty: only in the file.</summary>
    [Parameter] public string AllHref { get; set; } = "";

    /// <summary>Before the ids inside, where several reports are on one page.</summary>
    [Parameter] public string Prefix { get; set; } = "";
}
