namespace OpsPortal.Domain.Detect.Traces;

/// <summary>One line of a waterfall.</summary>
/// <param name="Depth">0: nothing above it.</param>
/// <param name="CauseIsMissing">It names a step above it that has not arrived.</param>
public sealed record WaterfallLine(TraceSpan Span, int Depth, bool CauseIsMissing);

/// <summary>The steps of one trace, each below what caused it, those of one cause in the order of time.</summary>
/// <remarks>The same whatever the order in which spans arrived, and however often one of them did.</remarks>
public sealed record Waterfall(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<WaterfallLine> Lines)
{
    public TimeSpan Took => To - From;

    /// <summary>Null without any span.</summary>
    public static Waterfall? Of(IEnumerable<TraceSpan> arrived)
    {
        var spans = arrived.OrderBy(span => span.At).ThenBy(span => span.Id, StringComparer.Ordinal).DistinctBy(span => span.Id).ToList();
        if (spans.Count == 0) return null;
        var known = spans.Select(span => span.Id).ToHashSet(StringComparer.Ordinal);
        var below = spans.Where(span => known.Contains(span.Parent)).ToLookup(span => span.Parent, StringComparer.Ordinal);
        var (lines, placed) = (new List<WaterfallLine>(spans.Count), new HashSet<string>(StringComparer.Ordinal));
        foreach (var top in spans.Where(span => !known.Contains(span.Parent))) Place(top);

        // What is left causes itself in a circle, which no sender may claim: it is shown from its earliest step on.
        foreach (var circling in spans) Place(circling);
        return new(spans[0].At, spans.Max(span => span.EndsAt), lines);

        void Place(TraceSpan top)
        {
            var due = new Stack<(TraceSpan Span, int Depth)>([(top, 0)]);
            while (due.TryPop(out var next))
            {
                if (!placed.Add(next.Span.Id)) continue;
                lines.Add(new(next.Span, next.Depth, next.Depth == 0 && !next.Span.IsRoot));
                foreach (var caused in below[next.Span.Id].Reverse()) due.Push((caused, next.Depth + 1));
            }
        }
    }
}
