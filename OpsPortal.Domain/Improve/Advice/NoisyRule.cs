using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Improve.Advice;

/// <summary>A rule or monitor that has raised events, with what it may cost people in a week. Its weeks are kept beside it; the sums repeat the last two of them.</summary>
public sealed class NoisyRule
{
    public const int MaxNameLength = 300;

    public const int MostAllowed = 10_000;

    /// <summary>Given by the database.</summary>
    public long Id { get; private set; }

    public SubjectKind Kind { get; init; }

    public required string Key { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; set; }

    /// <summary>Of its latest event; empty: none.</summary>
    public string Service { get; set; } = "";

    /// <summary>How many events a week nobody need work; null: as for all.</summary>
    public int? Allowance { get; private set; }

    public string AllowanceBy { get; private set; } = "";

    public DateTimeOffset? AllowanceAt { get; private set; }

    /// <summary>The last week that was counted, by its Monday.</summary>
    public DateOnly Week { get; set; }

    public int NoiseThisWeek { get; set; }

    public int NoiseLastWeek { get; set; }

    /// <summary>The greater of the two; lists are ordered by it.</summary>
    public int Worst { get; private set; }

    /// <summary>When advice was last looked for; null: never.</summary>
    public DateTimeOffset? AdvisedAt { get; set; }

    /// <summary>Raised by every change of the allowance; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public RuleSubject Subject => new(Kind, Key);

    /// <param name="usual">As for all.</param>
    public int Budget(int usual) => Allowance ?? usual;

    public bool IsOver(int usual) => Worst > Budget(usual);

    /// <summary>Sets what it is allowed; null: as for all. Refused for what is no number of events, and where it is that already.</summary>
    public Outcome<NoisyRule> Allow(int? allowance, string by, DateTimeOffset at)
    {
        if (allowance is < 0 or > MostAllowed) return AdviceRefusals.BadAllowance(MostAllowed);
        if (allowance == Allowance) return AdviceRefusals.SameAllowance();
        (Allowance, AllowanceBy, AllowanceAt) = (allowance, by, at);
        Version++;
        return this;
    }

    /// <summary>Takes the counts of the current week and of the one before.</summary>
    public void Sum(DateOnly week, int thisWeek, int lastWeek) => (Week, NoiseThisWeek, NoiseLastWeek, Worst) = (week, thisWeek, lastWeek, Math.Max(thisWeek, lastWeek));
}
