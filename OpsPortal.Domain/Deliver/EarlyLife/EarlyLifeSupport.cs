using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.EarlyLife;

/// <summary>The time after a deployment in which its services are looked after more closely. It ends when its criteria hold, or by a decision that stays on record; never by time alone.</summary>
/// <remarks>All instants are UTC.</remarks>
public sealed class EarlyLifeSupport
{
    public const int MaxTextLength = 2000;

    private readonly List<ShownCriterion> _shown = [];

    /// <summary>Its deployment, and its key.</summary>
    public DeploymentNumber Deployment { get; init; }

    public required IReadOnlyList<ServiceKey> Services { get; init; }

    public required string Environment { get; init; }

    public required EarlyLifeTerms Terms { get; init; }

    public DateTimeOffset BeganAt { get; init; }

    /// <summary>It lasts at least until then.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>What was shown, in that order.</summary>
    public IReadOnlyList<ShownCriterion> Shown => _shown;

    /// <summary>Null: it goes on.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>As shown; empty: it goes on.</summary>
    public string EndedBy { get; private set; } = "";

    /// <summary>Why it was ended although not everything held; empty: everything did.</summary>
    public string Decision { get; private set; } = "";

    /// <summary>What did not hold when it was ended by decision, in words.</summary>
    public IReadOnlyList<string> LeftOpen { get; private set; } = [];

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public bool IsOver => EndedAt is not null;

    /// <summary>The thresholds that are tightened now; none once it is over.</summary>
    public IReadOnlyList<TightenedThreshold> Tightened => IsOver ? [] : Terms.Thresholds;

    /// <summary>Refused for a deployment that has not succeeded, and for terms that cannot stand.</summary>
    public static Outcome<EarlyLifeSupport> Begin(Deployment deployment, EarlyLifeTerms terms, DateTimeOffset at)
    {
        if (deployment.State != DeploymentState.Succeeded) return EarlyLifeRefusals.NotSucceeded(deployment.Number.ToString());
        return terms.Fault() is { } why ? why : new EarlyLifeSupport { Deployment = deployment.Number, Services = deployment.Services, Environment = deployment.Environment, Terms = terms, BeganAt = at, Until = at + terms.Lasts };
    }

    /// <summary>How far the criteria are.</summary>
    public IReadOnlyList<CriterionFinding> Findings(EarlyLifeFacts facts, DateTimeOffset now) => ExitCriteria.Evaluate(Terms.Criteria, facts, _shown, BeganAt, now);

    /// <summary>What the day was like. The roster goes round, a day each.</summary>
    public DailySummary Summary(EarlyLifeFacts facts, DateTimeOffset now)
    {
        var day = Math.Max(0, (int)(now - BeganAt).TotalDays);
        return new(day + 1, Terms.Roster[day % Terms.Roster.Count].Name, facts, Findings(facts, now), now < Until ? Until - now : TimeSpan.Zero, !IsOver && now >= Until);
    }

    /// <summary>Shows that a criterion holds that the portal cannot look at itself. Refused for a machine, without evidence, and for any other criterion.</summary>
    public Outcome<EarlyLifeSupport> Show(string criterion, string evidence, Party by, DateTimeOffset at)
    {
        if ((Answering(evidence, "piece of evidence", by) ?? (IsOver ? EarlyLifeRefusals.Over() : null)) is { } why) return why;
        if (!Terms.Criteria.Any(one => one is ExitCriterion.Shown && one.Words == criterion)) return EarlyLifeRefusals.NoCriterion(criterion);
        _shown.Add(new(criterion, evidence.Trim(), by.Name, at));
        Version++;
        return this;
    }

    /// <summary>Makes it last longer. Refused when it is over, and beyond the longest there is.</summary>
    public Outcome<EarlyLifeSupport> Extend(DateTimeOffset until)
    {
        if (IsOver) return EarlyLifeRefusals.Over();
        if (until <= Until || until - BeganAt > EarlyLifeTerms.Longest) return EarlyLifeRefusals.BadDuration();
        Until = until;
        Version++;
        return this;
    }

    /// <summary>Ends it because everything holds. Refused before its time, and while a criterion does not hold.</summary>
    public Outcome<EarlyLifeSupport> End(EarlyLifeFacts facts, Party by, DateTimeOffset at)
    {
        if (IsOver) return EarlyLifeRefusals.Over();
        if (at < Until) return EarlyLifeRefusals.TooEarly(Until);
        return Open(facts, at) is { Count: > 0 } open ? EarlyLifeRefusals.NotMet(open) : Ended(by, "", [], at);
    }

    /// <summary>Ends it although it is early or something does not hold. What does not is kept with the reason. Refused for a machine and without a reason.</summary>
    public Outcome<EarlyLifeSupport> EndByDecision(string reason, EarlyLifeFacts facts, Party by, DateTimeOffset at)
    {
        if ((Answering(reason, "reason", by) ?? (IsOver ? EarlyLifeRefusals.Over() : null)) is { } why) return why;
        return Ended(by, reason.Trim(), [.. Open(facts, at).Select(finding => $"{finding.Criterion.Words}: {finding.Words}")], at);
    }

    private EarlyLifeSupport Ended(Party by, string decision, IReadOnlyList<string> open, DateTimeOffset at)
    {
        (EndedAt, EndedBy, Decision, LeftOpen) = (at, by.Name, decision, open);
        Version++;
        return this;
    }

    private List<CriterionFinding> Open(EarlyLifeFacts facts, DateTimeOffset at) => [.. Findings(facts, at).Where(finding => !finding.Holds)];

    private static Refusal? Answering(string text, string what, Party by)
    {
        if (by.Person is null) return EarlyLifeRefusals.NotAPerson(by.Name);
        if (string.IsNullOrWhiteSpace(text)) return EarlyLifeRefusals.TextMissing(what);
        return text.Length > MaxTextLength ? EarlyLifeRefusals.TooLong(what, MaxTextLength) : null;
    }
}
