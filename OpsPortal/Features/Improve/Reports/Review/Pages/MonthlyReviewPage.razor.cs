using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Reports.Review.Pages;

/// <summary>The service review of a month. The page is there at once; its chapters come as they are read, and the story when all are.</summary>
public sealed partial class MonthlyReviewPage(Viewer viewer) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource? _reading;
    private ReportQuestion? _shown;

    [SupplyParameterFromQuery(Name = "month")] private string? MonthText { get; set; }

    [SupplyParameterFromQuery(Name = "zone")] private string? Zone { get; set; }

    [SupplyParameterFromQuery(Name = "service")] private string? Service { get; set; }

    [SupplyParameterFromQuery(Name = "team")] private string? Team { get; set; }

    [SupplyParameterFromQuery(Name = "compare")] private string? Compare { get; set; }

    [Inject] private MonthlyReviewReader Reader { get; set; } = default!;

    [Inject] private Catalogue Catalogue { get; set; } = default!;

    /// <summary>Null: what the address asks for cannot be.</summary>
    private ReportQuestion? Question { get; set; }

    private string? Refused { get; set; }

    /// <summary>Those that are read, by the name of the report.</summary>
    private Dictionary<string, ReviewChapter> Read { get; set; } = [];

    /// <summary>Null: not every chapter is there.</summary>
    private ReportDocument? Document { get; set; }

    private IReadOnlyList<ReportHead> Heads { get; set; } = [];

    private EstateNames Names { get; set; } = default!;

    private DateTimeOffset Now => viewer.Now;

    private AskedReview Asked => new(MonthText, Zone, Service, Team, Compare);

    private IReadOnlyList<ReviewChapter> InOrder => [.. Heads.Select(head => Read.GetValueOrDefault(head.Name)).OfType<ReviewChapter>()];

    protected override async Task OnParametersSetAsync()
    {
        (Heads, Names) = (Reader.Heads, new(Catalogue.Current));
        var asked = Asked.Read(viewer.Now, viewer.Zone.Id);
        (Question, Refused) = (asked is Outcome<ReportQuestion>.Done(var question) ? question : null, asked.Refusal?.Message);
        if (Question == _shown) return;
        (Read, Document, _shown) = ([], null, Question);
        if (_reading is not null) await _reading.CancelAsync();

        // Before there is a circuit the page would wait for what it is made to show one by one.
        if (Question is null || !RendererInfo.IsInteractive) return;
        _reading?.Dispose();
        _reading = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        await ReadAsync(Question, _reading.Token);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _reading?.Dispose();
        _leaving.Dispose();
    }

    private async Task ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        StateHasChanged();
        try
        {
            await foreach (var chapter in Reader.ChaptersAsync(await viewer.ActorAsync(), question, stopping))
            {
                if (stopping.IsCancellationRequested || _shown != question) return;
                Read[chapter.Head.Name] = chapter;
                StateHasChanged();
            }

            Document = Reader.Compose(question, Read.Values);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // nobody looks any more, or at another month
        }
    }

    private static ReportMonth Month(ReportQuestion question) => ReportMonth.Of(question.Period.From);

    private string Scope(ReportQuestion question)
    {
        var compared = question.Compared is { } before ? $", against {ReportMonth.Of(before.From).Name}" : "";
        var narrowed = Names.Scope(question) is { Length: > 0 } scope ? $", {scope}" : "";
        return $"{Words.Days(question.Period)} ({question.Period.Zone}){compared}{narrowed}.";
    }

    /// <summary>Within this page, with its query: the page's base would lead elsewhere.</summary>
    private static string Here(ReportQuestion question, string anchor) => $"/reports/{MonthlyReviewReader.Name}?{AskedReview.Query(question)}{anchor}";

    private string ChapterTitle(Sentence sentence) => Heads.FirstOrDefault(head => head.Name == sentence.Evidence.Split('/')[0])?.Title ?? "Scorecard";
}
