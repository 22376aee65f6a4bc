using System.Globalization;
using System.Text.Json;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Outgoing;

namespace OpsPortal.Features.Detect.Monitors.Looking;

/// <summary>Asks a server that speaks Prometheus' HTTP interface for the samples of a query.</summary>
internal sealed class PrometheusClient(GuardedConnect connect) : IDisposable
{
    /// <summary>Prometheus gives no more points a series than 11 000; longer stretches are asked for in parts.</summary>
    private const int MostPoints = 10_000;

    /// <summary>A larger answer is not read.</summary>
    private const int MostBytes = 64 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestStep = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new(connect.CreateHandler()) { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };

    public void Dispose() => _http.Dispose();

    /// <summary>Feeds every series of the query. Refused where the server does not answer, or answers with an error.</summary>
    public async Task<Outcome<int>> EachAsync(PrometheusTarget target, long from, long to, TimeSpan step, Func<LabelSet, SeriesSink> begin, CancellationToken stopping)
    {
        if (step < ShortestStep) step = ShortestStep;
        var sinks = new Dictionary<LabelSet, SeriesSink>();
        var width = (long)step.TotalMilliseconds;

        // Aligned, so that asking twice gives samples at the same instants.
        for (var start = (from + width - 1) / width * width; start <= to;)
        {
            var end = Math.Min(to, start + ((MostPoints - 1) * width));
            if (await PartAsync(target, start, end, step, sinks, begin, stopping) is { } why) return why;
            start = ((end / width) + 1) * width;
        }

        foreach (var sink in sinks.Values) sink.End();
        return sinks.Count;
    }

    private async Task<Refusal?> PartAsync(
        PrometheusTarget target, long start, long end, TimeSpan step, Dictionary<LabelSet, SeriesSink> sinks, Func<LabelSet, SeriesSink> begin, CancellationToken stopping)
    {
        try
        {
            var address = string.Create(CultureInfo.InvariantCulture,
                $"{target.Server.TrimEnd('/')}/api/v1/query_range?query={Uri.EscapeDataString(target.Query)}&start={start / 1000.0:0.###}&end={end / 1000.0:0.###}&step={step.TotalSeconds:0.###}");
            using var answer = await _http.GetAsync(new Uri(address), stopping);
            await using var body = await answer.Content.ReadAsStreamAsync(stopping);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: stopping);
            if (json.RootElement.GetProperty("status").GetString() != "success") return Failed(target, json.RootElement.GetProperty("error").GetString() ?? "");
            return Take(json.RootElement.GetProperty("data").GetProperty("result"), sinks, begin);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return Failed(target, $"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return Failed(target, (failure.InnerException ?? failure).Message);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Failed(target, "what it answers is not Prometheus' interface");
        }
    }

    private static Refusal? Take(JsonElement result, Dictionary<LabelSet, SeriesSink> sinks, Func<LabelSet, SeriesSink> begin)
    {
        foreach (var series in result.EnumerateArray())
        {
            var labels = LabelSet.From(series.GetProperty("metric").EnumerateObject().Where(label => label.Name != "__name__").Select(label => new Label(label.Name, label.Value.GetString() ?? "")));
            if (!sinks.TryGetValue(labels, out var sink))
            {
                if (sinks.Count == HistoryReader.MostSeries) return new("monitor.too-many-series", $"The query gives more than {HistoryReader.MostSeries} series. Narrow it, or aggregate.");
                sinks[labels] = sink = begin(labels);
            }

            var values = series.GetProperty("values");
            var samples = new Sample[values.GetArrayLength()];
            var at = 0;
            foreach (var pair in values.EnumerateArray()) samples[at++] = new((long)Math.Round(pair[0].GetDouble() * 1000), Number(pair[1].GetString()));
            sink.Feed(samples);
        }

        return null;
    }

    private static double Number(string? text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text ?? "", NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static Refusal Failed(PrometheusTarget target, string why) => new("monitor.server-failed", $"{target.Server}: {why}.");
}
