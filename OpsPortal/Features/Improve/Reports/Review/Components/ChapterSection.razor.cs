using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;

namespace OpsPortal.Features.Improve.Reports.Review.Components;

/// <summary>One chapter of the review: what is being read, what could not be, or the story, the figures and what the story rests on.</summary>
public sealed partial class ChapterSection : ComponentBase
{
    /// <summary>More rows are in the report.</summary>
    private const int MostRows = 10;

    [Parameter, EditorRequired] public ReportHead Head { get; set; } = default!;

    /// <summary>Null: it is being read.</summary>
    [Parameter, EditorRequired] public ReviewChapter? Chapter { get; set; }

    [Parameter, EditorRequired] public ReportQuestion Question { get; set; } = default!;

    /// <summary>The address of an anchor of the page.</summary>
    [Parameter, EditorRequired] public Func<string, string> Here { get; set; } = default!;

    private string Prefix => ReviewChapter.Anchor(Head.Name, "");

    private string Full => $"/reports/{Head.Name}?{Question}";

    private string Anchor(string key) => $"#{ReviewChapter.Anchor(Head.Name, key)}";
}
