using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Automation.Editing;

/// <summary>One trigger: how it stands, its form, and a dry run over the past.</summary>
public sealed partial class TriggerPage(Viewer viewer, NavigationManager navigation, IDialogService dialogs) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private IDisposable? _changes;

    /// <summary>What the form was filled from; what is shown above it may be newer.</summary>
    private int? _version;

    [Inject] private TriggerEditing Editing { get; set; } = default!;

    /// <summary><c>TRG-7</c>; null: a new one.</summary>
    [Parameter] public string? Number { get; set; }

    private TriggerView? View { get; set; }

    private TriggerForm? Form { get; set; }

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private int Days { get; set; } = 7;

    private TriggerTrial? Trial { get; set; }

    private Refusal? Why { get; set; }

    private string Told { get; set; } = "";

    private string? Secret { get; set; }

    private bool MustConfirm { get; set; }

    private bool Confirmed { get; set; }

    private bool MayWrite => _actor.May(Permissions.AutomationWrite);

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = Editing.Follow(() => _ = InvokeAsync(LookAsync));
    }

    protected override async Task OnParametersSetAsync()
    {
        // After a new trigger was saved, its form and its secret stay on the page.
        if (View is { } shown && Number == shown.Row.Number.ToString()) return;
        if (Number is null && Form is not null && View is null) return;
        if (Number is null) (View, Form, Secret, Told) = (null, new(), null, "");
        else await ReadAsync(TriggerNumber.TryParse(Number, null, out var number) ? number : default);
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync(TriggerNumber number)
    {
        View = await Editing.Queries.ViewAsync(number, _leaving.Token);
        Unknown = View is null;
        if (View is null) return;
        (Form, _version) = (TriggerForm.Of(View.Draft), View.Row.Version);
    }

    /// <summary>How it stands by now; what is typed stays.</summary>
    private async Task LookAsync()
    {
        if (Busy || View is null || _leaving.IsCancellationRequested) return;
        if (await Editing.Queries.ViewAsync(View.Row.Number, _leaving.Token) is { } now) View = now;
        StateHasChanged();
    }

    private async Task TryAsync()
    {
        if (Busy || Form is null) return;
        (Busy, Trial) = (true, null);
        var outcome = await Editing.Try.RunAsync(_actor, Form.ToDraft(), Days, _leaving.Token);
        (Busy, Why, Trial) = (false, outcome.Refusal, (outcome as Outcome<TriggerTrial>.Done)?.Value);
    }

    private async Task SaveAsync()
    {
        if (Busy || Form is null) return;
        (Busy, Told) = (true, "");
        var outcome = await Editing.Save.RunAsync(_actor, View?.Row.Number, Form.ToDraft(), View is null ? null : _version, Confirmed, CancellationToken.None);
        (Busy, Why) = (false, outcome.Refusal);
        MustConfirm |= Why?.Code == AutomationRefusals.HoldsForEverythingCode;
        if (outcome is not Outcome<SavedTrigger>.Done(var saved)) return;
        await SavedAsync(saved, "Saved. It acts on what happens from now on.");
        if (Number is null) navigation.NavigateTo($"/automation/{saved.Trigger.Number}");
    }

    private async Task RotateAsync()
    {
        if (!await ConfirmDialog.AskAsync(dialogs, "New signing secret?", "The receiver refuses what this trigger sends until it knows the new one.", "Make a new one")) return;
        var outcome = await Editing.Rotate.RunAsync(_actor, View!.Row.Number, View.Row.Version, CancellationToken.None);
        Why = outcome.Refusal;
        if (outcome is Outcome<SavedTrigger>.Done(var saved)) await SavedAsync(saved, "The old secret is good for nothing any more.");
    }

    private Task RestartAsync() => ActAsync(number => Editing.Restart.RunAsync(_actor, number, View!.Row.Version, CancellationToken.None), "It works again, on what happens from now on.");

    private Task StopAsync() => ActAsync(number => Editing.Stop.RunAsync(_actor, number, View!.Row.Version, CancellationToken.None), "Stopped. What it had waiting is called off.");

    private async Task DeleteAsync()
    {
        if (!await ConfirmDialog.AskAsync(dialogs, $"Delete {View!.Row.Name}?", "What it had waiting is called off. Its runs stay.", "Delete")) return;
        Why = (await Editing.Delete.RunAsync(_actor, View.Row.Number, View.Row.Version, CancellationToken.None)).Refusal;
        if (Why is null) navigation.NavigateTo("/automation");
    }

    private async Task ActAsync(Func<TriggerNumber, Task<Outcome<Trigger>>> act, string told)
    {
        if (Busy) return;
        (Busy, Told) = (true, "");
        Why = (await act(View!.Row.Number)).Refusal;
        Busy = false;
        if (Why is not null) return;
        await ReadAsync(View.Row.Number);
        Told = told;
    }

    private async Task SavedAsync(SavedTrigger saved, string told)
    {
        await ReadAsync(saved.Trigger.Number);
        (Told, Secret, MustConfirm, Confirmed) = (told, saved.Secret, false, false);
    }
}
