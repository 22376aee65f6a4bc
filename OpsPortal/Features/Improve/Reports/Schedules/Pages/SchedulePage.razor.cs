using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Schedules.Acts;
using OpsPortal.Features.Improve.Reports.Schedules.Components;
using OpsPortal.Features.Improve.Reports.Schedules.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Reports.Schedules.Pages;

/// <summary>One schedule: which report, when and to whom, and what it has sent. A new one takes over what the report's page was asked.</summary>
public sealed partial class SchedulePage(Viewer viewer, NavigationManager navigation, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;
    private int _seen;
    private DateTimeOffset? _changedAt;

    /// <summary><c>RSC-7</c>; null: a new one.</summary>
    [Parameter] public string? Number { get; set; }

    [SupplyParameterFromQuery(Name = "report")] private string? Report { get; set; }

    [SupplyParameterFromQuery(Name = "zone")] private string? Zone { get; set; }

    [SupplyParameterFromQuery(Name = "service")] private string? Service { get; set; }

    [SupplyParameterFromQuery(Name = "team")] private string? Team { get; set; }

    [SupplyParameterFromQuery(Name = "compare")] private string? Compare { get; set; }

    [Inject] private ScheduleTools Tools { get; set; } = default!;

    private ScheduleRow? Row { get; set; }

    private IReadOnlyList<SendingRow> History { get; set; } = [];

    private ScheduleForm? Form { get; set; }

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Told { get; set; } = "";

    private bool MayAct => ScheduleDesk.MayNot(_actor) is null;

    private EstateNames Names => Tools.Names;

    private string Heading => Number is null ? "Send a report by mail" : Row?.Title ?? "Report by mail";

    private string Next => Row?.Schedule.DueAt is { } due ? Words.Say($"Next {viewer.Local(due):ddd d MMM yyyy HH:mm} {viewer.ZoneName(due)}.") : "It is paused.";

    /// <summary>What the form as it stands would do first.</summary>
    private string Preview
    {
        get
        {
            if (Form is null || Form.Timetable.Check() is { } wrong && wrong.Message.Length > 0) return Form?.Timetable.Check()?.Message ?? "";
            var due = Form.Timetable.Next(viewer.Now);
            return $"First due {ScheduleForm.Local(due, Form.Timetable.Zone)}, about {Form.Days(due)}. {MailingWords.Clocks(Form.Timetable, due)}".TrimEnd();
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        if (Number is not null)
        {
            if (RendererInfo.IsInteractive) _changes ??= new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.ReportSchedules);
            if (Row?.Schedule.Number.ToString() != Number) (Row, Form, _changedAt) = (null, null, null);
            await ReadAsync();
        }
        else
        {
            Form ??= new()
            {
                Report = Tools.Documents.Find(Report ?? "")?.Name ?? Tools.Documents.Heads.FirstOrDefault()?.Name ?? "",
                Zone = Zone is { Length: > 0 } asked && Domain.Scheduling.Zones.Knows(asked) ? asked : Domain.Scheduling.Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Domain.Scheduling.Zones.Utc,
                Service = Service ?? "",
                Team = Names.Teams.Any(team => team.Id.ToString() == Team) ? Team ?? "" : "",
                Compare = Compare is "month" or "year" or "none" ? Compare : "before",
            };
        }
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <summary>What somebody is typing stays; everything around it follows.</summary>
    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested || Number is null) return;
        var known = ScheduleNumber.TryParse(Number, null, out var number);
        var row = known ? await Tools.Schedules.FindAsync(number, _leaving.Token) : null;
        if (row is null && Row is not null)
        {
            navigation.NavigateTo("/reports/schedules");
            return;
        }

        (Row, Unknown) = (row, row is null);
        if (row is not null)
        {
            History = await Tools.Schedules.HistoryAsync(number, _leaving.Token);
            Form ??= ScheduleForm.Of(row.Schedule.Plan);

            // That it was sent makes nobody's typing stale; that somebody changed it does.
            if (_changedAt is null || _changedAt == row.Schedule.ChangedAt) (_seen, _changedAt) = (row.Schedule.Version, row.Schedule.ChangedAt);
        }

        StateHasChanged();
    }

    /// <summary>What was done here is known here: the form does not count as behind because of it.</summary>
    private async Task ActedAsync()
    {
        await ReadAsync();
        if (Row is { } row) (_seen, _changedAt) = (row.Schedule.Version, row.Schedule.ChangedAt);
    }

    private async Task SaveAsync()
    {
        if (Busy || Form is null) return;
        (Busy, Told) = (true, "");
        try
        {
            var outcome = await Tools.Save.RunAsync(await viewer.ActorAsync(), Row?.Schedule.Number, Form.ToDraft(), Row is null ? null : _seen, CancellationToken.None);
            Why = outcome.Refusal;
            if (outcome is not Outcome<ReportSchedule>.Done(var saved)) return;
            if (Row is null)
            {
                navigation.NavigateTo($"/reports/schedules/{saved.Number}");
                return;
            }

            (Form, _changedAt, Told) = (null, null, "Saved. You answer for it now.");
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
