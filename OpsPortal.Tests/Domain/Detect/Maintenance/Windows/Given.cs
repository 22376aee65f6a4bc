using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Tests.Domain.Detect.Maintenance.Windows;

internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Actor Olga = Person("Olga");
    public static readonly Actor Priya = Person("Priya");
    public static readonly Actor Robot = new(null, "Robot", "ops_1", Permissions.All, "");

    public static Actor Person(string name) => new(new PersonId(Guid.CreateVersion7(Noon)), name, name, Permissions.All, "");

    public static Matcher Match(string text) => Assert.IsType<Outcome<Matcher>.Done>(MatcherText.Parse(text)).Value;

    /// <summary>In UTC, an hour after noon for two hours, unless told otherwise.</summary>
    public static Schedule Schedule(string rule = "", double startsInHours = 1, double hours = 2) => Assert.IsType<Outcome<Schedule>.Done>(OpsPortal.Domain.Scheduling.Schedule.Create(
        Noon.UtcDateTime.AddHours(startsInHours), Zones.Utc, TimeSpan.FromHours(hours), rule.Length == 0 ? null : Assert.IsType<Outcome<Recurrence>.Done>(RecurrenceText.Parse(rule)).Value)).Value;

    public static WindowPlan Plan(Schedule? schedule = null, bool endsWhenDone = false, WindowScope? scope = null, WindowEffect? effect = null) =>
        new("Patch", "Because", null, "", schedule ?? Schedule(), scope ?? new() { Services = [new("checkout")] }, effect ?? WindowEffect.Suppress, endsWhenDone);

    public static MaintenanceWindow Window(WindowPlan? plan = null, bool needsApproval = false, long number = 1) => MaintenanceWindow.From(new(number), plan ?? Plan(), Olga, needsApproval, Noon);

    public static ServiceKey Key(string key) => new(key);
}
