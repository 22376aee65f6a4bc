using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.EarlyLife;

/// <summary>Every expected no of early-life support, in the words people read.</summary>
public static class EarlyLifeRefusals
{
    public static Refusal NotSucceeded(string deployment) => new("early-life.not-succeeded", $"{deployment} has not succeeded; there is nothing new to look after.");

    public static Refusal NoRoster(int most) => new("early-life.invalid-roster", $"Name 1 to {most} people who stand by.");

    public static Refusal BadDuration() => new("early-life.invalid-duration", $"It lasts from an hour to {EarlyLifeTerms.Longest.TotalDays:0} days.");

    public static Refusal BadCriterion(string why) => new("early-life.invalid-criterion", why);

    public static Refusal BadThresholds(int most) => new("early-life.invalid-thresholds", $"At most {most} thresholds are tightened, and each once.");

    public static Refusal UnknownMonitor(string monitor) => new("early-life.invalid-monitor", $"There is no monitor {OneLine.Of(monitor, 40)}. Write its number, as MON-3.");

    /// <param name="usual">The value that warns otherwise.</param>
    public static Refusal NotTighter(string monitor, double value, double usual) => new("early-life.invalid-tightening", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{monitor} warns at {usual} as it is; {value} would not be tighter."));

    public static Refusal UnknownPerson(string name) => new("early-life.invalid-person", $"Nobody here with an open account is {OneLine.Of(name, 120)}. Write an e-mail address, or for the roster the name of a team.");

    public static Refusal Exists(string deployment) => new("early-life.exists", $"{deployment} has its early-life support already.");

    public static Refusal Over() => new("early-life.over", "It is over.");

    public static Refusal NotAPerson(string name) => new("early-life.not-a-person", $"{name} is no person who is signed in; this is for a person to answer for.");

    public static Refusal TextMissing(string what) => new("early-life.text-missing", $"Write a {what}.");

    public static Refusal TooLong(string what, int most) => new("early-life.invalid-length", $"The {what} has at most {most} characters.");

    public static Refusal NoCriterion(string words) => new("early-life.no-criterion", $"\"{OneLine.Of(words, 80)}\" is not one of the criteria that somebody shows.");

    public static Refusal TooEarly(DateTimeOffset until) => new("early-life.too-early", $"It lasts until {until.UtcDateTime:d MMM yyyy HH:mm} UTC. To end it before, decide so and say why.");

    public static Refusal NotMet(IReadOnlyList<CriterionFinding> open) => new("early-life.not-met", $"Not every criterion holds: {string.Join("; ", open.Select(finding => $"{finding.Criterion.Words} ({finding.Words})"))}. To end it all the same, decide so and say why.");
}
