using OpsPortal.Domain.Kernel;

namespace OpsPortal.Ui.Lists;

/// <summary>Where a list has its rows from.</summary>
/// <param name="Page">A page of rows in a stable order, from a cursor on.</param>
public sealed record ListSource<TRow>(Func<ListQuery, string?, int, CancellationToken, Task<Page<TRow>>> Page)
{
    /// <summary>How many rows there are, counted up to a limit; null: the list does not say.</summary>
    public Func<ListQuery, int, CancellationToken, Task<int>>? Count { get; init; }

    /// <summary>
    /// Rows by key as they are now. With it the list forgets rows that are far from the screen, and shows changes to
    /// rows without moving them; without it rows never change.
    /// </summary>
    public Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<TRow>>>? Rows { get; init; }

    /// <summary>The rows that a row stands for, by its key; null: rows stand for themselves alone.</summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<TRow>>>? Members { get; init; }

    /// <summary>Whether a row, as it is now, is still what the filter asks for; null: rows do not leave.</summary>
    public Func<ListQuery, TRow, bool>? Belongs { get; init; }
}
