namespace OpsPortal.Benchmarks.Load;

/// <summary>What was sent of one alert, and what of that was answered with success.</summary>
/// <param name="Sent">Signals sent, answered or not.</param>
/// <param name="Acknowledged">Signals answered with success.</param>
/// <param name="EndSent">Whether one of the sent ones said that it is over; it is the last of them.</param>
internal readonly record struct Told(int Sent, int Acknowledged, bool EndSent, bool EndAcknowledged);

/// <summary>How many of the alerts of a request are new, repeats of firing ones, and ends; together at most <see cref="AlertBatch.Size"/>.</summary>
/// <param name="Held">So many keep firing, so that there is something to repeat.</param>
internal sealed record Mix(int New, int Repeats, int Ends, int Held = 0);

/// <summary>
/// Ever new alerts, repeats and ends for one connection, and the account of which of them the server has promised to keep.
/// An alert that has ended does not fire again.
/// </summary>
/// <param name="lane">Which connection, of <paramref name="lanes"/>; each has alerts of its own.</param>
internal sealed class Ledger(int lane, int lanes, string run, Mix mix, TimeProvider clock)
{
    /// <summary>Long enough that nothing ends by itself while it is measured.</summary>
    private static readonly TimeSpan EndsIn = TimeSpan.FromHours(2);

    private readonly List<Told> _told = [];
    private readonly List<int> _firing = [];
    private readonly List<Sent> _open = [];
    private readonly Random _random = new(lane);

    /// <summary>Each alert by its number, with what was told of it.</summary>
    public IEnumerable<(int Number, Told Told)> Entries => _told.Select((told, at) => (at * lanes + lane, told));

    /// <summary>The next request; its answer is to be noted before the one after it.</summary>
    public AlertBatch Next(Target target)
    {
        var now = clock.GetUtcNow();
        _open.Clear();
        for (var i = 0; i < mix.Ends && _firing.Count > mix.Held; i++) End(_random.Next(_firing.Count), now);
        for (var i = 0; i < mix.Repeats && _firing.Count > 0; i++) Fire(_firing[_random.Next(_firing.Count)], now);
        for (var i = 0; i < mix.New; i++)
        {
            _told.Add(default);
            _firing.Add(_told.Count - 1);
            Fire(_told.Count - 1, now);
        }

        return new(target, _open, run, now);
    }

    /// <summary>Notes whether the last request was answered with success; if not, it may or may not have been stored.</summary>
    public void Answered(bool success)
    {
        if (!success) return;
        foreach (var sent in _open)
        {
            var at = sent.Number / lanes;
            _told[at] = _told[at] with { Acknowledged = _told[at].Acknowledged + 1, EndAcknowledged = _told[at].EndSent };
        }
    }

    private void Fire(int at, DateTimeOffset now)
    {
        _open.Add(new(at * lanes + lane, now + EndsIn));
        _told[at] = _told[at] with { Sent = _told[at].Sent + 1 };
    }

    /// <summary>Only what is known to be stored can end: the end of an unknown alert is no event.</summary>
    private void End(int which, DateTimeOffset now)
    {
        var at = _firing[which];
        if (_told[at].Acknowledged == 0) return;
        _firing[which] = _firing[^1];
        _firing.RemoveAt(_firing.Count - 1);
        _open.Add(new(at * lanes + lane, now));
        _told[at] = _told[at] with { Sent = _told[at].Sent + 1, EndSent = true };
    }
}
