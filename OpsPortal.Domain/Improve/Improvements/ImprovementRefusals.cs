using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Improve.Improvements;

/// <summary>Every expected no of an improvement, in the words people read.</summary>
public static class ImprovementRefusals
{
    public static Refusal NotFrom(ImprovementState from, ImprovementState to) => new("improvement.not-from-state", $"An improvement that is {Said(from)} cannot become {Said(to)}.");

    public static Refusal NotOpen(ImprovementState state) => new("improvement.not-open", $"This improvement is {Said(state)}. Reopen it first.");

    public static Refusal TextMissing(string what) => new("improvement.invalid-missing", $"Write a {what}.");

    public static Refusal BadText(string what, int most) => new("improvement.invalid-text", $"The {what} has to be plain text of at most {most} characters.");

    public static Refusal BadLink() => new("improvement.invalid-link", "The evidence has to be a page of this portal, as /incidents/INC-7, or an address that begins with https:// or http://.");

    public static Refusal BadValue() => new("improvement.invalid-value", "The value has to be a number.");

    public static Refusal BadPeriod(TimeSpan longest) => new("improvement.invalid-period", $"The time that was measured has to end after it began, not in the future, and lasts at most {longest.TotalDays:0} days.");

    public static Refusal NothingMeasured() => new("improvement.nothing-measured", "Say first what is measured: edit the improvement.");

    public static Refusal MeasuredByPortal() => new("improvement.measured-by-portal", "The portal counts this by itself, before and after.");

    public static Refusal NotAPerson(string name) => new("improvement.not-a-person", $"{name} is no person who is signed in; an improvement is a person's to answer for.");

    public static Refusal OwnedAlready() => new("improvement.owned-already", "It is yours already.");

    public static Refusal OpenAlready(string other) => new("improvement.open-already", $"{other} is open about the same.");

    public static Refusal ChangedMeanwhile() => new("improvement.changed-meanwhile", "Somebody else changed this improvement in the meantime. Look at it again, then decide.");

    private static string Said(ImprovementState state) => state switch
    {
        ImprovementState.TakenOn => "taken on",
        ImprovementState.InProgress => "in progress",
        _ => state.ToString().ToLowerInvariant(),
    };
}
