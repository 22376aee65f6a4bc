using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Components;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Policies.Pages;

/// <summary>The policies in force, what is proposed, and who could approve what.</summary>
public sealed partial class PoliciesPage(Viewer viewer, IDialogService dialogs, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    [Inject] private PolicyTools Tools { get; set; } = default!;

    private IReadOnlyList<PolicyView>? Policies { get; set; }

    private IReadOnlyList<ProposalView> Proposals { get; set; } = [];

    private TermsForm? Form { get; set; }

    /// <summary>What the form changes; null: a new policy.</summary>
    private PolicyRevision? Editing { get; set; }

    private string Asked { get; set; } = "";

    private ApprovalForecast? Forecast { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private bool MayPropose => _actor.May(Permissions.PoliciesWrite);

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), Live.ChangeKind.Changes);
        await ReadAsync();
    }

    public void Dispose() => _changes?.Dispose();

    private async Task ReadAsync()
    {
        (Policies, Proposals) = (await Tools.Queries.AllAsync(CancellationToken.None), await Tools.Queries.ProposalsAsync(CancellationToken.None));
        StateHasChanged();
    }

    private void Edit(PolicyRevision? policy) => (Editing, Form) = (policy, TermsForm.Of(policy?.Terms));

    private Task ProposeAsync() => ActAsync(async () =>
    {
        if (Form is null) return;
        var outcome = await Tools.Desk.ProposeAsync(await viewer.SessionAsync(), Editing?.Number, Form.ToTerms(), CancellationToken.None);
        Why = outcome.Refusal;
        if (outcome is Outcome<PolicyReference>.Done(var proposed)) (Said, Form) = ($"{proposed} is proposed; those whom it binds are asked.", null);
    });

    private Task GiveUpAsync(PolicyRevision policy) => ActAsync(async () =>
    {
        if (!await ConfirmDialog.AskAsync(dialogs, $"Propose to give {policy.Number} up?", "Those whom it binds decide on it.", "Propose")) return;
        Why = (await Tools.Desk.ProposeAsync(await viewer.SessionAsync(), policy.Number, null, CancellationToken.None)).Refusal;
        if (Why is null) Said = $"It is proposed to give {policy.Number} up.";
    });

    private Task DecideAsync(ProposalView one, bool yes) => ActAsync(async () =>
    {
        var (by, policy) = (await viewer.SessionAsync(), new PolicyReference(one.Proposal.Number, one.Proposal.BasedOn + 1));
        (Why, Said) = await new ProposalDecision(one.Round, one.Subject,
            async (stepUp, given) => (await Tools.Desk.ApproveAsync(by, stepUp, policy, given, CancellationToken.None)).Refusal,
            async (stepUp, reason) => (await Tools.Desk.RejectAsync(by, stepUp, policy, one.Round.ContentHash, reason, CancellationToken.None)).Refusal).RunAsync(dialogs, yes);
    });

    private Task WithdrawAsync(ProposalView one) => ActAsync(async () =>
    {
        if (await NoteDialog.AskAsync(dialogs, new("Withdraw", one.Proposal.Reference, "Reason")) is not { } note) return;
        Why = (await Tools.Desk.WithdrawAsync(await viewer.SessionAsync(), new(one.Proposal.Number, one.Proposal.BasedOn + 1), note.Text, CancellationToken.None)).Refusal;
        if (Why is not null) return;
        Said = "Withdrawn.";
        await note.Sent();
    });

    private Task SimulateAsync() => ActAsync(async () =>
    {
        if (!ChangeNumber.TryParse(Asked.Trim(), null, out var number))
        {
            Why = Refusals.NotFound("That change");
            return;
        }

        var outcome = await Tools.Queries.SimulateAsync(number, Form?.ToTerms(), CancellationToken.None);
        (Why, Forecast) = (outcome.Refusal, (outcome as Outcome<ApprovalForecast>.Done)?.Value);
    });

    private async Task ActAsync(Func<Task> act)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            await act();
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}
