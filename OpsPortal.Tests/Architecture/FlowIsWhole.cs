using OpsPortal.Domain;

namespace OpsPortal.Tests.Architecture;

/// <summary>The flow is the map of the product; a stage nobody can reach is a mistake.</summary>
public sealed class FlowIsWhole
{
    [Fact]
    public void Every_stage_is_reached_from_a_signal()
    {
        var reached = new HashSet<Stage> { Stage.Signal };
        for (var before = 0; before < reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(Flow.Links.Where(link => reached.Contains(link.From)).Select(link => link.To));
        }

        Assert.Equal(Enum.GetValues<Stage>(), reached.Order());
    }

    [Fact]
    public void Nothing_gives_rise_to_a_signal() => Assert.DoesNotContain(Flow.Links, link => link.To == Stage.Signal);

    [Fact]
    public void No_link_is_listed_twice() => Assert.Equal(Flow.Links.Count, Flow.Links.Distinct().Count());
}
