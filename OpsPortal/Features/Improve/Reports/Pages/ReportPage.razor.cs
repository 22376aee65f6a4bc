using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Reports.Pages;

/// <summary>One report, as its address asks for it.</summary>
public sealed partial class ReportPage(Viewer viewer) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private (string Name, ReportQuestion Question)? _shown;

    /// <summary>As <c>alert-quality</c>.</summary>
    [Parameter] public string Name { get; set; } = "";

    [SupplyParameterFromQuery(Name = "from")] private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "zone")] private string? Zone { get; set; }

    [SupplyParameterFromQuery(Name = "service")] private string? Service { get; set; }

    [SupplyParameterFromQuery(Name = "team")] private string? Team { get; set; }

    [SupplyParameterFromQuery(Name = "compare")] private string? Compare { get; set; }

    [Inject] private ReportShelf Shelf { get; set; } = default!;

    [Inject] private Catalogue Catalogue { get; set; } = default!;

    private ReportHead? Head => Shelf.Find(Name);

    private ReportQuestion? Question { get; set; }

    private Report? Report { get; set; }

    private string? Refused { get; set; }

    private EstateNames Names => new(Catalogue.Current);

    private DateOnly Today => ReportPeriod.DayOf(viewer.Now, Question?.Period.Zone ?? Domain.Scheduling.Zones.Utc);

    protected override async Task OnParametersSetAsync()
    {
        var asked = new AskedReport(From, To, Zone, Service, Team, Compare).Read(viewer.Now, viewer.Zone.Id);
        if (asked is not Outcome<ReportQuestion>.Done(var question))
        {
            (Refused, Report) = (asked.Refusal?.Message, null);
            return;
        }

        if (_shown == (Name, question) && Report is not null) return;
        (Question, Report, Refused, _shown) = (question, null, null, (Name, question));
        if (Head is null) return;
        StateHasChanged();
        try
        {
            var outcome = await Shelf.ReadAsync(await viewer.ActorAsync(), Name, question, _leaving.Token);
            if (_shown != (Name, question)) return;
            (Report, Refused) = (outcome is Outcome<Report>.Done(var report) ? report : null, outcome.Refusal?.Message);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (Exception failed) when (StorageTrouble.Explain(failed) is not null)
        {
            Refused = StorageTrouble.Explain(failed)?.Message;
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private string Scope(Report report)
    {
        var compared = report.Compared is { } before ? $", against {Words.Days(before)}" : "";
        var narrowed = Question is { Service.Length: > 0 } one ? $", {Names.Service(one.Service)}" : "";
        var team = Question?.Team is { } id ? $", services of {Names.Teams.FirstOrDefault(team => team.Id == id).Name ?? "a team that owns nothing now"}" : "";
        return $"{Words.Days(report.Period)} ({report.Period.Zone}){compared}{narrowed}{team}.";
    }

    /// <summary>Within this page, with its query: the page's base would lead elsewhere.</summary>
    private string EvidenceHref(Sentence sentence) => $"/reports/{Name}?{Question}{sentence.Href}";

}
