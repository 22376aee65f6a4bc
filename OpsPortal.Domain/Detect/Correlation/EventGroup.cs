using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>Why events are taken to be of one cause.</summary>
public enum Grounds
{
    /// <summary>Their services need one another.</summary>
    Topology,

    /// <summary>They concern one service.</summary>
    Service,

    /// <summary>They are alike in what or where, and began together.</summary>
    Likeness,

    /// <summary>They have often come together before.</summary>
    CoOccurrence,

    /// <summary>A person said so.</summary>
    Person,
}

/// <summary>Events of one probable cause.</summary>
/// <param name="Lead">The event that stands for all: the likeliest cause.</param>
/// <param name="Members">At least two, the lead among them, in the order of their beginning.</param>
/// <param name="Cause">The service that is probably the cause; null where none is known.</param>
/// <param name="Confidence">From 0 to 1: how well the facts fit the cause.</param>
/// <param name="Reason">In one or two sentences, with the facts.</param>
public sealed record EventGroup(EventNumber Lead, IReadOnlyList<EventNumber> Members, Grounds Grounds, ServiceKey? Cause, double Confidence, string Reason);

/// <summary>What people have said about events that belong together or do not, and what experience says.</summary>
/// <param name="Together">Pairs that belong together whatever the rest says.</param>
/// <param name="Apart">Events that belong to nothing unless a person says so.</param>
/// <param name="Companions">Pairs of <see cref="Likeness.What"/>, in ordinal order, that come together far more often than not.</param>
public sealed record Corrections(
    IReadOnlyCollection<(EventNumber One, EventNumber Other)> Together,
    IReadOnlySet<EventNumber> Apart,
    IReadOnlySet<(string One, string Other)> Companions)
{
    public static Corrections None { get; } = new([], new HashSet<EventNumber>(), new HashSet<(string, string)>());
}
