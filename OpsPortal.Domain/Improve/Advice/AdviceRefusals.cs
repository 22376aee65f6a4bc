using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Improve.Advice;

/// <summary>Every no that has to do with noise and advice.</summary>
public static class AdviceRefusals
{
    public static Refusal BadAllowance(int most) => new("noise.invalid-allowance", string.Create(CultureInfo.InvariantCulture, $"The allowance is a number of events a week, 0 to {most}."));

    public static Refusal SameAllowance() => new("noise.same-allowance", "That is what it is allowed already.");

    public static Refusal BadWeeks(int most) => new("noise.invalid-weeks", string.Create(CultureInfo.InvariantCulture, $"Count 1 to {most} weeks again."));

    public static Refusal NotOffered(AdviceState state) => new("advice.not-offered", $"This advice is {state.ToString().ToLowerInvariant()}; look for advice again.");

    public static Refusal NotApplied(AdviceState state) => new("advice.not-applied", $"This advice is {state.ToString().ToLowerInvariant()}; there is nothing to undo.");

    public static Refusal ChangedSince(string what) => new("advice.changed-meanwhile", $"{what} was changed since. Look for advice again, or change it by hand.");
}
