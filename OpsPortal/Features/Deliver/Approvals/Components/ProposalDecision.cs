using MudBlazor;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People.StepUps.Prompt;

namespace OpsPortal.Features.Deliver.Approvals.Components;

/// <summary>Asks whoever decides on a proposal for a reason and for a confirmation of who it is, and carries the decision out.</summary>
/// <param name="Approve">With the confirmation and the yes; answers why not.</param>
/// <param name="Reject">With the confirmation and the reason.</param>
internal sealed record ProposalDecision(ApprovalRound Round, ApprovalSubject Subject, Func<Guid, Yes, Task<Refusal?>> Approve, Func<Guid, string, Task<Refusal?>> Reject)
{
    /// <summary>What is said of it, or why it was refused; both empty when the person thinks better of it.</summary>
    public async Task<(Refusal? Why, string Said)> RunAsync(IDialogService dialogs, bool yes)
    {
        if (await NoteDialog.AskAsync(dialogs, new(yes ? "Approve" : "Reject", Subject.Reference, "Reason")) is not { } note) return (null, "");
        if (await StepUpPrompt.AskAsync(dialogs, Subject.Reference) is not { } stepUp) return (null, "");
        if (await (yes ? Approve(stepUp, new(Round.ContentHash, Subject.SheetHash, note.Text)) : Reject(stepUp, note.Text)) is { } why) return (why, "");
        await note.Sent();
        return (null, yes ? "Approved." : "Rejected.");
    }
}
