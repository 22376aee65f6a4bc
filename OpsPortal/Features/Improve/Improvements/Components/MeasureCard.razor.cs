using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Improvements.Acts;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Improve.Improvements.Components;

/// <summary>By what it shows whether an improvement was one: before, after, and a form where people say the values.</summary>
public sealed partial class MeasureCard(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public Improvement Improvement { get; set; } = default!;

    /// <summary>It may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private WorkOnImprovement Work { get; set; } = default!;

    private string Value { get; set; } = "";

    /// <summary>UTC days, both included.</summary>
    private DateOnly From { get; set; }

    private DateOnly Until { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private bool MayMeasure => _actor.May(Permissions.ImprovementsWrite) && Improvement.State != ImprovementState.Dismissed;

    private string Pending => Improvement.MeasureDueAt is { } due ? $"measured {Spans.Relative(due, viewer.Now)}" : Improvement.State == ImprovementState.Done ? "not measured" : "once it is done";

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        var today = DateOnly.FromDateTime(viewer.Now.UtcDateTime);
        (From, Until) = (today.AddDays(-28), today.AddDays(-1));
    }

    private async Task MeasureAsync()
    {
        if (Busy) return;
        (Busy, Why) = (true, null);
        try
        {
            if (!double.TryParse(Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) Why = ImprovementRefusals.BadValue();
            else Why = (await Work.MeasureAsync(await viewer.ActorAsync(), Improvement.Number, value, Begin(From), Begin(Until.AddDays(1)), CancellationToken.None)).Refusal;
            if (Why is not null) return;
            Value = "";
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }

    private static string Verdict(Measure measure) => measure.IsBetter switch { true => "better", false => "worse", null => "" };

    private static string Period(MeasuredValue value) => string.Create(CultureInfo.InvariantCulture, $"{value.From.UtcDateTime:d MMM} to {value.Until.UtcDateTime.AddTicks(-1):d MMM yyyy} UTC, {value.By}");

    private static DateTimeOffset Begin(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
