using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Tests.Domain.Detect.Maintenance;

public sealed class FindingTheSilenceThatCovers
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Matcher> Matchers =
        from name in Gen.Elements("alertname", "job", "instance")
        from kind in Gen.Elements(Enum.GetValues<MatchKind>())
        from value in Gen.Elements("", "a", "b", "a|b", ".*")
        select Make(name, kind, value);

    private static readonly Gen<Silence> Silences =
        from matchers in Matchers.NonEmptyListOf()
        from start in Gen.Choose(-3, 2)
        from length in Gen.Choose(1, 4)
        select SilenceOf(start, start + length, [.. matchers.Take(3)]);

    private static readonly Gen<LabelSet> LabelSets =
        from alertname in Gen.Elements("", "a", "b")
        from job in Gen.Elements("", "a", "b")
        from instance in Gen.Elements("", "a", "c")
        select LabelSet.From(("alertname", alertname), ("job", job), ("instance", instance));

    [Fact]
    public void Finds_what_asking_every_silence_would_find() => Prop.ForAll(Arb.From(Silences.ListOf()), Arb.From(LabelSets), (silences, labels) =>
    {
        var expected = silences.Where(silence => silence.StateAt(Now) == SilenceState.Active && silence.Covers(labels)).Select(silence => silence.Id).ToHashSet();
        var index = SilenceIndex.Of(silences);
        var covering = index.Covering(labels, Now);
        return expected.SetEquals(index.AllCovering(labels, Now)) && (covering is { } one ? expected.Contains(one) : expected.Count == 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_the_one_that_ends_last_where_several_cover()
    {
        var (soon, late) = (SilenceOf(-1, 1, [Make("a", MatchKind.Equal, "b")]), SilenceOf(-1, 5, [Make("a", MatchKind.Regex, "b|c")]));
        Assert.Equal(late.Id, SilenceIndex.Of([late, soon]).Covering(LabelSet.From(("a", "b")), Now));
    }

    [Fact]
    public void Knows_when_a_silence_begins_or_ends()
    {
        var index = SilenceIndex.Of([SilenceOf(1, 3, [Make("a", MatchKind.Equal, "b")])]);
        Assert.False(index.HasEdge(Now, Now.AddMinutes(59)));
        Assert.True(index.HasEdge(Now, Now.AddHours(1)));
        Assert.False(index.HasEdge(Now.AddHours(1), Now.AddHours(2)));
        Assert.True(index.HasEdge(Now.AddHours(2), Now.AddHours(4)));
        Assert.False(index.HasEdge(Now.AddHours(3), Now.AddHours(9)));
    }

    [Theory]
    [InlineData("a=b", "a", MatchKind.Equal, "b")]
    [InlineData(" a != \"b c\" ", "a", MatchKind.NotEqual, "b c")]
    [InlineData("a=~b.*", "a", MatchKind.Regex, "b.*")]
    [InlineData("a!~\"b\\\"\\\\\\n\\d\"", "a", MatchKind.NotRegex, "b\"\\\n\\d")]
    [InlineData("a=", "a", MatchKind.Equal, "")]
    public void Reads_matchers_as_people_write_them(string text, string name, MatchKind kind, string value)
    {
        var matcher = Assert.IsType<Outcome<Matcher>.Done>(MatcherText.Parse(text)).Value;
        Assert.Equal((name, kind, value), (matcher.Name, matcher.Kind, matcher.Value));
        Assert.Equal(matcher, Assert.IsType<Outcome<Matcher>.Done>(MatcherText.Parse(matcher.ToString().Replace("\n", "\\n", StringComparison.Ordinal))).Value);
    }

    private static Matcher Make(string name, MatchKind kind, string value) => Assert.IsType<Outcome<Matcher>.Done>(Matcher.Create(name, kind, value)).Value;

    private static Silence SilenceOf(int startsInHours, int endsInHours, Matcher[] matchers) => new()
    {
        Id = Guid.CreateVersion7(Now),
        Matchers = matchers,
        StartsAt = Now.AddHours(startsInHours),
        EndsAt = Now.AddHours(endsInHours),
        CreatedBy = "ada",
        Comment = "",
    };
}
