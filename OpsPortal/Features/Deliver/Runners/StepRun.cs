namespace OpsPortal.Features.Deliver.Runners;

/// <summary>One attempt at one step of a deployment, as its runner is told of it.</summary>
internal sealed record StepRun
{
    /// <summary>As <c>DEP-17</c>.</summary>
    public required string Deployment { get; init; }

    public required string Stage { get; init; }

    public required string Step { get; init; }

    /// <summary>1: the first.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Stands for this attempt and no other: letters, digits, dot, dash and underscore. Whoever is told twice does it once.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>What is brought out, the most important first.</summary>
    public IReadOnlyList<StepComponent> Components { get; init; } = [];

    public required string Environment { get; init; }

    /// <summary>What the change gives along, by name: letters, digits and underscore.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>UTC; when it must be over.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>Where the end is told; null: nobody calls back.</summary>
    public StepCallback? Callback { get; init; }

    /// <summary>The <see cref="IStepRunner.Kind"/>.</summary>
    public required string Runner { get; init; }

    /// <summary>The runner's own settings, JSON; a text in it may hold <c>{secret:NAME}</c>.</summary>
    public string Settings { get; init; } = "{}";
}

/// <param name="Digest">As <c>sha256:…</c>; empty: not known.</param>
internal sealed record StepComponent(string Name, string Version, string Digest);

/// <param name="Token">Good for one end of this attempt; whoever issued it keeps only its hash.</param>
internal sealed record StepCallback(string Url, string Token);
