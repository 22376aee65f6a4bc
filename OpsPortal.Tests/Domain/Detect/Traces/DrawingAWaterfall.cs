using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Features.Detect.Traces;
using OpsPortal.Features.Detect.Traces.Store;

namespace OpsPortal.Tests.Domain.Detect.Traces;

public sealed class DrawingAWaterfall
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Puts_each_step_below_its_cause_in_the_order_of_time() =>
        Assert.Equal(["0 a", "1 b", "2 d", "1 c"], Lines(Span("d", "b", 30), Span("c", "a", 40), Span("a", "", 0), Span("b", "a", 10)));

    [Fact]
    public void Shows_a_step_whose_cause_has_not_come_at_the_left_and_says_so()
    {
        var waterfall = Waterfall.Of([Span("b", "a", 10), Span("c", "b", 20)])!;
        Assert.Equal([(0, true), (1, false)], waterfall.Lines.Select(line => (line.Depth, line.CauseIsMissing)));
    }

    [Fact]
    public void Reaches_from_the_first_beginning_to_the_last_end()
    {
        var waterfall = Waterfall.Of([Span("a", "", 10, 100), Span("b", "a", 5, 20), Span("c", "a", 50, 200)])!;
        Assert.Equal((Noon.AddMilliseconds(5), TimeSpan.FromMilliseconds(245)), (waterfall.From, waterfall.Took));
    }

    [Fact]
    public void Shows_steps_that_claim_to_cause_each_other_once() =>
        Assert.Equal(["0 x", "0 a", "1 b"], Lines(Span("a", "b", 10), Span("b", "a", 20), Span("x", "", 30), Span("x", "x", 30)));

    [Fact]
    public void Is_nothing_without_a_span() => Assert.Null(Waterfall.Of([]));

    /// <summary>Any claims at all about causes: every span is shown once, below what it names where that is there.</summary>
    [Fact]
    public void Shows_every_span_once_and_the_same_in_whatever_order_they_come() => Prop.ForAll(Traces(), spans =>
    {
        var waterfall = Waterfall.Of(spans)!;
        Assert.Equal(spans.Select(span => span.Id).Distinct().Order(StringComparer.Ordinal), waterfall.Lines.Select(line => line.Span.Id).Order(StringComparer.Ordinal));
        for (var at = 0; at < waterfall.Lines.Count; at++)
        {
            var line = waterfall.Lines[at];
            if (line.Depth == 0) continue;
            var above = waterfall.Lines.Take(at).Last(earlier => earlier.Depth == line.Depth - 1);
            Assert.Equal(line.Span.Parent, above.Span.Id);
        }

        var other = Waterfall.Of(spans.Reverse().Concat(spans))!;
        Assert.Equal(waterfall.Lines.Select(Say), other.Lines.Select(Say));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_a_trace_up_the_same_in_whatever_order_its_spans_come() => Prop.ForAll(Traces(), spans =>
    {
        Assert.Equal(SumUp(spans), SumUp(spans.Reverse()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Comes_back_from_the_store_as_it_went_in() => Prop.ForAll(Traces(), spans =>
    {
        var read = SpanPack.Read(SpanPack.Write(spans));
        Assert.Equal(spans.Select(span => span with { Attributes = [] }), read.Select(span => span with { Attributes = [] }));
        Assert.Equal(spans.SelectMany(span => span.Attributes), read.SelectMany(span => span.Attributes));
    }).QuickCheckThrowOnFailure();

    private static (string, string, DateTimeOffset, DateTimeOffset, int, bool, TraceFate) SumUp(IEnumerable<TraceSpan> spans)
    {
        var row = new TraceRow { Id = "1" };
        foreach (var span in spans) row.Add(span, TimeSpan.FromMilliseconds(500));
        return (row.Name, row.Service, row.StartedAt, row.EndedAt, row.Failed, row.Slow, row.Fate);
    }

    /// <summary>Spans of ids 1 to 9 that each name any of 0 to 12 as their cause, no two of one id or one instant.</summary>
    private static Arbitrary<TraceSpan[]> Traces()
    {
        var one = from parent in Gen.Choose(0, 12)
                  from took in Gen.Choose(0, 1000)
                  from kind in Gen.Choose(0, 5)
                  from failed in Gen.Elements(true, false)
                  from service in Gen.Elements("checkout", "payments", "")
                  from at in Gen.Choose(0, 1000)
                  select (parent, took, kind, failed, service, at);
        return (from count in Gen.Choose(1, 9)
                from parts in one.ListOf(count)
                select parts.Select((part, id) => new TraceSpan(Hex(id + 1), part.parent == 0 ? "" : Hex(part.parent), $"step {id}", (SpanKind)part.kind,
                    Noon.AddTicks((part.at * 100) + id), TimeSpan.FromMilliseconds(part.took), part.service)
                {
                    Failed = part.failed,
                    Message = part.failed ? "größer" : "",
                    Attributes = [new("http.route", part.service), new("id", $"{id}")],
                }).ToArray()).ToArbitrary();
    }

    private static string Hex(int id) => id.ToString("x16", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(params TraceSpan[] spans) => Waterfall.Of(spans)!.Lines.Select(line => $"{line.Depth} {line.Span.Name}");

    private static string Say(WaterfallLine line) => $"{line.Depth} {line.Span.Id} {line.CauseIsMissing}";

    private static TraceSpan Span(string id, string parent, int at, int took = 10) =>
        new(id, parent, id, SpanKind.Internal, Noon.AddMilliseconds(at), TimeSpan.FromMilliseconds(took), "checkout");
}
