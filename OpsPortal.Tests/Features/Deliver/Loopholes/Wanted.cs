namespace OpsPortal.Tests.Features.Deliver.Loopholes;

/// <summary>A change as somebody asks for it over the API, complete enough to be submitted. Its service is its own, so that no other plan stands in its way.</summary>
/// <param name="Start">Of the window; <paramref name="End"/> is the first instant after it.</param>
public sealed record Wanted(string Service, DateTimeOffset Start, DateTimeOffset End)
{
    public string Title { get; init; } = "Cards of a new kind";

    public string Kind { get; init; } = "Normal";

    public string Environment { get; init; } = "production";

    public string Version { get; init; } = "2.1.0";

    public string Step { get; init; } = "Deploy";

    public string Zone { get; init; } = "UTC";

    /// <summary>What its authors wrote.</summary>
    public string Source => $"{Service}/api {Version}";

    public object ToBody() => new
    {
        title = Title,
        kind = Kind,
        reason = "Customers ask for it",
        impact = "None",
        components = new[] { new { service = Service, component = "api", version = Version } },
        environment = Environment,
        steps = new[] { new { title = Step } },
        backout = new { when = "Errors above 2 %", steps = new[] { new { title = "Deploy 2.0.4" } }, minutes = 10 },
        evidence = new[] { new { title = "Regression" } },
        window = new { start = Start, end = End, zone = Zone },
    };

    /// <summary>What a run says that it is about to do.</summary>
    public object ToRun(string environment, string version) => new { environment, components = new[] { new { service = Service, component = "api", version } } };
}
