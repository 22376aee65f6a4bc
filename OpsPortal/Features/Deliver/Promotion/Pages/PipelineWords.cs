using MudBlazor;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Promotion.Pipeline;

namespace OpsPortal.Features.Deliver.Promotion.Pages;

/// <summary>The pipeline in the words of the screens.</summary>
internal static class PipelineWords
{
    public static string Gate(GateState state) => state switch
    {
        GateState.Open => "Can go on",
        GateState.Closed => "Held back",
        GateState.UnderWay => "On its way",
        GateState.Even => "Nothing to do",
        _ => "Nothing yet",
    };

    /// <summary>A shape of its own for every state, so that colour is not needed.</summary>
    public static string Icon(GateState state) => state switch
    {
        GateState.Open => Icons.Material.Outlined.ArrowForward,
        GateState.Closed => Icons.Material.Outlined.Block,
        GateState.UnderWay => Icons.Material.Outlined.Pending,
        GateState.Even => Icons.Material.Outlined.DragHandle,
        _ => Icons.Material.Outlined.MoreHoriz,
    };

    /// <summary>What the environment is for, where its name does not say so already.</summary>
    public static string Kind(PipelineStage stage) => EstateWords.Of(stage.Tier) is var kind && stage.Environment.Contains(kind, StringComparison.OrdinalIgnoreCase) ? "" : kind;

    /// <summary>How all of it stands, in one sentence.</summary>
    public static string Summary(PipelineView view)
    {
        var gates = view.Stages.Where(stage => stage.Gate is not null).ToList();
        if (gates.Find(stage => stage.Gate?.State == GateState.UnderWay) is { } moving) return $"Something is on its way to {moving.Environment}.";
        if (gates.Find(stage => stage.Gate?.State == GateState.Open) is { Gate: { } gate } open) return $"What runs in {gate.From} can go on to {open.Environment}.";
        if (gates.Find(stage => stage.Gate?.State == GateState.Closed) is { } held) return $"The way to {held.Environment} is held back.";
        return view.Stages.Any(stage => stage.Running.Count > 0) ? "The environments run the same, as far as the portal knows." : "Nothing is known to run yet.";
    }
}
