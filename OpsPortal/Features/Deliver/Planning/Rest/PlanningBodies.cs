using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Clashes.Slots;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Features.Deliver.Planning.Rest;

/// <summary>Something planned.</summary>
/// <param name="Kind">change, maintenance or freeze.</param>
/// <param name="Number">As <c>CHG-7</c> or <c>MW-3</c>; of a freeze its id.</param>
/// <param name="Services">Keys; none: of a freeze every service.</param>
/// <param name="Environment">Empty: any.</param>
/// <param name="End">The first instant after it.</param>
internal sealed record WorkItem(string Kind, string Number, string Title, IReadOnlyList<string> Services, string Environment, DateTimeOffset Start, DateTimeOffset End, string? Executor)
{
    public static WorkItem Of(PlannedWork work) => new(work.Kind, work.Number, work.Title, [.. work.Services.Select(key => key.Value)], work.Environment, work.Start, work.End, work.Executor?.Name);
}

/// <param name="Kind">service, family, maintenance, freeze, people, peak or incident.</param>
/// <param name="With">What it clashes with; null where that is no planned work.</param>
/// <param name="Words">One plain sentence.</param>
internal sealed record FoundClash(string Kind, WorkItem? With, string Words)
{
    public static FoundClash Of(Clash clash) => new(EstateWords.Of(clash.Kind), clash.With is { } with ? WorkItem.Of(with) : null, clash.Words);
}

/// <summary>A plan that is to be held against the others.</summary>
/// <param name="Services">Keys of the services that are changed.</param>
/// <param name="Environment">As the catalogue names it; empty: any.</param>
/// <param name="End">The first instant after it.</param>
/// <param name="Change">The number of the change it belongs to, which is not in its own way.</param>
internal sealed record ClashQuestion(IReadOnlyList<string>? Services, DateTimeOffset Start, DateTimeOffset End, string Environment = "", string Change = "");

/// <summary>Where room is looked for.</summary>
internal sealed record SlotQuestion
{
    [FromQuery(Name = "service"), Description("A service that is changed; may be given several times")]
    public string[]? Service { get; init; }

    [FromQuery(Name = "environment"), Description("As the catalogue names it; not given: any")]
    public string? Environment { get; init; }

    [FromQuery(Name = "minutes"), Description("How long it takes")]
    public string? Minutes { get; init; }

    [FromQuery(Name = "from"), Description("Not before (RFC 3339); not given: now")]
    public string? From { get; init; }

    [FromQuery(Name = "zone"), Description("In which days are told, as Europe/Berlin; not given: UTC")]
    public string? Zone { get; init; }

    [FromQuery(Name = "explain"), Description("true: why each day before it was passed over")]
    public string? Explain { get; init; }
}

/// <param name="Start">Null: there is no room within 90 days.</param>
internal sealed record SlotItem(DateTimeOffset? Start, DateTimeOffset? End, IReadOnlyList<PassedItem> Passed)
{
    public static SlotItem Of(FreeSlot slot) => new(slot.Start, slot.End, [.. slot.Passed.Select(day => new PassedItem(day.Day, day.Why))]);
}

internal sealed record PassedItem(DateOnly Day, IReadOnlyList<string> Why);

/// <param name="Users">How many people notice the one that most notice.</param>
internal sealed record RadiusItem(IReadOnlyList<string> Changed, int Users, IReadOnlyList<DependantItem> Dependants, IReadOnlyList<string> Needed)
{
    public static RadiusItem Of(Radius radius) => new(
        [.. radius.Changed.Select(service => service.Key.Value)], radius.Users,
        [.. radius.Dependants.Select(one => new DependantItem(one.Service.Key.Value, one.Service.Facts.Name, one.Steps, one.Through.Value, one.Owner, EstateWords.Of(one.Service.Facts.Criticality), one.Service.Facts.UsersAffected))],
        [.. radius.Needed.Select(service => service.Key.Value)]);
}

/// <param name="Steps">How many steps of need lead to what is changed.</param>
/// <param name="Through">The changed service it needs.</param>
internal sealed record DependantItem(string Service, string Name, int Steps, string Through, string Owner, string Criticality, int UsersAffected);
