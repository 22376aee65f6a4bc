using OpsPortal.Benchmarks.Crash;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Benchmarks.Calendar;

/// <summary>Windows of a grown organisation, laid into a portal's database.</summary>
internal static class PlannedWindows
{
    private static readonly string[] Rules =
        ["FREQ=DAILY;COUNT=900", "FREQ=WEEKLY;BYDAY=SU,WE;COUNT=300", "FREQ=MONTHLY;BYDAY=-1SU;COUNT=60", "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=100", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20400101"];

    private static readonly string[] Places = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"];

    /// <summary>They repeat, in several zones, and began up to two years ago.</summary>
    public static IEnumerable<MaintenanceWindow> Recurring(int count, DateTimeOffset now) => Enumerable.Range(0, count).Select(at => Window(at + 1, now,
        Made(Schedule.Create(now.UtcDateTime.Date.AddDays(-(at % 700)).AddHours(at % 24), Places[at % Places.Length], TimeSpan.FromHours(1 + at % 4), Made(RecurrenceText.Parse(Rules[at % Rules.Length])))), EffectKind.Suppress));

    /// <summary>They take place once, within a month around now; a third of them is in force.</summary>
    public static IEnumerable<MaintenanceWindow> Once(int count, int first, DateTimeOffset now) => Enumerable.Range(0, count).Select(at => Window(first + at, now,
        Made(Schedule.Create(now.UtcDateTime.AddHours(at % 3 == 0 ? -1 : at % 300), Zones.Utc, TimeSpan.FromHours(12))), EffectKind.Suppress));

    public static async Task StoreAsync(string directory, IReadOnlyCollection<MaintenanceWindow> windows)
    {
        await using var db = Stored.Open(directory).CreateDbContext();
        foreach (var part in windows.Chunk(1000))
        {
            db.AddRange(part);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        db.Add(new NumberSequence { Kind = "MW", Next = windows.Count + 1 });
        await db.SaveChangesAsync();
    }

    /// <summary>Matches nothing that a benchmark sends: a label of another place, filed under its value or under its name alone.</summary>
    private static MaintenanceWindow Window(int number, DateTimeOffset now, Schedule schedule, EffectKind effect)
    {
        var matcher = Made(OpsPortal.Domain.Detect.Maintenance.MatcherText.Parse(number % 2 == 0 ? $"rack=\"r{number}\"" : $"instance=\"other-{number}:9100\""));
        var plan = new WindowPlan($"Work {number}", "A window of a grown organisation", null, "", schedule, new() { Matchers = [matcher] }, new(effect), EndsWhenDone: false);
        return MaintenanceWindow.From(new(number), plan, Actor.Portal("benchmark"), needsApproval: false, now);
    }

    private static T Made<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done(var value) ? value : throw new InvalidOperationException(outcome.Refusal?.Message);
}
