using System.Globalization;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Features.Deliver.Promotion.Rehearsals;

/// <summary>How the backout plan of a change stands at one moment.</summary>
/// <param name="Last">The last rehearsal of this very plan in a lower tier; null: it was never rehearsed.</param>
/// <param name="Demand">The policy that asks for the freshest one; null: none is demanded.</param>
/// <param name="Why">Why it does not do; null: it does, or nothing is demanded.</param>
public sealed record RehearsalStanding(BackoutRehearsal? Last, PolicyRevision? Demand, Refusal? Why)
{
    public static RehearsalStanding Never { get; } = new(null, null, null);

    /// <summary>As <c>Backing out was rehearsed 12 days ago in staging by DEP-9.</c></summary>
    public string Words(DateTimeOffset now) => Last is null ? $"Backing out was never rehearsed.{Demanded}"
        : $"Backing out was rehearsed {Ago(now - Last.At)} in {Last.Environment} by {By(Last)}{(Last.Worked ? "." : ", and did not work.")}{Demanded}";

    /// <summary>For the sheet that is approved: it says the same however long somebody reads.</summary>
    public string Sheet => (Last is null ? "Never rehearsed" : string.Create(CultureInfo.InvariantCulture, $"{(Last.Worked ? "Rehearsed" : "Rehearsed without success")} in {Last.Environment} on {Last.At.UtcDateTime:yyyy-MM-dd} by {By(Last)}"))
        + (Demand is null ? "." : $"; {Demand.Number} demands one not older than {Days(Demand)}{(Why is null ? "." : $", and that is not met: {Why.Message}")}");

    private string Demanded => Demand is null ? "" : Why is null ? $" {Demand.Number} demands one not older than {Days(Demand)}." : $" {Demand.Number} demands one not older than {Days(Demand)}: {Why.Message}";

    public static string By(BackoutRehearsal rehearsal) => rehearsal.Deployment?.ToString() ?? rehearsal.By.Name;

    public static string Ago(TimeSpan age) => (int)Math.Floor(age.TotalDays) switch { <= 0 => "today", 1 => "yesterday", var days => $"{days} days ago" };

    public static string Days(PolicyRevision policy) => policy.Terms.RehearsedWithin is { } within ? string.Create(CultureInfo.InvariantCulture, $"{within.TotalDays:0} {(within.TotalDays is 1 ? "day" : "days")}") : "";
}
