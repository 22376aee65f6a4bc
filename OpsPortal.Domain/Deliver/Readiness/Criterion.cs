using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Readiness;

/// <summary>How it is found out whether a criterion holds.</summary>
public enum CriterionKind
{
    /// <summary>Nothing that the services need has an open event of the type Exception.</summary>
    DependencyHealth,

    /// <summary>Neither the services nor what they need have an open incident of P1 or P2.</summary>
    NoMajorIncident,

    /// <summary>The capacity monitors of the services leave room, now and soon.</summary>
    Capacity,

    /// <summary>It is planned, not over, and inside the maintenance windows that its services have.</summary>
    Window,

    /// <summary>A program has reported that a check passed, signed.</summary>
    SignedReport,

    /// <summary>A person says so and shows it.</summary>
    ByPerson,
}

/// <summary>One thing that has to be true before a change begins. All instants are UTC.</summary>
public sealed class Criterion
{
    /// <summary>As many as a person can look through.</summary>
    public const int Most = 100;

    public Guid Id { get; init; }

    public CriterionDraft Draft { get; private set; } = new();

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Refused for what <see cref="CriterionDraft.Check"/> finds.</summary>
    public static Outcome<Criterion> Create(CriterionDraft draft, string by, DateTimeOffset at) => new Criterion { Id = Guid.CreateVersion7(at), CreatedAt = at }.Become(draft, by, at);

    /// <summary>Makes it what the draft says. Refused for what <see cref="CriterionDraft.Check"/> finds.</summary>
    public Outcome<Criterion> Become(CriterionDraft draft, string by, DateTimeOffset at)
    {
        draft = draft.AsKept();
        if (draft.Check() is { } why) return why;
        (Draft, ChangedBy, ChangedAt) = (draft, by, at);
        Version++;
        return this;
    }

    /// <summary>Whether it is asked of what goes to an environment.</summary>
    /// <param name="tiers">What the environment is for.</param>
    public bool Applies(string environment, IReadOnlyCollection<Tier> tiers) =>
        (Draft.Environments.Count == 0 || Draft.Environments.Contains(environment, StringComparer.OrdinalIgnoreCase)) && (Draft.Tiers.Count == 0 || Draft.Tiers.Any(tiers.Contains));
}
