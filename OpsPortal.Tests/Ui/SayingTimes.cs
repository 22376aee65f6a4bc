using OpsPortal.Ui;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Time;

namespace OpsPortal.Tests.Ui;

public sealed class SayingTimes
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, "just now")]
    [InlineData(47, "40 s ago")]
    [InlineData(61, "1 min ago")]
    [InlineData(7300, "2 h ago")]
    [InlineData(200_000, "2 d ago")]
    [InlineData(-2, "in a moment")]
    [InlineData(-900, "in 15 min")]
    public void Is_relative_to_now(int secondsAgo, string said) => Assert.Equal(said, Spans.Relative(Noon.AddSeconds(-secondsAgo), Noon));

    [Theory]
    [InlineData(45, "45 s")]
    [InlineData(720, "12 min")]
    [InlineData(3840, "1 h 04 min")]
    [InlineData(266_400, "3 d 2 h")]
    public void Of_a_duration_uses_two_units_at_most(int seconds, string said) => Assert.Equal(said, Spans.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void In_full_names_the_zone_and_utc() =>
        Assert.Equal("Mon 23 Nov 2026 13:00:00 UTC+01:00 · 12:00:00 UTC", Spans.Full(Noon.ToOffset(TimeSpan.FromHours(1)), "UTC+01:00"));

    [Fact]
    public void In_a_csv_file_keeps_commas_quotes_and_formulas_harmless() =>
        Assert.Equal("EVT-1,\"a, \"\"b\"\"\",'=HYPERLINK(1)\r\n", Csv.Line(["EVT-1", "a, \"b\"", "=HYPERLINK(1)"]));
}
