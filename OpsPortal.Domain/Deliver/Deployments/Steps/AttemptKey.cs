using System.Globalization;

namespace OpsPortal.Domain.Deliver.Deployments.Steps;

/// <summary>Names one attempt of one step for ever, as <c>DEP-1/2/3/1</c>: the idempotency key that every receiver sees.</summary>
/// <param name="Stage">1, 2, 3 … of the deployment; those of a rollback come after those before it.</param>
/// <param name="Step">1, 2, 3 … of the stage.</param>
/// <param name="Attempt">1, 2, 3 … of the step.</param>
public readonly record struct AttemptKey(DeploymentNumber Deployment, int Stage, int Step, int Attempt) : IParsable<AttemptKey>
{
    public static AttemptKey Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var key) ? key : throw new FormatException($"'{s}' does not name an attempt such as DEP-1/2/3/1.");

    public static bool TryParse(string? s, IFormatProvider? provider, out AttemptKey result)
    {
        result = default;
        if (s?.Split('/') is not [var deployment, var stage, var step, var attempt] || !DeploymentNumber.TryParse(deployment, null, out var number)) return false;
        if (Read(stage) is not { } stageNumber || Read(step) is not { } stepNumber || Read(attempt) is not { } attemptNumber) return false;
        result = new(number, stageNumber, stepNumber, attemptNumber);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Deployment}/{Stage}/{Step}/{Attempt}");

    private static int? Read(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
