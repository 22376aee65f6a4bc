using OpsPortal.Ui.Lists;

namespace OpsPortal.Tests.Ui;

public sealed class AddressOfAList
{
    private static readonly Facet Priority = new("priority", "Priority", [new("P1", "P1"), new("P2", "P2"), new("P3", "P3")]);
    private static readonly Facet Standing = new("standing", "Standing", [new("Active", "Active"), new("Closed", "Closed")]) { Default = ["Active"], Single = true };
    private static readonly Facet[] Facets = [Priority, Standing];

    [Theory]
    [InlineData("")]
    [InlineData("priority=P1,P3")]
    [InlineData("standing=Closed&q=disk%20full%20%26%20more")]
    [InlineData("priority=P2&standing=&q=%C3%BCber&order=Newest")]
    public void Leads_back_to_the_same_list(string query) =>
        Assert.Equal(query, ListQuery.Parse($"http://localhost/events?{query}", Facets).ToString());

    [Fact]
    public void Says_nothing_about_what_is_usual() =>
        Assert.Equal("", ListQuery.Parse("http://localhost/events?standing=Active", Facets).ToString());

    [Fact]
    public void That_says_nothing_has_the_default() =>
        Assert.Equal(["Active"], ListQuery.Parse("http://localhost/events", Facets).Of(Standing));

    [Fact]
    public void That_empties_a_facet_does_not_narrow_by_it() =>
        Assert.Empty(ListQuery.Parse("http://localhost/events?standing=", Facets).Of(Standing));

    [Fact]
    public void With_nonsense_in_it_is_read_as_far_as_it_makes_sense()
    {
        var query = ListQuery.Parse("http://localhost/events?priority=P9,p1,%00&colour=red&&=&q=%", Facets);
        Assert.Equal(["P1"], query.Of(Priority));
        Assert.Equal("%", query.Text);
    }

    [Fact]
    public void Changes_by_one_value_when_a_chip_is_pressed()
    {
        var both = Priority.Toggle(["P3"], "P1");
        Assert.Equal(["P1", "P3"], both);
        Assert.Equal(["P3"], Priority.Toggle(both, "P1"));
        Assert.Equal(["Closed"], Standing.Toggle(["Active"], "Closed"));
    }
}
