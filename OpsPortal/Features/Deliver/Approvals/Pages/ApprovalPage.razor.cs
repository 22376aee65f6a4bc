using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Approvals.Acts;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.People;
using OpsPortal.Features.People.StepUps.Prompt;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Approvals.Pages;

/// <summary>Everything that a person who decides has to see, and the decision. Made for a phone.</summary>
public sealed partial class ApprovalPage(Viewer viewer, IDialogService dialogs, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private Actor _actor = Actors.Nobody;

    /// <summary>The hash of what the person was shown and has read.</summary>
    private string _seen = "";

    /// <summary><c>CHG-7</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private ApprovalTools Tools { get; set; } = default!;

    private ChangeView? View { get; set; }

    private bool Unknown { get; set; }

    private IReadOnlyList<Delegation> StandsInFor { get; set; } = [];

    private string InPlaceOf { get; set; } = "";

    private string Reason { get; set; } = "";

    private DateTime? NotBefore { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private DateTimeOffset Now => viewer.Now;

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    private bool IsChanged => View?.Case.Subject is { } subject && _seen.Length > 0 && subject.SheetHash != _seen;

    /// <summary>Why whoever looks cannot decide, as the rules say it now; null where nothing stands in the way.</summary>
    private Refusal? CannotWhy
    {
        get
        {
            if (View?.Round is not { } round || View.Case.Subject is not { } subject) return ApprovalDoorRefusals.NothingAsked(Number);
            if (View.Standing is { State: not (ApprovalState.Pending or ApprovalState.AskedBack) } over) return ApprovalRefusals.RoundOver(round.Subject, over);
            if (_actor.Person is not { } person) return DutyRefusals.Machine(_actor.Name);
            var own = WhoMayApprove.Decide(subject, new(person, null, View.Case.At), View.Case.Who, View.Case.At, round.Asked).Refusal;
            return own is null || StandsInFor.Any(given => WhoMayApprove.Decide(subject, new(person, given.Principal, View.Case.At), View.Case.Who, View.Case.At, round.Asked).Refusal is null) ? null : own;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), Live.ChangeKind.Changes);
        if (_actor.Person is { } person) StandsInFor = [.. (await Tools.Delegations.OfAsync(person, _leaving.Token)).Where(given => given.Delegate == person && given.IsInForce(viewer.Now))];
        await ReadAsync();
        Accept();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private void Accept() => _seen = View?.Case.Subject?.SheetHash ?? "";

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            View = ChangeNumber.TryParse(Number, null, out var number) ? await Tools.Changes.ViewAsync(number, _leaving.Token) : null;
            Unknown = View is null;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }

        StateHasChanged();
    }

    private Task ApproveAsync() => ActAsync(change => change.StartedAt is null ? "Approved." : "It had begun already: your yes is kept as given after the fact, and counts for nothing.", true, (by, stepUp, view) => Tools.Decide.ApproveAsync(by, stepUp, view.Row.Number,
        new(view.Round!.ContentHash, _seen, Reason, Guid.TryParse(InPlaceOf, out var principal) ? new PersonId(principal) : null, NotBefore is { } local ? Zones.ToInstant(local, Zone) : null), CancellationToken.None));

    private Task RejectAsync() => ActAsync(_ => "Rejected.", true, (by, stepUp, view) => Tools.Decide.RejectAsync(by, stepUp, view.Row.Number, view.Round!.ContentHash, Reason, CancellationToken.None));

    private Task AskBackAsync() => ActAsync(_ => "Asked.", false, (by, _, view) => Tools.Decide.AskBackAsync(by, view.Row.Number, Reason, CancellationToken.None));

    /// <param name="done">What is said of the change as it is then.</param>
    private async Task ActAsync(Func<Change, string> done, bool stepsUp, Func<ActingSession, Guid?, ChangeView, Task<Outcome<Change>>> act)
    {
        if (Busy || View?.Round is null) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            if (string.IsNullOrWhiteSpace(Reason))
            {
                Why = ApprovalRefusals.TextMissing("reason");
                return;
            }

            var stepUp = stepsUp ? await StepUpPrompt.AskAsync(dialogs, $"{View.Row.Number} {View.Row.Title}") : null;
            if (stepsUp && stepUp is null) return;
            var outcome = await act(await viewer.SessionAsync(), stepUp, View);
            Why = outcome.Refusal;
            if (outcome is Outcome<Change>.Done(var decided)) (Said, Reason) = (done(decided), "");
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
