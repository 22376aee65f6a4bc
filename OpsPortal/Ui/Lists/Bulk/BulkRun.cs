using OpsPortal.Domain.Kernel;

namespace OpsPortal.Ui.Lists.Bulk;

/// <summary>An act on many rows, one after the other; a refused row does not stop the rest.</summary>
public sealed class BulkRun<TRow>(string done, IReadOnlyList<TRow> rows)
{
    private readonly List<(TRow Row, Refusal Why)> _refused = [];
    private readonly List<TRow> _carriedOut = [];

    public int Total => rows.Count;

    /// <summary>Rows that are through, refused or not.</summary>
    public int Through => _carriedOut.Count + _refused.Count;

    public IReadOnlyList<TRow> CarriedOut => _carriedOut;

    /// <summary>Acts on every row; <paramref name="progress"/> is told after each.</summary>
    public async Task RunAsync(Func<TRow, CancellationToken, Task<Refusal?>> act, Action progress, CancellationToken stopping)
    {
        foreach (var row in rows)
        {
            if (await act(row, stopping) is { } why) _refused.Add((row, why));
            else _carriedOut.Add(row);
            progress();
        }
    }

    /// <summary>What came of it: <c>Acknowledged 12 · 1 refused: …</c>.</summary>
    /// <param name="nameOf">How a row is called, as <c>EVT-7</c>.</param>
    public string Say(Func<TRow, string> nameOf)
    {
        var carriedOut = _carriedOut switch
        {
            [] => null,
            [var one] => $"{done} {nameOf(one)}",
            _ => $"{done} {_carriedOut.Count}",
        };
        var refused = _refused switch
        {
            [] => null,
            [var (row, why)] => $"{(carriedOut is null ? "Refused" : "1 refused")}: {nameOf(row)}: {why.Message}",
            _ => $"{_refused.Count} refused: {string.Join(' ', _refused.Select(no => no.Why.Message).Distinct().Take(2))}",
        };
        return string.Join(" · ", new[] { carriedOut, refused }.OfType<string>());
    }
}
