using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Features.Detect.Signals.Syslog.Listening;
using OpsPortal.Features.Detect.Signals.Syslog.Reading;

namespace OpsPortal.Tests.Contracts.Intake;

public sealed class ReadingSyslog
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 30, 0, TimeSpan.Zero);
    private readonly SyslogReader _reader = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut=\"3\" eventSource=\"App \\\"x\\\" \\\\ \\] \\n\"] \uFEFFAn application event", "mymachine.example.com", "evntslog", "local4", "info", "An application event")]
    [InlineData("<34>1 2003-10-11T22:14:15.003Z - su - - - 'su root' failed", "10.0.0.9", "su", "auth", "critical", "'su root' failed")]
    [InlineData("<0>1 - - - - - -", "10.0.0.9", "", "kern", "critical", "")]
    [InlineData("<12>Dec 31 23:59:49 vm old: bsd", "vm", "old", "user", "warning", "bsd")]
    [InlineData("<13>Jan  1 01:05:49 vm cron[77]: ran", "vm", "cron", "user", "info", "ran")]
    [InlineData("<11>2026-01-01T00:10:00+01:00 vm app: iso", "vm", "app", "user", "error", "iso")]
    [InlineData("<15>no clock at all", "10.0.0.9", "", "user", "debug", "no clock at all")]
    [InlineData("no priority", "10.0.0.9", "", "user", "info", "no priority")]
    [InlineData("<999>too high", "10.0.0.9", "", "user", "info", "<999>too high")]
    public void Both_formats_are_understood_and_what_is_neither_is_text(string message, string host, string app, string facility, string severity, string text)
    {
        var signal = _reader.Read(Encoding.UTF8.GetBytes(message), "syslog", "10.0.0.9", Now, out var complaint)!;
        Assert.Null(complaint);
        Assert.Equal((host, app, facility, severity, text), (signal.Labels["host"], signal.Labels["app"], signal.Labels["facility"], signal.Labels["severity"], signal.Text));
    }

    [Fact]
    public void Parameters_become_labels_with_their_escapes_undone()
    {
        var signal = _reader.Read("<165>1 - h a - - [x@1 iut=\"3\" q=\"a \\\"b\\\" \\\\ \\] \\n\"][y@1 z=\"4\"] m"u8, "syslog", "", Now, out _)!;
        Assert.Equal(("3", "a \"b\" \\ ] \\n", "4"), (signal.Labels["iut"], signal.Labels["q"], signal.Labels["z"]));
    }

    /// <summary>Half past midnight UTC on New Year; the sender's clock is an hour ahead.</summary>
    [Theory]
    [InlineData("Dec 31 23:59:49", "2025-12-31T22:59:49Z")]
    [InlineData("Jan  1 01:05:49", "2026-01-01T00:05:49Z")]
    [InlineData("Jun  1 12:00:00", "2025-06-01T10:00:00Z")]
    public void A_clock_without_year_and_zone_is_the_latest_that_is_not_to_come(string clock, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), _reader.Read(Encoding.ASCII.GetBytes($"<13>{clock} vm a: b"), "syslog", "", Now, out _)!.StartsAt);

    [Theory]
    [InlineData("<13>1 x y")]
    [InlineData("<13>1 yesterday h a p m - t")]
    [InlineData("<13>1 - h a p m [broken t")]
    [InlineData("<13>1 - h a p m [x y=\"1] t")]
    public void A_broken_header_is_noted_and_the_line_is_kept_as_text(string message)
    {
        var signal = _reader.Read(Encoding.ASCII.GetBytes(message), "syslog", "10.0.0.9", Now, out var complaint)!;
        Assert.NotNull(complaint);
        Assert.Equal(message[4..], signal.Text);
    }

    [Fact]
    public void Whatever_comes_is_read_without_a_fault() => Prop.ForAll(Lines(), line =>
    {
        var signal = _reader.Read(line, "syslog", "10.0.0.9", Now, out _);
        return signal is null || signal.Labels.Count > 0;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    /// <summary>However the stream is cut into pieces, the messages are the same.</summary>
    [Fact]
    public void Frames_do_not_depend_on_how_the_stream_is_cut() => Prop.ForAll(Gen.Choose(1, 40).ToArbitrary(), size =>
    {
        const string stream = "<13>one\n9 <13>t\nwo!<13>three\n0 zero-led line\n5 <13>4<13>last";
        return Frames(stream, size).SequenceEqual(["<13>one", "<13>t\nwo!", "<13>three", "0 zero-led line", "<13>4", "<13>last"]);
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_message_too_long_is_cut_and_the_next_is_whole()
    {
        var huge = new string('x', 20_000);
        Assert.Equal([8192, 5], Frames($"20000 {huge}5 <13>a", 1000).Select(frame => frame.Length));
        Assert.Equal([8192, 5], Frames($"<{huge}\n<13>a\n", 1000).Select(frame => frame.Length));
    }

    [Fact]
    public void A_length_without_end_closes_the_connection()
    {
        var buffer = new ReadOnlySequence<byte>("123456789012 x"u8.ToArray());
        Assert.False(new SyslogFrames().TryRead(ref buffer, out _, out var wrong));
        Assert.NotNull(wrong);
    }

    private static List<string> Frames(string stream, int size)
    {
        var (frames, found, pending) = (new SyslogFrames(), new List<string>(), Array.Empty<byte>());
        foreach (var piece in Encoding.UTF8.GetBytes(stream).Chunk(size))
        {
            var buffer = new ReadOnlySequence<byte>([.. pending, .. piece]);
            while (frames.TryRead(ref buffer, out var message, out var wrong))
            {
                Assert.Null(wrong);
                found.Add(Encoding.UTF8.GetString(message));
            }

            pending = buffer.ToArray();
        }

        if (frames.Last(new(pending)) is { IsEmpty: false } last) found.Add(Encoding.UTF8.GetString(last));
        return found;
    }

    private static Arbitrary<byte[]> Lines()
    {
        var pieces = Gen.Elements("<", ">", "1", "13", " ", "-", "[", "]", "\"", "\\", "=", "x@1", "Jan  1 01:02:03", "Feb 29 00:00:00", "2026-01-01T00:00:00Z", "\uFEFF", "\0", "é", ":", "app[1]", "\n");
        var text = pieces.ListOf().Select(parts => Encoding.UTF8.GetBytes($"<13>{string.Concat(parts)}"));
        return Gen.OneOf(text, ArbMap.Default.GeneratorFor<byte[]>()).ToArbitrary();
    }
}
