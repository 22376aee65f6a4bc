using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Reports.Pages;

/// <summary>The rows behind one figure of a report, page by page.</summary>
public sealed partial class ReportRowsPage(Viewer viewer) : ComponentBase, IDisposable
{
    private const int Limit = 100;

    private readonly CancellationTokenSource _leaving = new();

    /// <summary>Of the report.</summary>
    [Parameter] public string Name { get; set; } = "";

    /// <summary>The key of the figure.</summary>
    [Parameter] public string Figure { get; set; } = "";

    [SupplyParameterFromQuery(Name = "from")] private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "zone")] private string? Zone { get; set; }

    [SupplyParameterFromQuery(Name = "service")] private string? Service { get; set; }

    [SupplyParameterFromQuery(Name = "team")] private string? Team { get; set; }

    [SupplyParameterFromQuery(Name = "compare")] private string? Compare { get; set; }

    [SupplyParameterFromQuery(Name = "cursor")] private string? Cursor { get; set; }

    [Inject] private ReportShelf Shelf { get; set; } = default!;

    [Inject] private Catalogue Catalogue { get; set; } = default!;

    private ReportHead? Head => Shelf.Find(Name);

    private EstateNames Names => new(Catalogue.Current);

    private ReportQuestion? Question { get; set; }

    private Page<ReportRow>? Shown { get; set; }

    private string? Refused { get; set; }

    private bool HasCounts => Shown?.Items.Any(row => row.Counted.Length > 0) == true;

    private string FigureTitle => Figure.Replace('-', ' ');

    private string Scope => Question is { } question ? $" · {Words.Days(question.Period)} ({question.Period.Zone})" : "";

    protected override async Task OnParametersSetAsync()
    {
        (Shown, Refused) = (null, null);
        var asked = new AskedReport(From, To, Zone, Service, Team, Compare).Read(viewer.Now, viewer.Zone.Id);
        if (asked is not Outcome<ReportQuestion>.Done(var question))
        {
            Refused = asked.Refusal?.Message;
            return;
        }

        Question = question;
        if (Head is null) return;
        var outcome = await Shelf.RowsAsync(await viewer.ActorAsync(), Name, question, Figure, Cursor, Limit, _leaving.Token);
        (Shown, Refused) = (outcome is Outcome<Page<ReportRow>>.Done(var page) ? page : null, outcome.Refusal?.Message);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private string Local(DateTimeOffset at) => Question is { } question ? Zones.ToLocal(at, question.Period.Zone).ToString("ddd d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) : "";
}
