using System.Globalization;
using System.Text.Json.Serialization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.EarlyLife;

/// <summary>What must hold before early-life support ends.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MostIncidents), "most-incidents")]
[JsonDerivedType(typeof(NothingOpen), "nothing-open")]
[JsonDerivedType(typeof(Availability), "availability")]
[JsonDerivedType(typeof(QuietFor), "quiet-for")]
[JsonDerivedType(typeof(Shown), "shown")]
public abstract record ExitCriterion
{
    public const int MaxTextLength = 300;

    private ExitCriterion()
    {
    }

    /// <summary>What it asks for, in words.</summary>
    [JsonIgnore]
    public abstract string Words { get; }

    /// <summary>No more incidents in all than this.</summary>
    public sealed record MostIncidents(int Most) : ExitCriterion
    {
        public override string Words => string.Create(CultureInfo.InvariantCulture, $"At most {Most} incidents in all");
    }

    /// <summary>No incident of its services is open.</summary>
    public sealed record NothingOpen : ExitCriterion
    {
        public override string Words => "No incident is open";
    }

    /// <summary>Available for so much of the time, in percent.</summary>
    public sealed record Availability(double Least) : ExitCriterion
    {
        public override string Words => string.Create(CultureInfo.InvariantCulture, $"Available for {Least:0.###} % of the time");
    }

    /// <summary>No exception for so long, up to now.</summary>
    public sealed record QuietFor(TimeSpan Time) : ExitCriterion
    {
        public override string Words => string.Create(CultureInfo.InvariantCulture, $"No exception for {Time.TotalHours:0.#} hours");
    }

    /// <summary>Something a person shows, as that the service desk has taken over.</summary>
    public sealed record Shown(string What) : ExitCriterion
    {
        public override string Words => What;
    }

    /// <summary>Why it cannot be, or null where it can.</summary>
    public Refusal? Fault() => this switch
    {
        MostIncidents { Most: < 0 } => EarlyLifeRefusals.BadCriterion("The number of incidents is 0 or more."),
        Availability { Least: not (> 0 and <= 100) } => EarlyLifeRefusals.BadCriterion("Availability is above 0 and at most 100 percent."),
        QuietFor quiet when quiet.Time <= TimeSpan.Zero || quiet.Time > EarlyLifeTerms.Longest => EarlyLifeRefusals.BadCriterion("The quiet time is above nothing and no longer than the support may be."),
        Shown shown when string.IsNullOrWhiteSpace(shown.What) || shown.What.Length > MaxTextLength => EarlyLifeRefusals.BadCriterion("Say what has to be shown."),
        _ => null,
    };
}
