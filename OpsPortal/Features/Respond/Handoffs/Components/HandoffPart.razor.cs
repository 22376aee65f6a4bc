using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Features.Respond.Handoffs.Queries;

namespace OpsPortal.Features.Respond.Handoffs.Components;

/// <summary>What can be done to one line of a handoff.</summary>
public enum HandoffItemAct
{
    Accept,
    AskBack,
    Reply,
    Note,
    Release,
}

/// <summary>One part of a handoff: its lines, and what giver and taker can do to each.</summary>
public sealed partial class HandoffPart : ComponentBase
{
    /// <summary>So many are shown until somebody asks for all.</summary>
    private const int Few = 25;

    [Parameter, EditorRequired] public HandoffSection Section { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<HandoffItem> Items { get; set; } = [];

    [Parameter, EditorRequired] public HandoffView View { get; set; } = default!;

    [Parameter] public bool IsGiver { get; set; }

    [Parameter] public bool IsTaker { get; set; }

    [Parameter] public bool Busy { get; set; }

    [Parameter] public EventCallback<(HandoffItemAct Act, HandoffItem Item)> Act { get; set; }

    private bool All { get; set; }

    private IEnumerable<(HandoffItemAct Act, string Name)> Acts(HandoffItem item)
    {
        var state = View.Row.State;
        if (IsGiver && state == HandoffState.Draft)
        {
            if (item.Blocks) yield return (HandoffItemAct.Release, "Without owner");
            yield return (HandoffItemAct.Note, "Note");
        }

        if (IsTaker && HandoffLifecycle.IsWaiting(state) && item.Answer != HandoffAnswer.Accepted)
        {
            yield return (HandoffItemAct.Accept, "Accept");
            yield return (HandoffItemAct.AskBack, "Ask back");
        }

        if (IsGiver && item.Answer == HandoffAnswer.AskedBack) yield return (HandoffItemAct.Reply, "Reply");
    }
}
