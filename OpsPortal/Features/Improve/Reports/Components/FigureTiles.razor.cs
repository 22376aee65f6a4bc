using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;

namespace OpsPortal.Features.Improve.Reports.Components;

/// <summary>The figures of a report, each with what it is made of, how it moved, and its rows.</summary>
public sealed partial class FigureTiles : ComponentBase
{
    [Parameter, EditorRequired] public Report Report { get; set; } = default!;

    [Parameter, EditorRequired] public ReportQuestion Question { get; set; } = default!;

    /// <summary>Before the ids inside, where several reports are on one page.</summary>
    [Parameter] public string Prefix { get; set; } = "";

    private string Moved(Figure figure) => Report.Compared is null ? "" : Words.Moved(figure.Movement, figure.Unit);

    internal static string Judged(Figure figure) => figure.IsBetter switch { true => "better", false => "worse", null => "soft" };

    internal static string Verdict(Figure figure) => figure.IsBetter switch { true => "· better", false => "· worse", null => "" };
}
