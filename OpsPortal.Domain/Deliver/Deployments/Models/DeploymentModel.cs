using System.Text.Json.Serialization;

namespace OpsPortal.Domain.Deliver.Deployments.Models;

/// <summary>In which way the new version comes to serve everybody.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AllAtOnce), "all-at-once")]
[JsonDerivedType(typeof(Phased), "phased")]
[JsonDerivedType(typeof(BlueGreen), "blue-green")]
[JsonDerivedType(typeof(Canary), "canary")]
public abstract record DeploymentModel
{
    private DeploymentModel()
    {
    }

    /// <summary>As people call it.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>How much of the present load has to be carried besides while both versions run, 0 to 1.</summary>
    [JsonIgnore]
    public abstract double ExtraLoad { get; }

    /// <summary>Old and new stand side by side and traffic is moved between them.</summary>
    [JsonIgnore]
    public bool Switches => this is BlueGreen or Canary;

    /// <summary>Everywhere in one go.</summary>
    public sealed record AllAtOnce : DeploymentModel
    {
        public override string Name => "all at once";

        public override double ExtraLoad => 0;
    }

    /// <summary>One ring after the other, in place.</summary>
    /// <param name="Rings">In order; their sizes are 100 percent together.</param>
    public sealed record Phased(IReadOnlyList<Ring> Rings) : DeploymentModel
    {
        public override string Name => "phased";

        public override double ExtraLoad => Rings.Count == 0 ? 0 : Rings.Max(ring => ring.Percent) / 100.0;

        /// <summary>Rolling: rings of nearly the same size, the first never larger than the last.</summary>
        /// <param name="batches">1 to 100.</param>
        public static Phased Rolling(int batches, TimeSpan soak) => new([.. Enumerable.Range(1, batches).Select(at => new Ring($"batch {at}", (at * 100 / batches) - ((at - 1) * 100 / batches), soak))]);
    }

    /// <summary>The new version is put beside the old, gets all traffic at once, and the old stands by for a time.</summary>
    public sealed record BlueGreen(TimeSpan KeepWarm, bool AskBeforeSwitch = false) : DeploymentModel
    {
        public override string Name => "blue–green";

        public override double ExtraLoad => 1;
    }

    /// <summary>The new version is put beside the old and gets traffic step by step, compared with the old meanwhile.</summary>
    /// <param name="Steps">Rising; the last need not be 100.</param>
    public sealed record Canary(IReadOnlyList<CanaryStep> Steps) : DeploymentModel
    {
        public override string Name => "canary";

        public override double ExtraLoad => 1;
    }
}

/// <summary>A group of hosts or users.</summary>
/// <param name="Percent">1 to 100 of all.</param>
/// <param name="Soak">How long it is left alone before it is verified again and the next ring follows.</param>
/// <param name="AskBefore">A person says whether it begins.</param>
public sealed record Ring(string Name, int Percent, TimeSpan Soak, bool AskBefore = false);

/// <summary>A share of the traffic, held for a time.</summary>
/// <param name="Percent">1 to 100.</param>
/// <param name="Analyse">The new version is judged all that time; else it is only waited.</param>
public sealed record CanaryStep(int Percent, TimeSpan Hold, bool Analyse = true, bool AskBefore = false);
