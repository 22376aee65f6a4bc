using System.Globalization;
using OpsPortal.Domain.Deliver.Verifications.Checks;

namespace OpsPortal.Features.Deliver.Deployments.Pages.Editing.Form;

/// <summary>A check as it is typed. What it cannot show is kept as it was.</summary>
public sealed class CheckLine
{
    public const string Http = "http", Script = "script", Monitor = "monitor";

    private VerificationCheck? _kept;

    public string Kind { get; set; } = Http;

    public string Name { get; set; } = "";

    /// <summary>The address, the name of the script, or the number of the monitor.</summary>
    public string Target { get; set; } = "";

    /// <summary>As <c>200</c> or <c>2xx</c>; empty: any.</summary>
    public string Status { get; set; } = "200";

    /// <summary>The body holds it; empty: not asked.</summary>
    public string Contains { get; set; } = "";

    /// <summary>In milliseconds; 0: not asked.</summary>
    public int Within { get; set; }

    /// <summary>Of a monitor; empty: nothing limits it on that side.</summary>
    public string Least { get; set; } = "";

    public string Most { get; set; } = "";

    public int Count { get; set; } = 1;

    public int IntervalSeconds { get; set; } = 10;

    public int FailureLimit { get; set; }

    /// <summary>It says more than the form can show, and is changed as JSON only.</summary>
    public bool IsWhole { get; private init; }

    public static CheckLine Of(VerificationCheck check)
    {
        var line = new CheckLine { _kept = check, IsWhole = !CanShow(check.Target), Name = check.Name, Count = check.Limits.Count, IntervalSeconds = (int)check.Limits.Interval.TotalSeconds, FailureLimit = check.Limits.FailureLimit };
        switch (check.Target)
        {
            case CheckTarget.Http http:
                (line.Kind, line.Target, line.Status, line.Contains) = (Http, http.Url, Expected(http, HttpAspect.Status), Expected(http, HttpAspect.BodyContains));
                line.Within = int.TryParse(Expected(http, HttpAspect.WithinMilliseconds), NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : 0;
                break;
            case CheckTarget.Script script:
                (line.Kind, line.Target) = (Script, script.Name);
                break;
            case CheckTarget.MonitorThreshold monitor:
                (line.Kind, line.Target, line.Least, line.Most) = (Monitor, monitor.Monitor, Said(monitor.Least), Said(monitor.Most));
                break;
        }

        return line;
    }

    public VerificationCheck ToCheck()
    {
        if (IsWhole && _kept is not null) return _kept;
        CheckTarget target = Kind switch
        {
            Script => new CheckTarget.Script(Target.Trim(), (_kept?.Target as CheckTarget.Script)?.Arguments ?? []),
            Monitor => new CheckTarget.MonitorThreshold(Target.Trim(), Read(Least), Read(Most)),
            _ => new CheckTarget.Http(Target.Trim(), [.. Assertions()]),
        };
        var limits = (_kept?.Limits ?? new()) with { Count = Count, Interval = TimeSpan.FromSeconds(IntervalSeconds), FailureLimit = FailureLimit };
        return new(Name.Trim(), target, limits, _kept?.IsDryRun ?? false);
    }

    private IEnumerable<HttpAssertion> Assertions()
    {
        if (Status.Trim().Length > 0) yield return new(HttpAspect.Status, Status.Trim());
        if (Contains.Length > 0) yield return new(HttpAspect.BodyContains, Contains);
        if (Within > 0) yield return new(HttpAspect.WithinMilliseconds, Within.ToString(CultureInfo.InvariantCulture));
    }

    private static bool CanShow(CheckTarget target) => target is not CheckTarget.Http http
        || (http.Assertions.All(one => one.Aspect is HttpAspect.Status or HttpAspect.BodyContains or HttpAspect.WithinMilliseconds) && http.Assertions.DistinctBy(one => one.Aspect).Count() == http.Assertions.Count);

    private static string Expected(CheckTarget.Http http, HttpAspect aspect) => http.Assertions.FirstOrDefault(one => one.Aspect == aspect)?.Expected ?? "";

    private static string Said(double? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static double? Read(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) ? limit : null;
}
