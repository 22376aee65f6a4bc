using System.Data.Common;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Components;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Templates.Pages;

/// <summary>The templates that standard changes may follow, those that no longer hold, and what is proposed.</summary>
public sealed partial class TemplatesPage(Viewer viewer, IDialogService dialogs, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    [Inject] private TemplateTools Tools { get; set; } = default!;

    private IReadOnlyList<TemplateView>? Templates { get; set; }

    private IReadOnlyList<TemplateProposal> Proposals { get; set; } = [];

    private TemplateForm? Form { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    /// <summary>What is wrong with what was typed; shown in the form.</summary>
    private Refusal? FormWhy { get; set; }

    private string? Failure { get; set; }

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
        try
        {
            (Templates, Proposals, Failure) = (await Tools.Queries.AllAsync(CancellationToken.None), await Tools.Queries.ProposalsAsync(CancellationToken.None), null);
        }
        catch (DbException)
        {
            Failure = "The templates could not be read just now.";
        }

        StateHasChanged();
    }

    private Task ProposeAsync() => ActAsync(async () =>
    {
        if (Form is null) return;
        var outcome = await Tools.Desk.ProposeAsync(await viewer.SessionAsync(), Form.Key.Trim(), Form.ToTerms(), CancellationToken.None);
        FormWhy = outcome.Refusal;
        if (outcome is Outcome<TemplateReference>.Done(var proposed)) (Said, Form) = ($"{ChangeTemplate.NameOf(proposed.Key, proposed.Revision)} is proposed; those who may approve it are asked.", null);
    });

    private Task DecideAsync(TemplateProposal one, bool yes) => ActAsync(async () =>
    {
        var (by, template) = (await viewer.SessionAsync(), new TemplateReference(one.Template.Key, one.Template.Revision));
        (Why, Said) = await new ProposalDecision(one.Round, one.Subject,
            async (stepUp, given) => (await Tools.Desk.ApproveAsync(by, stepUp, template, given, CancellationToken.None)).Refusal,
            async (stepUp, reason) => (await Tools.Desk.RejectAsync(by, stepUp, template, one.Round.ContentHash, reason, CancellationToken.None)).Refusal).RunAsync(dialogs, yes);
    });

    private Task WithdrawAsync(TemplateProposal one) => EndAsync(one.Template.Name, "Nobody is asked any more.", async reason =>
        (await Tools.Desk.WithdrawAsync(await viewer.SessionAsync(), new(one.Template.Key, one.Template.Revision), reason, CancellationToken.None)).Refusal);

    private Task GiveUpAsync(ChangeTemplate template) => EndAsync(template.Key, "No change can follow it any more. What was submitted already goes on.", async reason =>
        (await Tools.Desk.GiveUpAsync(await viewer.SessionAsync(), template.Key, reason, CancellationToken.None)).Refusal);

    private Task EndAsync(string on, string hint, Func<string, Task<Refusal?>> end) => ActAsync(async () =>
    {
        if (await NoteDialog.AskAsync(dialogs, new("Withdraw", on, "Reason") { Hint = hint }) is not { } note) return;
        Why = await end(note.Text);
        if (Why is not null) return;
        Said = $"{on} is withdrawn.";
        await note.Sent();
    });

    private async Task ActAsync(Func<Task> act)
    {
        if (Busy) return;
        (Busy, Why, FormWhy, Said) = (true, null, null, "");
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
