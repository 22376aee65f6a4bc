namespace OpsPortal.Domain.Deliver.Deployments.Steps;

/// <summary>What carries a task out.</summary>
public enum RunnerKind
{
    /// <summary>A program in the folder that the administrator has named.</summary>
    Script,

    /// <summary>A signed POST whose receiver calls back once.</summary>
    Webhook,

    /// <summary>A workflow of GitHub Actions.</summary>
    GitHub,

    /// <summary>A job of Jenkins.</summary>
    Jenkins,

    /// <summary>A person, who shows afterwards that it was done.</summary>
    Manual,
}

/// <summary>Something a runner is told to do. Secrets are named in it, never written.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Target">The script's name, the address, the workflow as <c>owner/repository/file@branch</c>, the path of the job, or for a person what is to be done.</param>
public sealed record RunnerTask(RunnerKind Runner, string Title, string Target)
{
    public const int MaxTitleLength = 200, MaxTargetLength = 2000, MaxArguments = 50, MaxArgumentLength = 1000, MostAttempts = 10;

    public static readonly TimeSpan LongestTimeOut = TimeSpan.FromHours(24);

    /// <summary>One element is one argument, or one input as <c>name=value</c>; <c>{group}</c>, <c>{side}</c>, <c>{environment}</c> and <c>{key}</c> are replaced inside it.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>How long an attempt may take; nothing limits a person.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Doing it twice is as good as doing it once. What does not say so is never repeated unasked.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>How often it is tried where it may be repeated.</summary>
    public int Attempts { get; init; } = 1;
}
