using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;

namespace OpsPortal.Features.Respond.OnCall.Pages;

/// <summary>A shift while it is edited.</summary>
public sealed class ShiftForm
{
    private static int _last;

    /// <summary>Tells the fields of one shift from those of another.</summary>
    public string Id { get; } = $"shift-{Interlocked.Increment(ref _last)}";

    public string Name { get; set; } = "";

    public TimeOnly From { get; set; } = new(9, 0);

    public TimeOnly Until { get; set; } = new(9, 0);

    public int EveryDays { get; set; } = 7;

    public List<DayOfWeek> Days { get; private init; } = [.. ShiftTime.EveryDay];

    public List<PersonId> People { get; private init; } = [];

    /// <summary>The id of the person who is about to be added; empty: nobody is.</summary>
    public string Adding { get; set; } = "";

    public static ShiftForm Of(ShiftTime shift) => new() { Name = shift.Name, From = shift.From, Until = shift.Until, EveryDays = shift.EveryDays, Days = [.. shift.Days], People = [.. shift.People] };

    public ShiftTime ToShift() => new(Name.Trim(), From, Until, [.. ShiftTime.EveryDay.Where(Days.Contains)], [.. People], EveryDays);

    public void Toggle(DayOfWeek day)
    {
        if (!Days.Remove(day)) Days.Add(day);
    }

    public void Add()
    {
        if (Guid.TryParse(Adding, out var id) && !People.Contains(new(id))) People.Add(new(id));
        Adding = "";
    }

    public void Up(PersonId person)
    {
        var at = People.IndexOf(person);
        if (at > 0) (People[at - 1], People[at]) = (People[at], People[at - 1]);
    }
}
