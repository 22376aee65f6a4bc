using OpsPortal.Domain.Kernel;

namespace OpsPortal.Ui.Lists;

/// <summary>Something that can be done to the rows of a list, one or many at once.</summary>
/// <param name="Name">As the button says, and nothing else: <c>Acknowledge</c>.</param>
/// <param name="Key">The key that does it; empty: none.</param>
/// <param name="Prepare">Asks what has to be asked; null when the person thinks better of it.</param>
public sealed record ListAct<TRow>(string Name, string Key, Func<IReadOnlyList<TRow>, Task<ActPlan<TRow>?>> Prepare)
{
    /// <summary>Asks in a dialog before it acts.</summary>
    public bool Asks { get; init; } = true;
}

/// <summary>An act as it will be carried out, row by row.</summary>
/// <param name="Done">In the past, as the answer begins: <c>Acknowledged</c>.</param>
/// <param name="Run">Acts on one row; answers with the refusal, or null when done.</param>
/// <param name="Undo">Takes it back; null where that cannot be.</param>
public sealed record ActPlan<TRow>(
    string Done, Func<TRow, CancellationToken, Task<Refusal?>> Run, Func<TRow, CancellationToken, Task<Refusal?>>? Undo = null)
{
    /// <summary>Called after all rows, as when a draft is no longer needed.</summary>
    public Func<Task>? After { get; init; }
}
