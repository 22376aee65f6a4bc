using System.Globalization;

namespace OpsPortal.Domain.Respond.Problems.Recurrence;

/// <summary>From when on what comes back is worth a person's look.</summary>
/// <param name="Period">How far back is looked.</param>
/// <param name="BoutGap">Occurrences closer together than this are one recurrence.</param>
/// <param name="LeastRecurrences">So many recurrences within the period make a problem.</param>
/// <param name="LeastDays">On so many different days (UTC) at least, whatever the reason: one bad day is an incident.</param>
/// <param name="Recent">The last part of the period, whose rate is compared with the part before.</param>
/// <param name="LeastRise">So many times as often as before, at least.</param>
/// <param name="RiseSignificance">How improbable the rise must be if nothing had changed. Small, because every pattern is tested again and again.</param>
/// <param name="LeastShare">This part of all events of the period, from 0 to 1, makes a problem of what recurs at all.</param>
/// <param name="LeastShareEvents">With fewer events of its own than this in the period nothing is a load.</param>
public sealed record ProposalThresholds(
    TimeSpan Period, TimeSpan BoutGap, int LeastRecurrences, int LeastDays, TimeSpan Recent, double LeastRise, double RiseSignificance, double LeastShare, int LeastShareEvents)
{
    public static ProposalThresholds Usual { get; } = new(TimeSpan.FromDays(30), TimeSpan.FromMinutes(30), 5, 2, TimeSpan.FromDays(7), 2, 0.001, 0.2, 50);
}

/// <summary>Why something may be a problem.</summary>
/// <param name="Recurrences">How often it came back within the period.</param>
/// <param name="Grounds">The reasons, the strongest first, a sentence each. Never empty.</param>
public sealed record Proposal(int Recurrences, IReadOnlyList<string> Grounds)
{
    public string Text => string.Join('\n', Grounds);
}

/// <summary>Finds problems in what comes back: by recurrence, by trend, and by the load it makes.</summary>
public static class ProblemProposals
{
    /// <summary>Null: there is no reason to think of a problem.</summary>
    /// <param name="occurrences">Of one pattern; what lies outside the period is left out.</param>
    /// <param name="all">Events of all patterns in the period.</param>
    public static Proposal? Look(IReadOnlyCollection<OccurrencesAt> occurrences, long all, ProposalThresholds thresholds, DateTimeOffset now)
    {
        var since = now - thresholds.Period;
        var seen = occurrences.Where(one => one.At > since && one.At <= now).ToList();
        var bouts = Bouts.Of(seen, thresholds.BoutGap);
        if (bouts.Count < 2 || bouts.DistinctBy(at => at.UtcDateTime.Date).Count() < thresholds.LeastDays) return null;
        var grounds = new List<string>();
        if (bouts.Count >= thresholds.LeastRecurrences) grounds.Add(Say($"It came back {bouts.Count} times within {Days(thresholds.Period)}, last on {bouts[^1].UtcDateTime:d MMM}."));
        if (Rise(bouts, thresholds, now) is { } rise) grounds.Add(rise);
        var events = seen.Sum(one => one.Count);
        if (all > 0 && events >= thresholds.LeastShareEvents && events >= thresholds.LeastShare * all) grounds.Add(Say($"It made {events} of {all} events within {Days(thresholds.Period)}, {100.0 * events / all:0} % of the load."));
        return grounds.Count == 0 ? null : new(bouts.Count, grounds);
    }

    /// <summary>Whether what was dismissed comes clearly more often since: as often as a rise must be, and as improbable if nothing had changed.</summary>
    /// <param name="dismissedAt">When; before it lies the rate that somebody found bearable.</param>
    public static bool HasGrown(IReadOnlyCollection<OccurrencesAt> occurrences, ProposalThresholds thresholds, DateTimeOffset dismissedAt, DateTimeOffset now)
    {
        var bouts = Bouts.Of(occurrences.Where(one => one.At > dismissedAt - thresholds.Period && one.At <= now), thresholds.BoutGap);
        var after = bouts.Count(at => at > dismissedAt);
        return Grows(new(bouts.Count - after, thresholds.Period), new(after, now - dismissedAt), thresholds);
    }

    private static string? Rise(IReadOnlyList<DateTimeOffset> bouts, ProposalThresholds thresholds, DateTimeOffset now)
    {
        var turn = now - thresholds.Recent;
        var recent = bouts.Count(at => at > turn);
        var (before, after) = (new Counted(bouts.Count - recent, thresholds.Period - thresholds.Recent), new Counted(recent, thresholds.Recent));
        if (!Grows(before, after, thresholds)) return null;
        var times = PoissonRates.Ratio(before, after) is { } ratio ? Say($", {ratio:0.#} times as often as in") : "; never in";
        return Say($"It comes more often: {recent} times in the last {Days(thresholds.Recent)}{times} the {Days(before.Exposure)} before.");
    }

    private static bool Grows(Counted before, Counted after, ProposalThresholds thresholds) =>
        after.Exposure > TimeSpan.Zero && after.PerDay >= thresholds.LeastRise * before.PerDay && after.Count > 1 && PoissonRates.AsMany(before, after) <= thresholds.RiseSignificance;

    private static string Days(TimeSpan span) => Say($"{span.TotalDays:0.#} days");

    private static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
