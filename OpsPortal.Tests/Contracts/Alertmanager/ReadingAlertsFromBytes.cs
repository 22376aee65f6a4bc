using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Alertmanager.Intake;

namespace OpsPortal.Tests.Contracts.Alertmanager;

/// <summary>What the parser makes of bytes: limits, repeats, and anything that a broken or hostile sender may send.</summary>
public sealed class ReadingAlertsFromBytes
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly AlertReader _reader = new();

    [Fact]
    public void An_alert_without_times_starts_now_and_is_assumed_to_end_in_five_minutes()
    {
        var signal = Assert.Single(Read("""[{"labels":{"alertname":"A"},"annotations":{"summary":"s"},"generatorURL":"http://p/1"}]""").Signals);
        Assert.Equal(new Signal("alertmanager", LabelSet.From(("alertname", "A")), LabelSet.From(("summary", "s")), Now, Now.AddMinutes(5), true, "http://p/1"), signal);
    }

    [Fact]
    public void A_repeat_is_recognised_and_shares_its_labels_and_annotations_with_the_first()
    {
        const string body = """[{"labels":{"alertname":"A","job":"j"},"annotations":{"summary":"s"},"generatorURL":"http://p/1"}]""";
        var (first, second) = (Read(body).Signals[0], Read(body).Signals[0]);
        Assert.Same(first.Labels, second.Labels);
        Assert.Same(first.Annotations, second.Annotations);
        Assert.Same(first.GeneratorUrl, second.GeneratorUrl);
    }

    [Fact]
    public void A_repeat_costs_one_signal_and_no_other_memory()
    {
        var body = Encoding.UTF8.GetBytes(Batch(64));
        for (var i = 0; i < 3; i++) _reader.Read(body, Now);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var batch = _reader.Read(body, Now);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 64.0;
        Assert.Equal(64, batch.Signals.Count);

        // A signal is 88 bytes; the rest is the list of the batch.
        Assert.InRange(each, 88, 126);
    }

    [Theory]
    [InlineData("nul\\u0000here", "nul\uFFFDhere")]
    [InlineData("\\ud800", "\uFFFD")]
    [InlineData("\\ud800\\u0041", "\uFFFDA")]
    [InlineData("\\udc00\\ud800", "\uFFFD\uFFFD")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    public void Text_that_is_no_text_is_replaced(string json, string value) =>
        Assert.Equal(value, Assert.Single(Read($"[{{\"labels\":{{\"a\":\"{json}\"}}}}]").Signals).Labels["a"]);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_replaced()
    {
        byte[] body = [.. "[{\"labels\":{\"a\":\"x"u8, 0xFF, 0xC3, .. "y\",\"b"u8, 0xFE, .. "\":\"\"}}]"u8];
        Assert.Equal("x\uFFFD\uFFFDy", Assert.Single(_reader.Read(body, Now).Signals).Labels["a"]);
    }

    public static TheoryData<string, string> TooMuch => new()
    {
        { Labels(257, 1), "invalid label set: more than 256 labels" },
        { "\"" + new string('n', 1025) + "\":\"v\"", "invalid label set: name longer than 1024 bytes" },
        { "\"a\":\"" + new string('v', (16 * 1024) + 1) + "\"", "invalid label set: value of \"a\" longer than 16384 bytes" },
        { "\"a\":\"" + new string('v', 1024 * 1024) + "\"", "invalid label set: more than 65536 bytes" },
        { Labels(5, 16_000), "invalid label set: more than 65536 bytes" },
        { Labels(1_000_000, 1), "invalid label set: more than 65536 bytes" },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void Too_much_in_one_alert_is_refused_in_words_and_the_others_are_kept(string labels, string complaint)
    {
        var batch = Read($"[{{\"labels\":{{{labels}}}}},{{\"labels\":{{\"a\":\"kept\"}}}}]");
        Assert.Equal((400, null, complaint), (batch.Error!.Status, batch.Error.Code, batch.Error.Message));
        Assert.Equal("kept", Assert.Single(batch.Signals).Labels["a"]);
    }

    [Fact]
    public void Too_many_annotations_are_refused_in_words()
    {
        var batch = Read($"[{{\"labels\":{{\"a\":\"b\"}},\"annotations\":{{{Labels(1, 70_000)}}}}}]");
        Assert.Equal("invalid annotations: more than 65536 bytes", batch.Error!.Message);
    }

    [Fact]
    public void A_body_full_of_tiny_alerts_is_refused_before_it_fills_the_memory()
    {
        var batch = Read($"[{string.Join(',', Enumerable.Repeat("{}", AlertLimits.MaxAlerts + 1))}]");
        Assert.Equal((413, 0), (batch.Error!.Status, batch.Signals.Count));
    }

    [Fact]
    public void A_million_bad_alerts_are_not_all_complained_about() =>
        Assert.InRange(Read($"[{string.Join(',', Enumerable.Repeat("{\"labels\":{}}", 100_000))}]").Error!.Message.Length, 1, 10_000);

    [Theory]
    [InlineData("0000-01-01T00:00:00Z", 1)]
    [InlineData("0001-01-01T00:00:00+23:00", 1)]
    [InlineData("9999-12-31T23:59:59-12:00", 9999)]
    [InlineData("9999-12-31T23:59:59.9999999Z", 9999)]
    public void Absurd_years_are_brought_inside_the_calendar(string startsAt, int year)
    {
        var signal = Assert.Single(Read($"[{{\"labels\":{{\"a\":\"b\"}},\"startsAt\":\"{startsAt}\",\"endsAt\":\"9999-12-31T23:59:59.9999999Z\"}}]").Signals);
        Assert.Equal(year, signal.StartsAt.Year);
    }

    [Fact]
    public void Any_order_of_labels_is_the_same_alert() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var members = Enumerable.Range(0, 8).Select(i => $"\"l{i}\":\"v{seed}\"").ToArray();
        new Random(seed).Shuffle(members);
        var shuffled = Read($"[{{\"labels\":{{{string.Join(',', members)}}}}}]").Signals[0].Labels.Fingerprint;
        Array.Sort(members, StringComparer.Ordinal);
        return shuffled == Read($"[{{\"labels\":{{{string.Join(',', members)}}}}}]").Signals[0].Labels.Fingerprint;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"alertname":"cs"}""", "dd7bcf429c8ee5e6")]
    [InlineData("""{"alertname":"A","job":"j"}""", "59693fc3068e9acc")]
    [InlineData("""{"a":"x"}""", "d2c7718192a8a294")]
    [InlineData("""{"ok":"1"}""", "8d4653b8b9db0024")]
    public void Fingerprints_are_those_of_Prometheus(string labels, string fingerprint) =>
        Assert.Equal(fingerprint, Read($"[{{\"labels\":{labels}}}]").Signals[0].Labels.Fingerprint.ToString());

    [Fact]
    public void Random_bytes_never_do_harm() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsHarmless(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Damaged_bodies_never_do_harm()
    {
        var sound = Encoding.UTF8.GetBytes(Batch(3).Replace("value-1", "\\u00e9\\ud83d\\ude00 é", StringComparison.Ordinal));
        var random = new Random(20260301);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = (byte[])sound.Clone();
            for (var hits = random.Next(1, 6); hits > 0; hits--)
            {
                var at = random.Next(damaged.Length);
                switch (random.Next(4))
                {
                    case 0: damaged[at] = (byte)random.Next(256); break;
                    case 1: damaged = damaged[..at]; break;
                    case 2: damaged = [.. damaged[..at], .. damaged[random.Next(damaged.Length)..]]; break;
                    default: damaged[at] = "\"\\{}[],:u0d8"u8[random.Next(12)]; break;
                }

                if (damaged.Length == 0) break;
            }

            Assert.True(IsHarmless(damaged), Encoding.UTF8.GetString(damaged));
        }
    }

    private bool IsHarmless(byte[] body)
    {
        var batch = _reader.Read(body, Now);
        return batch.Error is not { Status: >= 500 } && batch.Signals.All(signal => signal.Labels.Count > 0 && signal.StartsAt <= signal.EndsAt);
    }

    private AlertBatch Read(string body) => _reader.Read(Encoding.UTF8.GetBytes(body), Now);

    private static string Labels(int count, int length) =>
        string.Join(',', Enumerable.Range(0, count).Select(i => $"\"l{i}\":\"{new string('v', length)}\""));

    /// <summary>As Prometheus sends it.</summary>
    internal static string Batch(int alerts) => JsonSerializer.Serialize(Enumerable.Range(0, alerts).Select(i => new
    {
        annotations = new { description = $"Instance {i} has been down for more than five minutes", summary = $"value-{i}" },
        endsAt = "2026-03-01T12:04:00.123Z",
        startsAt = "2026-03-01T11:00:00.123Z",
        generatorURL = "http://prometheus.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
        labels = new { alertname = "InstanceDown", cluster = "eu-1", instance = $"node-{i}:9100", job = "node", severity = "critical", team = "platform" },
    }));
}
