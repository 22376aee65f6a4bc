using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Improvements.Acts;
using OpsPortal.Features.Improve.Improvements.Queries;

namespace OpsPortal.Features.Improve.Improvements.Pages.Editing;

/// <summary>An improvement as it is typed.</summary>
internal sealed class ImprovementForm
{
    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    public string ExpectedEffect { get; set; } = "";

    public Effort Effort { get; set; }

    public string Service { get; set; } = "";

    /// <summary>The last day on which it is in time, UTC; null: not dated.</summary>
    public DateOnly? Due { get; set; }

    public string Evidence { get; set; } = "";

    public string MeasureWhat { get; set; } = "";

    public string MeasureUnit { get; set; } = "";

    public bool LowerIsBetter { get; set; } = true;

    public static ImprovementForm Of(ImprovementDraft draft) => new()
    {
        Title = draft.Title,
        Description = draft.Description,
        ExpectedEffect = draft.ExpectedEffect,
        Effort = draft.Effort,
        Service = draft.Service,
        Due = draft.DueAt is { } due ? DateOnly.FromDateTime(due.UtcDateTime.AddTicks(-1)) : null,
        Evidence = draft.Evidence,
        MeasureWhat = draft.MeasureWhat,
        MeasureUnit = draft.MeasureUnit,
        LowerIsBetter = draft.LowerIsBetter,
    };

    /// <summary>What is wrong with it the draft itself says.</summary>
    public ImprovementDraft ToDraft() => new()
    {
        Title = Title.Trim(),
        Description = Description.ReplaceLineEndings("\n").Trim(),
        ExpectedEffect = ExpectedEffect.ReplaceLineEndings("\n").Trim(),
        Effort = Effort,
        Service = Service.Trim(),
        DueAt = Due is { } due ? new DateTimeOffset(due.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
        Evidence = Evidence.Trim(),
        MeasureWhat = MeasureWhat.Trim(),
        MeasureUnit = MeasureUnit.Trim(),
        LowerIsBetter = LowerIsBetter,
    };
}

/// <summary>What the form of an improvement needs.</summary>
internal sealed class ImprovementFormTools(ImprovementQueries improvements, EnterImprovement enter, EditImprovement edit, Catalogue catalogue)
{
    public ImprovementQueries Improvements => improvements;

    public EnterImprovement Enter => enter;

    public EditImprovement Edit => edit;

    public Catalogue Catalogue => catalogue;
}
