using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Deliver.Clashes;

/// <summary>Something planned, as far as clashes go. <paramref name="End"/> is the first instant after it.</summary>
/// <param name="Kind"><see cref="Clashes.MaintenanceWork"/>, <see cref="Clashes.FreezeWork"/>, or the name of another kind of work.</param>
/// <param name="Services">Empty: for a freeze all of them, for work none that is known.</param>
/// <param name="Environment">Empty: any.</param>
public sealed record PlannedWork(string Kind, string Number, string Title, IReadOnlyList<ServiceKey> Services, string Environment, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>As <c>checkout/api</c>; empty: none is named.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>Who is to carry it out; null: nobody by name.</summary>
    public Booking? Executor { get; init; }

    /// <summary>The only person who could approve it; null: nobody is asked, or several could.</summary>
    public Booking? OnlyApprover { get; init; }

    /// <summary>Whether it is done where users would notice, so that their busiest hours matter.</summary>
    public bool ReachesUsers { get; init; } = true;

    /// <summary>False for a window that still awaits somebody's yes: it is in the way of others, and nobody may work by it yet.</summary>
    public bool IsAgreed { get; init; } = true;
}

/// <summary>A person whose time is taken.</summary>
/// <param name="Human">As <see cref="PersonLinks.HumanOf(PersonId)"/> names the human being, whichever account is meant.</param>
/// <param name="Name">As shown.</param>
public sealed record Booking(string Human, string Name)
{
    public static Booking Of(PersonId person, string name, PersonLinks? links = null) => new((links ?? PersonLinks.None).HumanOf(person), name);
}

/// <summary>An incident of the two highest priorities that is not resolved.</summary>
/// <param name="Number">As people say it: <c>INC-7</c>.</param>
/// <param name="Priority"><c>P1</c> or <c>P2</c>.</param>
public sealed record OpenIncident(string Number, string Title, string Priority, ServiceKey Service);
