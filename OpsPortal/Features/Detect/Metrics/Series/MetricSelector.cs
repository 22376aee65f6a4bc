using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Detect.Metrics.Series;

/// <summary>Which series are meant: a name, conditions on labels, or both, as Prometheus writes it.</summary>
/// <param name="Name">Empty: any that fits the matchers.</param>
internal sealed record MetricSelector(string Name, IReadOnlyList<Matcher> Matchers)
{
    public bool Matches(LabelSet labels)
    {
        if (Name.Length > 0 && labels[MetricSeries.NameLabel] != Name) return false;
        foreach (var matcher in Matchers)
        {
            if (!matcher.Matches(labels)) return false;
        }

        return true;
    }

    /// <summary>Reads <c>name</c>, <c>name{label="value", other=~"x.*"}</c> or <c>{label="value"}</c>. Refused where it is none of these, or would mean everything.</summary>
    public static Outcome<MetricSelector> Parse(string text)
    {
        text = text.Trim();
        var brace = text.IndexOf('{', StringComparison.Ordinal);
        var name = (brace < 0 ? text : text[..brace]).Trim();
        if (name.Length > 0 && !IsName(name)) return Bad($"\"{name}\" is not the name of a metric.");
        if (brace < 0) return name.Length == 0 ? Bad("Write which series, as disk_used_ratio{service=\"shop\"}.") : new MetricSelector(name, []);
        if (!text.EndsWith('}')) return Bad("The closing brace is missing.");
        var matchers = new List<Matcher>();
        foreach (var part in Split(text[(brace + 1)..^1]))
        {
            switch (MatcherText.Parse(part))
            {
                case Outcome<Matcher>.Done(var matcher):
                    matchers.Add(matcher);
                    break;
                case Outcome<Matcher>.Refused(var why):
                    return Bad(why.Message);
            }
        }

        if (name.Length == 0 && matchers.TrueForAll(matcher => matcher.MatchesEmpty)) return Bad("This would mean every series. Name the metric, or one label with a value.");
        return new MetricSelector(name, matchers);
    }

    private static Refusal Bad(string message) => new("metrics.bad-selector", message);

    private static bool IsName(string name) => LabelName.IsValid(name.Replace(':', '_').Replace('.', '_'));

    /// <summary>Cuts at commas outside of quotes.</summary>
    private static IEnumerable<string> Split(string inside)
    {
        var (start, quoted) = (0, false);
        for (var at = 0; at <= inside.Length; at++)
        {
            if (at < inside.Length && inside[at] == '\\' && quoted) at++;
            else if (at < inside.Length && inside[at] == '"') quoted = !quoted;
            else if (at == inside.Length || (inside[at] == ',' && !quoted))
            {
                if (inside[start..at].Trim() is { Length: > 0 } part) yield return part;
                start = at + 1;
            }
        }
    }
}
