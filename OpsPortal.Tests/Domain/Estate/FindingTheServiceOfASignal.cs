using System.Diagnostics;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Estate.Mapping;

namespace OpsPortal.Tests.Domain.Estate;

public sealed class FindingTheServiceOfASignal
{
    private static readonly CatalogueSnapshot Catalogue = new(
        [Entry("checkout", "checkout-api", "shared"), Entry("payments", "payments-worker", "shared"), Entry("order-database")], 1);

    [Theory]
    [InlineData("service", "checkout", "checkout", 0)]
    [InlineData("service", "Checkout", "checkout", 0)]
    [InlineData("service.name", "payments", "payments", 1)]
    [InlineData("app", "payments", "payments", 3)]
    [InlineData("container", "payments-worker", "payments", 6)]
    [InlineData("job", "shop/order-database", "order-database", 8)]
    [InlineData("namespace", "checkout", "checkout", 9)]
    public void The_usual_rules_know_the_labels_of_common_tools(string label, string value, string key, int rule) =>
        Assert.Equal((key, rule), Find(MappingRule.Usual, (label, value)));

    [Theory]
    [InlineData("service", "unheard-of")]
    [InlineData("job", "shop/unheard-of")]
    [InlineData("container", "shared")]
    [InlineData("instance", "checkout")]
    public void What_leads_to_no_service_or_to_several_is_unmapped(string label, string value) => Assert.Equal((null, -1), Find(MappingRule.Usual, (label, value)));

    [Fact]
    public void The_first_rule_that_leads_somewhere_decides()
    {
        MappingRule[] rules = [new("team", MappingKind.IsExactly, "money", "nowhere"), new("team", MappingKind.IsExactly, "money", "payments"), new("service", MappingKind.IsKey)];
        Assert.Equal(("payments", 1), Find(rules, ("team", "money"), ("service", "checkout")));
        Assert.Equal(("checkout", 2), Find(rules, ("team", "Money"), ("service", "checkout")));
    }

    [Fact]
    public void A_pattern_covers_the_whole_value_and_fills_in_the_target()
    {
        MappingRule[] rules = [new("host", MappingKind.Matches, "(?<role>[a-z]+)-db-[0-9]+", "${role}-database")];
        Assert.Equal(("order-database", 0), Find(rules, ("host", "order-db-7")));
        Assert.Equal((null, -1), Find(rules, ("host", "x order-db-7")));
    }

    [Fact]
    public void A_pattern_made_to_explode_takes_no_time()
    {
        MappingRule[] rules = [new("host", MappingKind.Matches, "(a+)+b", "checkout")];
        Assert.Null(rules[0].Check());
        var watch = Stopwatch.StartNew();
        Assert.Equal((null, -1), Find(rules, ("host", new string('a', 500))));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
    }

    [Theory]
    [InlineData("", MappingKind.IsKey, "", "")]
    [InlineData("app", MappingKind.IsKey, "x", "")]
    [InlineData("app", MappingKind.IsExactly, "", "checkout")]
    [InlineData("app", MappingKind.IsExactly, "x", "No Key")]
    [InlineData("app", MappingKind.Matches, "(", "x")]
    [InlineData("app", MappingKind.Matches, "(x)\\1", "x")]
    [InlineData("app", MappingKind.Matches, "x", "")]
    [InlineData("app", MappingKind.Matches, "((a{1,500}){1,500})", "x")]
    public void What_cannot_be_a_rule_is_refused(string label, MappingKind kind, string pattern, string target) =>
        Assert.Equal("mapping.invalid-rule", new MappingRule(label, kind, pattern, target).Check()?.Code);

    [Fact]
    public void The_usual_rules_are_rules() => Assert.All(MappingRule.Usual, rule => Assert.Null(rule.Check()));

    [Fact]
    public void Equality_rules_take_no_memory()
    {
        var mapping = ServiceMapping.Compile(MappingRule.Usual, Catalogue);
        LabelSet[] sets = [LabelSet.From(("alertname", "Slow"), ("service", "checkout")), LabelSet.From(("app", "payments"), ("instance", "x")), LabelSet.From(("alertname", "DiskFull"))];
        Ask();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Ask();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);

        void Ask()
        {
            foreach (var labels in sets) mapping.Find(labels);
        }
    }

    private static (string? Key, int Rule) Find(IReadOnlyList<MappingRule> rules, params (string Name, string Value)[] labels)
    {
        var key = ServiceMapping.Compile(rules, Catalogue).Find(LabelSet.From(labels), out var rule);
        return (key?.Value, rule);
    }

    private static CatalogueEntry Entry(string key, params string[] components) => new(
        new() { Key = new(key), Name = key, Components = [.. components.Select(name => new ServiceComponent(name, ComponentKind.Application))] }, "", "", 1, DateTimeOffset.UnixEpoch);
}
