using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Significance.Pages;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Features.People.Administration.Dialogs;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Significance.Editing;

/// <summary>Asks for a rule, tries it on the past, and saves it.</summary>
public sealed partial class RuleDialog(SaveRule save, TryRule attempt, Viewer viewer) : ComponentBase
{
    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>The rule to change; null: a new one.</summary>
    [Parameter] public SignificanceRule? Rule { get; set; }

    private RuleForm Form { get; set; } = new();

    private Refusal? Why { get; set; }

    private RuleTrial? Trial { get; set; }

    private bool Busy { get; set; }

    private bool MustConfirm { get; set; }

    private bool Confirmed { get; set; }

    public static async Task AskAsync(IDialogService dialogs, SignificanceRule? rule) =>
        await (await dialogs.ShowAsync<RuleDialog>("", new DialogParameters<RuleDialog> { { dialog => dialog.Rule, rule } }, DialogSizes.Medium)).Result;

    protected override void OnInitialized()
    {
        if (Rule is not null) Form = RuleForm.Of(RuleDraft.Of(Rule));
    }

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        var outcome = await save.RunAsync(await viewer.ActorAsync(), Rule?.Id, Form.ToDraft(), Rule?.Version ?? 0, Confirmed, CancellationToken.None);
        (Busy, Why) = (false, outcome.Refusal);
        MustConfirm |= Why?.Code == RuleRefusals.HoldsForEverythingCode;
        if (Why is null) Dialog.Close();
    }

    private async Task TryAsync()
    {
        if (Busy) return;
        (Busy, Trial) = (true, null);
        var outcome = await attempt.RunAsync(await viewer.ActorAsync(), Rule?.Id, Form.ToDraft(), RulePageTools.Days, CancellationToken.None);
        (Busy, Why, Trial) = (false, outcome.Refusal, (outcome as Outcome<RuleTrial>.Done)?.Value);
    }

    private static string Told(RuleTrial trial)
    {
        var (before, after) = (trial.Rehearsal.Before.Sum(day => day.Events), trial.Rehearsal.After.Sum(day => day.Events));
        return string.Create(CultureInfo.InvariantCulture, $"Of {trial.Signals:N0} signals of the last {RulePageTools.Days} days{(trial.IsPartial ? " (the latest of more)" : "")}, {trial.Rehearsal.ChangedCount:N0} would be judged otherwise: {after:N0} events instead of {before:N0}.");
    }
}
