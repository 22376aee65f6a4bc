using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Estate;

/// <summary>What is wrong with one part of what somebody typed.</summary>
/// <param name="Field">As the draft names it, in lower camel case: <c>usersAffected</c>.</param>
/// <param name="Index">Which entry of a list, from 0; -1 for what is no list.</param>
public sealed record DraftFault(string Field, int Index, Refusal Why);

/// <summary>A service as somebody wants it to be, in full.</summary>
public sealed record ServiceDraft
{
    public const int MaxNameLength = 120, MaxDescriptionLength = 4000, MaxPartNameLength = 120;

    /// <summary>Most entries in each list of one service.</summary>
    public const int MaxEnvironments = 50, MaxComponents = 200, MaxDependencies = 500, MaxPeakHours = 20;

    /// <summary>Most services in a catalogue.</summary>
    public const int MaxServices = 20_000;

    public const int MaxUsers = 1_000_000_000;

    public required ServiceKey Key { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public TeamId? Team { get; init; }

    public PersonId? Person { get; init; }

    public Criticality Criticality { get; init; } = Criticality.Medium;

    /// <summary>How many people notice when it is down.</summary>
    public int UsersAffected { get; init; }

    /// <summary>In any order; kept by tier, nearest to users first, then by name.</summary>
    public IReadOnlyList<ServiceEnvironment> Environments { get; init; } = [];

    /// <summary>In any order; kept by name.</summary>
    public IReadOnlyList<ServiceComponent> Components { get; init; } = [];

    /// <summary>The services it needs, in any order; kept by key.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; init; } = [];

    /// <summary>When most people need it, in any order; kept by day and time.</summary>
    public IReadOnlyList<PeakHours> PeakHours { get; init; } = [];

    /// <summary>Everything wrong with it as far as it can be told without the rest of the catalogue; empty where nothing is.</summary>
    public IReadOnlyList<DraftFault> Check()
    {
        var faults = new List<DraftFault>();
        if (!ServiceKey.TryParse(Key.Value, null, out _)) Add("key", -1, EstateRefusals.BadKey(Key.ToString()));
        Text("name", -1, "name", Name, MaxNameLength);
        if (Description.Length > MaxDescriptionLength) Add("description", -1, EstateRefusals.TooLong("description", MaxDescriptionLength));
        else if (Plain.HasUnprintable(Description, lines: true)) Add("description", -1, EstateRefusals.Unprintable("description"));
        if (UsersAffected is < 0 or > MaxUsers) Add("usersAffected", -1, EstateRefusals.BadUsers());
        Named("environments", "environment", Environments, MaxEnvironments, environment => environment.Name);
        Named("components", "component", Components, MaxComponents, component => component.Name);
        if (Dependencies.Count > MaxDependencies) Add("dependencies", -1, EstateRefusals.TooMany("dependencies", MaxDependencies));
        var seen = new HashSet<Dependency>();
        for (var at = 0; at < Dependencies.Count; at++)
        {
            var dependency = Dependencies[at];
            if (!ServiceKey.TryParse(dependency.To.Value, null, out _)) Add("dependencies", at, EstateRefusals.BadKey(dependency.To.ToString()));
            else if (dependency.To == Key) Add("dependencies", at, EstateRefusals.NeedsItself(Key));
            else if (!seen.Add(dependency)) Add("dependencies", at, EstateRefusals.Twice("dependency", $"{EstateWords.Of(dependency.Kind)} {dependency.To}"));
        }

        if (PeakHours.Count > MaxPeakHours) Add("peakHours", -1, EstateRefusals.TooMany("peak hours", MaxPeakHours));
        for (var at = 0; at < PeakHours.Count; at++)
        {
            if (!PeakHours[at].IsReadable) Add("peakHours", at, EstateRefusals.BadPeakHours(PeakHours[at].ToString()));
            else if (PeakHours.Take(at).Contains(PeakHours[at])) Add("peakHours", at, EstateRefusals.Twice("time", PeakHours[at].ToString()));
        }

        return faults;

        void Add(string field, int index, Refusal why) => faults.Add(new(field, index, why));

        void Text(string field, int index, string what, string text, int most)
        {
            if (Plain.Fault(what, text, most) is { } why) Add(field, index, why);
        }

        void Named<T>(string field, string what, IReadOnlyList<T> parts, int most, Func<T, string> name)
        {
            if (parts.Count > most) Add(field, -1, EstateRefusals.TooMany(field, most));
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (var at = 0; at < parts.Count; at++)
            {
                Text(field, at, $"name of the {what}", name(parts[at]), MaxPartNameLength);
                if (name(parts[at]).Length > 0 && !names.Add(name(parts[at]))) Add(field, at, EstateRefusals.Twice(what, name(parts[at])));
            }
        }
    }

    /// <summary>The same with its lists in the order that is kept, so that two drafts of the same content are written alike.</summary>
    public ServiceDraft InOrder() => this with
    {
        Environments = [.. Environments.OrderByDescending(e => e.Tier).ThenBy(e => e.Name, StringComparer.Ordinal)],
        Components = [.. Components.OrderBy(c => c.Name, StringComparer.Ordinal)],
        Dependencies = [.. Dependencies.OrderBy(d => d.To).ThenBy(d => d.Kind)],
        PeakHours = [.. PeakHours.OrderBy(hours => hours.Days).ThenBy(hours => hours.From).ThenBy(hours => hours.ToString(), StringComparer.Ordinal)],
    };
}
