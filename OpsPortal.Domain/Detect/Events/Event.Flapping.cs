using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>A condition that comes and goes: one notice when that begins, one when it has come to rest, and none in between.</summary>
public sealed partial class Event
{
    /// <summary>More turns than this within <see cref="FlapWindow"/> are flapping.</summary>
    public const int MostTurns = 5;

    /// <summary>With so many turns or fewer within the window it has come to rest.</summary>
    public const int RestingTurns = 2;

    public static readonly TimeSpan FlapWindow = TimeSpan.FromMinutes(30);

    /// <summary>Since when it flaps (UTC); null: it does not.</summary>
    public DateTimeOffset? FlapsSince { get; private set; }

    /// <summary>The last turns between firing and over, as seconds of Unix time, oldest first.</summary>
    public string RecentTurns { get; private set; } = "";

    /// <summary>
    /// The condition has come to rest: from now on each turn is news again, and what is over is resolved.
    /// Refused while it does not flap, or still does.
    /// </summary>
    public Outcome<Event> Settle(DateTimeOffset at)
    {
        if (FlapsSince is null || TurnsWithin(at) > RestingTurns) return EventRefusals.NotSettled();
        FlapsSince = null;
        Note(EntryKind.FlapsNoLonger, Source, at);
        if (Condition != Condition.Cleared || !IsOpen) return this;
        SnoozedUntil = null;
        return MoveTo(EventState.Resolved, Source, at, "over, and it stays over");
    }

    /// <summary>Notes a turn. Returns whether it is no news, because the condition flapped already.</summary>
    private bool Turns(DateTimeOffset at)
    {
        RecentTurns = string.Join(',', Instants().Append(at.ToUnixTimeSeconds()).TakeLast(MostTurns + 1));
        if (FlapsSince is not null)
        {
            Version++;
            return true;
        }

        if (TurnsWithin(at) <= MostTurns) return false;
        FlapsSince = at;
        Note(EntryKind.FlapsFrom, Source, at, string.Create(CultureInfo.InvariantCulture, $"{MostTurns + 1} turns within {FlapWindow.TotalMinutes:0} minutes"));
        return false;
    }

    private int TurnsWithin(DateTimeOffset at) => Instants().Count(turn => at.ToUnixTimeSeconds() - turn <= FlapWindow.TotalSeconds);

    private IEnumerable<long> Instants() => RecentTurns.Length == 0 ? [] : RecentTurns.Split(',').Select(text => long.Parse(text, CultureInfo.InvariantCulture));
}
