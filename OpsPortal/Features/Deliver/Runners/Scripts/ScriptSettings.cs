using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Runners.Secrets;

namespace OpsPortal.Features.Deliver.Runners.Scripts;

/// <summary>What a script step says.</summary>
internal sealed record ScriptSettings
{
    public const int MaxArguments = 50;
    public const int MaxArgumentLength = 4000;
    public const int MaxVariables = 50;
    public const int LongestTimeOut = 24 * 3600;

    /// <summary>The name of a file in the folder of scripts.</summary>
    public string Script { get; init; } = "";

    /// <summary>One by one; <see cref="StepPlaceholders"/> are filled in and never split one.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables by name; here a secret may stand.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The deadline of the step ends it too.</summary>
    public int TimeOutSeconds { get; init; } = 600;

    /// <param name="variables">Names that may be set beside those that begin with <c>DEPLOY_</c>.</param>
    public Refusal? Check(IReadOnlyList<string> variables)
    {
        if (!ScriptName.IsOne(Script)) return RunnerRefusals.NoSuchScript(OneLine.Of(Script, ScriptName.MaxLength));
        if (Arguments.Count > MaxArguments || Arguments.Any(argument => argument.Length > MaxArgumentLength || argument.Contains('\0', StringComparison.Ordinal)))
            return RunnerRefusals.BadSettings($"There can be {MaxArguments} arguments of {MaxArgumentLength} characters at most.");
        if (Arguments.Any(SecretReferences.IsIn)) return RunnerRefusals.SecretInArguments();
        if (Arguments.Select(StepPlaceholders.Unknown).FirstOrDefault(name => name is not null) is { } unknown) return RunnerRefusals.UnknownPlaceholder(unknown);
        if (TimeOutSeconds is < 1 or > LongestTimeOut) return RunnerRefusals.BadSettings($"The time-out must be between 1 and {LongestTimeOut} seconds.");
        if (Environment.Count > MaxVariables) return RunnerRefusals.BadSettings($"There can be {MaxVariables} variables at most.");
        return Environment.Keys.FirstOrDefault(name => !IsVariable(name) || !(name.StartsWith("DEPLOY_", StringComparison.Ordinal) || variables.Contains(name, StringComparer.Ordinal))) is { } bad
            ? RunnerRefusals.BadVariable(OneLine.Of(bad, 60))
            : null;
    }

    private static bool IsVariable(string name) => name.Length is > 0 and <= 100 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
